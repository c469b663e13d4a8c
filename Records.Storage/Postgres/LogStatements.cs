using Npgsql;
using Records.Core.Ports;

namespace Records.Storage.Postgres;

/// <summary>
/// The statements of the writer's transaction. Arrays travel in binary, one for each column; rows stay in order.
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
        select claim.kind, claim.value, claim.stream
          from unnest($1::text[], $2::text[]) as asked (kind, value)
          join claim on claim.kind = asked.kind and claim.value = asked.value
        """)
    {
        Parameters =
        {
            new() { Value = claims.Select(claim => claim.Kind).ToArray() },
            new() { Value = claims.Select(claim => claim.Value).ToArray() },
        },
    };

    public static NpgsqlBatchCommand SelectAnswers(RememberedAnswer[] answers) => new("""
        select a.caller, a.key, a.fingerprint, a.status, a.body
          from unnest($1::text[], $2::text[]) as asked (caller, key)
          join remembered_answer as a on a.caller = asked.caller and a.key = asked.key
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

    private static NpgsqlParameter<T[]> Column<TRow, T>(List<TRow> rows, Func<TRow, T> value) =>
        new() { TypedValue = [.. rows.Select(value)] };
}
