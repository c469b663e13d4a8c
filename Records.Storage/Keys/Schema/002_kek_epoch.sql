-- Which key-encryption key each epoch has, as a value made from it that gives nothing of it away. New keys are never
-- wrapped under another key of the same epoch: half of them would be lost.
create table kek_epoch
(
    epoch       integer not null,
    fingerprint bytea   not null,

    constraint kek_epoch_pkey primary key (epoch),
    constraint kek_epoch_fingerprint_check check (octet_length(fingerprint) = 32)
);

grant select, insert on kek_epoch to records_app;
