-- The data keys of one tenant, each wrapped by the tenant's key of an epoch (AES-KWP, RFC 5649). A destroyed key leaves
-- its row without the wrapped bytes: that it was destroyed is known, and it is never taken for a lost one.
create table data_key
(
    id         uuid        not null,
    stream     uuid        not null,
    epoch      integer     not null,
    wrapped    bytea,
    created_at timestamptz not null default clock_timestamp(),

    constraint data_key_pkey primary key (id),
    constraint data_key_id_check check (id <> '00000000-0000-0000-0000-000000000000'),
    constraint data_key_epoch_check check (epoch > 0),
    constraint data_key_wrapped_check check (octet_length(wrapped) = 40)
);

create index data_key_stream_index on data_key (stream);

grant select, insert on data_key to records_app;
