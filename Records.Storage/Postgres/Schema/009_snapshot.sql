-- States of streams as of a version, sealed: so that not every event must be read again. A cache and never the record:
-- any row, or all of them, may be deleted at any time.
create table snapshot
(
    stream  uuid   not null,
    version bigint not null,
    form    bytea  not null,
    key_id  uuid   not null,
    body    bytea  not null,

    constraint snapshot_pkey primary key (stream),
    constraint snapshot_form_check check (octet_length(form) = 32)
);

-- Sealed bytes do not compress; trying costs time.
alter table snapshot alter column body set storage external;

grant select, insert, update, delete on snapshot to records_app;
