-- Content that was uploaded and is not filed yet. Not history: filed or swept away within two days.
create table upload
(
    object        uuid        not null,
    case_file     uuid        not null,
    media_type    text        not null,
    size_bytes    bigint      not null,
    sha256        bytea       not null,
    sealed_sha256 bytea       not null,
    original_name text        not null,
    uploaded_at   timestamptz not null,

    constraint upload_pkey primary key (object)
);

create index upload_uploaded_at_index on upload (uploaded_at);

grant select, insert, delete on upload to records_app;
