-- Answers go after some days, and none before a day is over: a client may still come back for it.
create function refuse_forgetting() returns trigger language plpgsql as
$$
begin
    if old.recorded_at > (extract(epoch from now() - interval '1 day') * 1000000)::bigint then
        raise exception 'an answer is remembered for a day at least' using errcode = 'restrict_violation';
    end if;
    return old;
end
$$;

create trigger remembered_answer_stays
    before delete on remembered_answer
    for each row execute function refuse_forgetting();

grant delete on remembered_answer to records_app;
