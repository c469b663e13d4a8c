-- What was answered to a request with an Idempotency-Key, so that its repetition gets the same answer and no second
-- event. Written in the transaction of the events. Not history: answers may be forgotten after a day or more.
create table remembered_answer
(
    caller      text    not null,
    key         text    not null,
    fingerprint bytea   not null,
    status      integer not null,
    body        text    not null,
    recorded_at bigint  not null,

    constraint remembered_answer_pkey primary key (caller, key),
    constraint remembered_answer_caller_check check (char_length(caller) between 1 and 300),
    constraint remembered_answer_key_check check (char_length(key) between 1 and 128),
    constraint remembered_answer_fingerprint_check check (octet_length(fingerprint) = 32),
    constraint remembered_answer_status_check check (status between 200 and 299)
);

create index remembered_answer_recorded_at_index on remembered_answer (recorded_at);

grant select, insert on remembered_answer to records_app;
