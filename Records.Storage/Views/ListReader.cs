using Npgsql;
using NpgsqlTypes;
using Records.Core.People;
using static Records.Storage.Views.ViewStatements;

namespace Records.Storage.Views;

/// <summary>
/// Case files in lists, and places in them where words stand; both narrowed by the same filter, whose conditions are
/// the same lines in both questions.
/// </summary>
public static class ListReader
{
    // On a row of case_file; $2 to $14 are what Values gives.
    private const string Narrowed = """
        ($2::uuid is null or entry = $2)
        and ($3::uuid is null or unit = $3)
        and ($4::text is null or state = $4)
        and ($5::text is null or starts_with(reference, $5) or id = any(array(
                select case_file from part
                 where kind = 'former-reference'
                   and starts_with((data ->> 'reference') collate "C", $5))))
        and ($6::text is null or reference = $6 or id = any(array(
                select case_file from part
                 where kind = 'former-reference' and (data ->> 'reference') collate "C" = $6)))
        and ($7::bigint is null or opened_at >= $7)
        and ($8::bigint is null or opened_at < $8)
        and ($9::date is null or closed_on >= $9)
        and ($10::date is null or closed_on <= $10)
        and ($11::date is null or retention_ends >= $11)
        and ($12::date is null or retention_ends <= $12)
        and ($13::uuid is null or opened_by = $13)
        and ($14::text is null or id = any(array(
                select case_file from participant where words @@ to_tsquery('simple', normalize($14)))))
        """;

    private const string Continued = $"""
        {Narrowed}
        and ($15::bigint is null or position < $15)
        """;

    extension(ViewReader views)
    {
        /// <summary>Case files, the newest first.</summary>
        public Task<Viewed<IReadOnlyList<CaseFileRow>>> CaseFilesAsync(
            CaseFileQuery query, Actor actor, CancellationToken cancel) =>
            views.InSnapshotAsync(actor, async (connection, visible) =>
        {
            // Of one class the newest lie side by side in the index; of several they do not.
            object classes = visible is [var only] ? only : visible;
            var isAny = query.Where == CaseFileFilter.None;
            var sql = $"""
                select id, revision, reference, entry, rule_from, transfer_years, retention_years, disposal, unit,
                       fields, state, opened_at, closed_on, transfer_ends, retention_ends, position, marks, opening,
                       opened_by
                  from case_file
                 where access_class = {(visible is [_] ? "$1" : "any($1)")}
                   and {(isAny ? "($2::bigint is null or position < $2)" : Continued)}
                 order by position desc
                 limit {(isAny ? "$3" : "$16")}
                """;
            var command = ViewReader.Command(connection, sql,
            [
                classes, .. isAny ? [] : Values(query.Where), Typed(NpgsqlDbType.Bigint, query.Before), query.Limit,
            ]);
            return await ViewReader.ListAsync(command, ViewReader.CaseFileOf, cancel);
        }, cancel);

        /// <summary>
        /// Where the words stand, the newest first: in metadata, where they are also found as they are spelt, or on a
        /// page. The text around the words is only cut where it is asked for, and only for the rows that are answered.
        /// </summary>
        public Task<Viewed<IReadOnlyList<SearchHit>>> SearchAsync(
            SearchQuery query, Actor actor, CancellationToken cancel) => views.InSnapshotAsync(actor, async (connection, visible) =>
        {
            const string sql = $"""
                with asked as (
                    select websearch_to_tsquery('german', $16) as words,
                           websearch_to_tsquery('simple', $16) as spelling),
                found as (
                    select p.*
                      from passage p, asked
                     where (p.words @@ asked.words or (p.kind <> 'page' and p.words @@ asked.spelling))
                       and p.access_class = any($1)
                       and ($15::bool or exists (
                               select
                                 from case_file
                                where id = p.case_file
                                  and {Narrowed}))
                       and ($17::bigint is null or (p.position, p.page) < ($17, $18))
                     order by p.position desc, p.page desc
                     limit $19)
                select found.case_file, f.reference, coalesce(f.fields ->> 'subject', ''), found.kind, found.object,
                       found.matter, found.version, found.page,
                       case when $20 then ts_headline('german', found.text, asked.words || asked.spelling,
                           'StartSel=' || U&'\E000' || ',StopSel=' || U&'\E001'
                               || ',MaxFragments=2,MinWords=8,MaxWords=24,FragmentDelimiter=" … "')
                        end,
                       found.position,
                       case when f.state = 'cancelled' or m.state = 'cancelled' then 'cancelled'
                            else coalesce(d.state, m.state, f.state)
                        end
                  from found
                  join case_file f on f.id = found.case_file
                  left join matter m on m.case_file = found.case_file and m.id = found.matter
                  left join document d on d.case_file = found.case_file and d.id = found.object, asked
                 order by found.position desc, found.page desc
                """;
            var command = ViewReader.Command(connection, sql,
            [
                visible, .. Values(query.Where), query.Where == CaseFileFilter.None, query.Text,
                Typed(NpgsqlDbType.Bigint, query.Before?.Position), Typed(NpgsqlDbType.Integer, query.Before?.Page),
                query.Limit, query.WithHighlight,
            ]);
            return await ViewReader.ListAsync(command, row => new SearchHit(
                row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetGuid(4),
                row.Value<Guid>(5), row.GetInt32(6), row.GetInt32(7), row.Text(8), row.GetInt64(9),
                row.GetString(10)), cancel);
        }, cancel);
    }

    // $2 to $14 of Narrowed.
    private static NpgsqlParameter[] Values(CaseFileFilter where) =>
    [
        Uuid(where.Entry), Uuid(where.Unit), Words(where.State), Words(where.Reference), Words(where.ExactReference),
        Typed(NpgsqlDbType.Bigint, where.OpenedFrom?.UnixMicros),
        Typed(NpgsqlDbType.Bigint, where.OpenedBefore?.UnixMicros),
        Typed(NpgsqlDbType.Date, where.Closed.From), Typed(NpgsqlDbType.Date, where.Closed.Until),
        Typed(NpgsqlDbType.Date, where.RetentionEnds.From), Typed(NpgsqlDbType.Date, where.RetentionEnds.Until),
        Uuid(where.OpenedBy),
        Words(where.Participant is { } name ? NameWords.Beginning(name) : null),
    ];

    private static NpgsqlParameter Words(string? value) => Typed(NpgsqlDbType.Text, value);
}
