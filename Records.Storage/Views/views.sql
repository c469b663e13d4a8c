-- The query tables: what people look at, made from the events and nothing else. Every table can be dropped and made
-- anew; a change here is no migration, the follower starts again from the first event. The schema in which they
-- stand is chosen by the search path, so that a rebuild can fill a second set beside the live one.

create table progress
(
    only_row   boolean not null default true,
    position   bigint  not null,
    definition bytea   not null,

    constraint progress_pkey primary key (only_row),
    constraint progress_only_row check (only_row)
);

-- Who may see a row, as one number: a change of rights touches this table, never the rows.
-- Numbered in the order of the log: a sequence would keep a gap for work that was rolled back, and tables
-- made anew would not be the same.
create table access_class
(
    id   integer not null,
    unit uuid    not null,

    constraint access_class_pkey primary key (id),
    constraint access_class_unit_key unique (unit)
);

create table case_file
(
    id              uuid    not null,
    revision        integer not null,
    reference       text    collate "C" not null,
    entry           uuid    not null,
    rule_from       uuid,
    transfer_years  integer not null,
    retention_years integer,
    disposal        text    not null,
    opening         jsonb   not null,
    unit            uuid    not null,
    fields          jsonb   not null,
    marks           jsonb   not null default '{}',
    state           text    not null,
    opened_at       bigint  not null,
    closed_on       date,
    transfer_ends   date,
    retention_ends  date,
    access_class    integer not null,
    position        bigint  not null,
    opened_by       uuid    not null,

    constraint case_file_pkey primary key (id),
    constraint case_file_reference_key unique (reference)
);

create index case_file_newest on case_file (access_class, position desc);
create index case_file_by_position on case_file (position desc);
create index case_file_by_entry on case_file (entry, position desc);
create index case_file_by_unit on case_file (unit, position desc);
create index case_file_by_state on case_file (state, position desc);
create index case_file_by_opener on case_file (opened_by, position desc);
create index case_file_by_opening on case_file (opened_at);
create index case_file_by_closing on case_file (closed_on) where closed_on is not null;
create index case_file_by_end on case_file (retention_ends) where retention_ends is not null;

create table matter
(
    id             uuid    not null,
    case_file      uuid    not null,
    revision       integer not null,
    number         integer not null,
    parent         uuid,
    reference      text    not null,
    fields         jsonb   not null,
    marks          jsonb   not null default '{}',
    state          text    not null,
    opened_at      bigint  not null,
    closed_on      date,
    transfer_ends  date,
    retention_ends date,
    position       bigint  not null,
    access_class   integer not null,

    constraint matter_pkey primary key (case_file, id)
);

create table document
(
    id           uuid    not null,
    case_file    uuid    not null,
    matter       uuid    not null,
    revision     integer not null,
    kind         text    not null,
    fields       jsonb   not null,
    marks        jsonb   not null default '{}',
    state        text    not null default 'active',
    filed_at     bigint  not null,
    access_class integer not null,
    position     bigint  not null,

    constraint document_pkey primary key (case_file, id)
);

create table document_version
(
    case_file     uuid    not null,
    document      uuid    not null,
    version       integer not null,
    object        uuid    not null,
    key           uuid    not null,
    media_type    text    not null,
    size_bytes    bigint  not null,
    sha256        bytea   not null,
    sealed_sha256 bytea   not null,
    original_name text    not null,
    comment       text,
    added_at      bigint  not null,
    added_by      uuid    not null,
    text_state    text    not null,
    text_object   uuid,
    text_bytes    bigint,
    pages         integer,
    confidence    integer,
    access_class  integer not null,

    constraint document_version_pkey primary key (case_file, document, version)
);

-- What lies beside an object of a case file (a participant, a reference, a resubmission), one row each, as JSON: it is
-- only ever read with its file. What is looked for across files has a table of its own.
create table part
(
    case_file    uuid    not null,
    kind         text    not null,
    id           uuid    not null,
    owner_kind   text    not null,
    owner        uuid,
    data         jsonb   not null,
    position     bigint  not null,
    access_class integer not null,

    constraint part_pkey primary key (case_file, kind, id)
);

-- A file is found by what it was called before, by the beginning too.
create index part_former_reference on part (((data ->> 'reference') collate "C")) where kind = 'former-reference';

-- Who takes part in what, across all files, by the words of the name. Who may see them is said by their case file.
create table participant
(
    case_file uuid     not null,
    id        uuid     not null,
    owner     uuid     not null,
    words     tsvector not null,

    constraint participant_pkey primary key (case_file, id)
);

create index participant_words on participant using gin (words) with (fastupdate = off);

-- Open resubmissions, found by their day and for whom they are. Who may see them is said by their case file.
create table resubmission
(
    case_file  uuid   not null,
    id         uuid   not null,
    owner_kind text   not null,
    owner      uuid,
    due        date   not null,
    person     uuid,
    unit       uuid,
    reason     text   not null,
    set_at     bigint not null,
    set_by     uuid   not null,
    position   bigint not null,

    constraint resubmission_pkey primary key (case_file, id)
);

create index resubmission_by_person on resubmission (person, due, position);
create index resubmission_by_unit on resubmission (unit, due, position);

-- Steps of routes that wait for somebody now, across all files. Who may see them is said by their case file. The day by
-- which they are sorted comes last where there is none.
create table worklist
(
    case_file  uuid    not null,
    route      uuid    not null,
    step       uuid    not null,
    number     integer not null,
    owner_kind text    not null,
    owner      uuid    not null,
    kind       text    not null,
    person     uuid,
    unit       uuid,
    role       text,
    due        date,
    due_day    integer not null,
    order_text text,
    since      bigint  not null,
    position   bigint  not null,

    constraint worklist_pkey primary key (case_file, step)
);

create index worklist_by_person on worklist (person, due_day, position, number) where person is not null;
create index worklist_by_unit on worklist (unit, due_day, position, number) where unit is not null;
-- What came in, by in-tray; it stays here when it was registered or turned away.
create table in_tray
(
    id            uuid    not null,
    revision      integer not null,
    state         text    not null,
    source        text    not null,
    received_at   bigint  not null,
    unit          uuid    not null,
    person        uuid,
    fields        jsonb   not null,
    object        uuid    not null,
    key           uuid    not null,
    media_type    text    not null,
    size_bytes    bigint  not null,
    sha256        bytea   not null,
    original_name text    not null,
    reason        text,
    case_file     uuid,
    document      uuid,
    put_at        bigint  not null,
    put_by        uuid    not null,
    position      bigint  not null,
    access_class  integer not null,

    constraint in_tray_pkey primary key (id)
);

create index in_tray_of_unit on in_tray (unit, state, position);

-- What search looks through: one row for the metadata of each object and one for each page of text.
create table passage
(
    case_file    uuid     not null,
    kind         text     not null,
    object       uuid     not null,
    version      integer  not null,
    page         integer  not null,
    matter       uuid,
    text         text     not null,
    words        tsvector not null,
    access_class integer  not null,
    position     bigint   not null,

    constraint passage_pkey primary key (case_file, kind, object, version, page)
);

create index passage_words on passage using gin (words) with (fastupdate = off);
create index passage_newest on passage (position desc, page desc);

-- Versions whose text has not been read yet: filing puts a row in, the outcome takes it out.
create table text_waiting
(
    case_file uuid        not null,
    document  uuid        not null,
    version   integer     not null,
    cause     uuid        not null,
    attempts  integer     not null default 0,
    due       timestamptz not null default now(),

    constraint text_waiting_pkey primary key (case_file, document, version)
);

create index text_waiting_due on text_waiting (due);

-- Streams with an event that could not be read: their rows stand still until the views are rebuilt.
create table parked
(
    stream   uuid   not null,
    position bigint not null,
    fault    text   not null,

    constraint parked_pkey primary key (stream)
);
