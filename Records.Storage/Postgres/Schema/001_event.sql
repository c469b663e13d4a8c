-- The history of one tenant. Rows are added and read; nothing else.

-- The end of the log: how many events there are, and when the last one was recorded. Whoever holds the lock on this one
-- row writes; so commit order, position order and visibility are the same thing, in every process.
create table log_head
(
    tenant      uuid    not null,
    size        bigint  not null,
    recorded_at bigint  not null,
    is_head     boolean not null default true,

    constraint log_head_pkey primary key (is_head),
    constraint log_head_is_one_row check (is_head),
    constraint log_head_size_check check (size >= 0)
);

-- Numbers and bytes as they are hashed: recorded_at is microseconds since 1970-01-01 UTC, bodies and metadata are the
-- very bytes. The body of a sealed event (key_id is not zero) is null once its content was lawfully erased.
create table event
(
    position    bigint  not null,
    stream      uuid    not null,
    version     bigint  not null,
    event_id    uuid    not null,
    recorded_at bigint  not null,
    type        text    not null,
    form        integer not null,
    key_id      uuid    not null,
    commitment  bytea   not null,
    metadata    bytea   not null,
    body_hash   bytea   not null,
    body        bytea,
    chain       bytea   not null,
    leaf        bytea   not null,

    constraint event_pkey primary key (position),
    constraint event_stream_version_key unique (stream, version),
    constraint event_event_id_key unique (event_id),
    constraint event_position_check check (position >= 0),
    constraint event_version_check check (version >= 0),
    constraint event_type_check check (octet_length(type) between 1 and 200),
    constraint event_form_check check (form between 0 and 65535),
    constraint event_commitment_check check (octet_length(commitment) = 32),
    constraint event_body_hash_check check (octet_length(body_hash) = 32),
    constraint event_chain_check check (octet_length(chain) = 32),
    constraint event_leaf_check check (octet_length(leaf) = 32),
    constraint event_plain_body_check
        check (key_id <> '00000000-0000-0000-0000-000000000000' or body is not null),
    constraint event_sealed_body_check
        check (key_id = '00000000-0000-0000-0000-000000000000' or body is null or octet_length(body) >= 60)
);

-- Sealed bytes do not compress; trying costs time.
alter table event alter column body set storage external;

-- What is given out once and never released: a file reference, the number of a matter, the id of a message.
create table claim
(
    kind   text   not null,
    value  text   not null,
    stream uuid   not null,
    series text,
    number bigint not null,

    constraint claim_pkey primary key (kind, value),
    constraint claim_kind_check check (octet_length(kind) between 1 and 100),
    constraint claim_value_check check (octet_length(value) between 1 and 1000),
    constraint claim_series_check check (octet_length(series) between 1 and 1000),
    constraint claim_number_check check (case when series is null then number = 0 else number > 0 end)
);

create index claim_series_number_index on claim (series, number) where series is not null;

-- An append-only table by rule, and not only by habit: even the owner is told no.
create function refuse_rewriting() returns trigger language plpgsql as
$$
begin
    raise exception '% is history: % is not allowed', tg_table_name, tg_op using errcode = 'restrict_violation';
end
$$;

create trigger event_is_history
    before update or delete or truncate on event
    for each statement execute function refuse_rewriting();

create trigger claim_is_history
    before update or delete or truncate on claim
    for each statement execute function refuse_rewriting();

create trigger log_head_stays
    before delete or truncate on log_head
    for each statement execute function refuse_rewriting();

-- Positions are never given out twice and time never goes back, whoever writes the head.
create function refuse_going_back() returns trigger language plpgsql as
$$
begin
    if new.size < old.size or new.recorded_at < old.recorded_at or new.tenant <> old.tenant then
        raise exception 'the head of the log does not go back' using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;

create trigger log_head_goes_forward
    before update on log_head
    for each row execute function refuse_going_back();

grant select, insert on event, claim to records_app;
grant select, update (size, recorded_at) on log_head to records_app;
