-- Who hides behind a pseudonym. Events hold the id only; the name lies here and nowhere else, so that it can be erased
-- without touching the history. The id is random: it tells nothing, and a row that is gone cannot be computed again.
create table person
(
    id      uuid        not null,
    issuer  text        not null,
    subject text        not null,
    name    text,
    seen_at timestamptz not null,

    constraint person_pkey primary key (id),
    constraint person_issuer_subject_key unique (issuer, subject),
    constraint person_issuer_check check (char_length(issuer) between 1 and 500),
    constraint person_subject_check check (char_length(subject) between 1 and 255),
    constraint person_name_check check (char_length(name) between 1 and 200)
);

-- A pseudonym never moves to somebody else: the program changes the name and the day, never who it is.
grant select, insert, update (name, seen_at) on person to records_app;
