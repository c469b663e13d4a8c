-- Who does which background work of the tenant at the moment. A term begins when somebody takes the lease and is over
-- when the next one begins; who writes under a term locks this row in share mode first, so the two cannot cross.
create table lease
(
    work    text        not null,
    term    bigint      not null,
    ends_at timestamptz not null,

    constraint lease_pkey primary key (work),
    constraint lease_work_check check (char_length(work) between 1 and 100),
    constraint lease_term_check check (term > 0)
);

grant select, insert, update (term, ends_at) on lease to records_app;
