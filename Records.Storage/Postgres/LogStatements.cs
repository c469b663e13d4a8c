using Npgsql;
using Records.Core.Ports;

namespace Records.Storage.Postgres;

/// <summary>
/// The statements of the writer's transaction. Arrays travel in binary, one for each column; rows stay in order. What
/// looks something up says `lateral` and `limit`: a plain join may become one that reads the whole table.
/// </summary>
internal static class LogStatements
{
    public static NpgsqlBatchCommand SelectStreams(IEnumerable<StreamId> streams) => new("""
        select head.stream, head.version, head.chain
          from unnest($1::uuid[]) as asked (stream)
         cross join lateral (
               select event.stream, event.version, event.chain
                 from event
                where event.stream = asked.stream
                order by event.version desc
                limit 1) as head
        """)
    {
        Parameters = { new() { Value = streams.Select(stream => stream.Value).Distinct().ToArray() } },
    };

    public static NpgsqlBatchCommand SelectClaims(Claim[] claims) => new("""
        select asked.kind, asked.value, taken.stream
          from unnest($1::text[], $2::text[]) as asked (kind, value)
         cross join lateral (
               select claim.stream
                 from claim
                where claim.kind = asked.kind and claim.value = asked.value
                limit 1) as taken
        """)
    {
        Parameters =
        {
            new() { Value = claims.Select(claim => claim.Kind).ToArray() },
            new() { Value = claims.Select(claim => claim.Value).ToArray() },
        },
    };

    public static NpgsqlBatchCommand SelectAnswers(RememberedAnswer[] answers) => new("""
        select asked.caller, asked.key, given.fingerprint, given.status, given.body
          from unnest($1::text[], $2::text[]) as asked (caller, key)
         cross join lateral (
               select a.fingerprint, a.status, a.body
                 from remembered_answer as a
                where a.caller = asked.caller and a.key = asked.key
                limit 1) as given
        """)
    {
        Parameters =
        {
            new() { Value = answers.Select(answer => answer.Key.Caller).ToArray() },
            new() { Value = answers.Select(answer => answer.Key.Key).ToArray() },
        },
    };

    public static NpgsqlBatchCommand SelectLeases(Lease[] leases) => new("""
        select work, term
          from lease
         where work = any ($1)
           for share
        """)
    {
        Parameters = { new() { Value = leases.Select(lease => lease.Work).ToArray() } },
    };

    public static NpgsqlBatchCommand SelectEvents(IEnumerable<EventId> events) => new("""
        select event_id, position, stream, version, recorded_at
          from event
         where event_id = any ($1)
        """)
    {
        Parameters = { new() { Value = events.Select(id => id.Value).ToArray() } },
    };

    public static NpgsqlBatchCommand MoveHead(BatchPlan plan) => new("update log_head set size = $1, recorded_at = $2")
    {
        Parameters = { new() { Value = plan.SizeAfter }, new() { Value = plan.RecordedAt.UnixMicros } },
    };

    public static NpgsqlBatchCommand InsertEvents(BatchPlan plan) => new("""
        insert into event (position, recorded_at, stream, version, event_id, type, form, key_id, commitment, metadata,
                           body_hash, body, chain, leaf)
        select $1 + e.ordinal - 1, $2, e.stream, e.version, e.event_id, e.type, e.form, e.key_id, e.commitment,
               e.metadata, e.body_hash, e.body, e.chain, e.leaf
          from unnest($3::uuid[], $4::bigint[], $5::uuid[], $6::text[], $7::integer[], $8::uuid[], $9::bytea[],
                      $10::bytea[], $11::bytea[], $12::bytea[], $13::bytea[], $14::bytea[])
          with ordinality
            as e (stream, version, event_id, type, form, key_id, commitment,
                  metadata, body_hash, body, chain, leaf, ordinal)
        """)
    {
        Parameters =
        {
            new() { Value = plan.FirstPosition },
            new() { Value = plan.RecordedAt.UnixMicros },
            Column(plan.Events, e => e.Stream.Value),
            Column(plan.Events, e => e.Version.Value),
            Column(plan.Events, e => e.Id.Value),
            Column(plan.Events, e => e.Type.Name),
            Column(plan.Events, e => e.Type.Form),
            Column(plan.Events, e => e.Key.Value),
            Column(plan.Events, e => e.Commitment.ToBytes()),
            Column(plan.Events, e => e.Metadata),
            Column(plan.Events, e => e.BodyHash.ToBytes()),
            Column(plan.Events, e => e.Body.GetValueOrDefault()),
            Column(plan.Events, e => e.Chain.ToBytes()),
            Column(plan.Events, e => e.Leaf.ToBytes()),
        },
    };

    public static NpgsqlBatchCommand InsertClaims(List<Claim> claims) => new("""
        insert into claim (kind, value, stream, series, number)
        select * from unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::bigint[])
        """)
    {
        Parameters =
        {
            Column(claims, claim => claim.Kind),
            Column(claims, claim => claim.Value),
            Column(claims, claim => claim.Stream.Value),
            Column(claims, claim => claim.Series),
            Column(claims, claim => claim.Number),
        },
    };

    public static NpgsqlBatchCommand InsertAnswers(List<RememberedAnswer> answers, Moment recordedAt) => new("""
        insert into remembered_answer (caller, key, fingerprint, status, body, recorded_at)
        select a.*, $6
          from unnest($1::text[], $2::text[], $3::bytea[], $4::integer[], $5::text[]) as a
        """)
    {
        Parameters =
        {
            Column(answers, answer => answer.Key.Caller),
            Column(answers, answer => answer.Key.Key),
            Column(answers, answer => answer.Fingerprint.ToBytes()),
            Column(answers, answer => answer.Status),
            Column(answers, answer => answer.Body),
            new() { Value = recordedAt.UnixMicros },
        },
    };

    /// <summary>
    /// Writes the whole plan in one statement and answers 1, if the head stands where the plan thinks; else nothing, and
    /// answers 0. The head comes first and everything else hangs on its row: so the lock is had before anything is
    /// written. Claims are looked at, although their key would refuse a taken one, because PostgreSQL's log would then
    /// name it.
    /// </summary>
    /// <param name="now">What our clock says, which the database's must agree with.</param>
    public static NpgsqlCommand WriteUnseen(BatchPlan plan, TenantId tenant, Moment now, TimeSpan tolerance) => new("""
        with head as (
             update log_head
                set size = $1, recorded_at = $2
              where tenant = $3 and size = $4 and recorded_at = $5
                and abs((extract(epoch from clock_timestamp()) * 1000000)::bigint - $6) <= $7
                and not exists (
                    select
                      from unnest($20::text[], $21::text[]) as asked (kind, value)
                     cross join lateral (
                           select
                             from claim
                            where claim.kind = asked.kind and claim.value = asked.value
                            limit 1) as taken)
            returning size),
        events as (
             insert into event (position, recorded_at, stream, version, event_id, type, form, key_id, commitment,
                                metadata, body_hash, body, chain, leaf)
             select $4 + e.ordinal - 1, $2, e.stream, e.version, e.event_id, e.type, e.form, e.key_id, e.commitment,
                    e.metadata, e.body_hash, e.body, e.chain, e.leaf
               from head
              cross join unnest($8::uuid[], $9::bigint[], $10::uuid[], $11::text[], $12::integer[], $13::uuid[],
                                $14::bytea[], $15::bytea[], $16::bytea[], $17::bytea[], $18::bytea[], $19::bytea[])
               with ordinality
                 as e (stream, version, event_id, type, form, key_id, commitment,
                       metadata, body_hash, body, chain, leaf, ordinal)),
        claims as (
             insert into claim (kind, value, stream, series, number)
             select c.*
               from head
              cross join unnest($20::text[], $21::text[], $22::uuid[], $23::text[], $24::bigint[]) as c),
        answers as (
             insert into remembered_answer (caller, key, fingerprint, status, body, recorded_at)
             select a.*, $2
               from head
              cross join unnest($25::text[], $26::text[], $27::bytea[], $28::integer[], $29::text[]) as a)
        select count(*) from head
        """)
    {
        Parameters =
        {
            new() { Value = plan.SizeAfter },
            new() { Value = plan.RecordedAt.UnixMicros },
            new() { Value = tenant.Value },
            new() { Value = plan.FirstPosition },
            new() { Value = plan.RecordedBefore.UnixMicros },
            new() { Value = now.UnixMicros },
            new() { Value = (long)tolerance.TotalMicroseconds },
            Column(plan.Events, e => e.Stream.Value),
            Column(plan.Events, e => e.Version.Value),
            Column(plan.Events, e => e.Id.Value),
            Column(plan.Events, e => e.Type.Name),
            Column(plan.Events, e => e.Type.Form),
            Column(plan.Events, e => e.Key.Value),
            Column(plan.Events, e => e.Commitment.ToBytes()),
            Column(plan.Events, e => e.Metadata),
            Column(plan.Events, e => e.BodyHash.ToBytes()),
            Column(plan.Events, e => e.Body.GetValueOrDefault()),
            Column(plan.Events, e => e.Chain.ToBytes()),
            Column(plan.Events, e => e.Leaf.ToBytes()),
            Column(plan.Claims, claim => claim.Kind),
            Column(plan.Claims, claim => claim.Value),
            Column(plan.Claims, claim => claim.Stream.Value),
            Column(plan.Claims, claim => claim.Series),
            Column(plan.Claims, claim => claim.Number),
            Column(plan.Answers, answer => answer.Key.Caller),
            Column(plan.Answers, answer => answer.Key.Key),
            Column(plan.Answers, answer => answer.Fingerprint.ToBytes()),
            Column(plan.Answers, answer => answer.Status),
            Column(plan.Answers, answer => answer.Body),
        },
    };

    private static NpgsqlParameter<T[]> Column<TRow, T>(List<TRow> rows, Func<TRow, T> value)
    {
        var column = new T[rows.Count];
        for (var i = 0; i < column.Length; i++)
            column[i] = value(rows[i]);
        return new() { TypedValue = column };
    }
}
