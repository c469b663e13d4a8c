using System.Globalization;
using Npgsql;
using Records.Core.People;
using Records.Storage.Views;
using Xunit;

namespace Records.Tests.Views;

/// <summary>What a filter costs where there are many case files: PostgreSQL says by which index it went.</summary>
public sealed class ListIndexTests : Suite<ListIndexTests>, ISuite
{
    private const int Many = 100_000;

    public static Test Tests => TestList("lists of many files",
        TestSlow("go by an index for each part of the filter", ByIndexAsync));

    private static async Task ByIndexAsync()
    {
        await using var house = await ViewHouse.NewAsync();
        await house.Database.AsServerAsync("insert into view.access_class (id, unit) values (1, gen_random_uuid())");
        await house.Database.AsServerAsync($$"""
            insert into view.case_file (id, revision, reference, entry, transfer_years, retention_years, disposal,
                opening, unit, fields, state, opened_at, closed_on, transfer_ends, retention_ends, access_class,
                position, opened_by)
            select uuid(lpad(to_hex(n), 32, '0')), 1, '10.24-2026/' || n, uuid(lpad(to_hex(n % 1000), 32, '0')), 10, 10,
                   'appraise', '{}', uuid(lpad(to_hex(n % 500), 32, '0')), '{"subject": "Akte"}',
                   case when n = 77 then 'deleted' else 'closed' end, n * 1000000::bigint,
                   date '1900-01-01' + n % 40000, date '1910-01-01', date '1920-01-01' + n % 40000,
                   (select id from view.access_class), n, uuid(lpad(to_hex(n % 700), 32, '0'))
              from generate_series(1, {{Many}}) n
            """);
        await house.Database.AsServerAsync($"""
            insert into view.participant (case_file, id, owner, words)
            select uuid(lpad(to_hex(n), 32, '0')), gen_random_uuid(), uuid(lpad(to_hex(n), 32, '0')),
                   to_tsvector('simple', 'name' || n || ' erika')
              from generate_series(1, {Many}) n
            """);
        await house.Database.AsServerAsync($$"""
            insert into view.part (case_file, kind, id, owner_kind, data, position, access_class)
            select uuid(lpad(to_hex(n), 32, '0')), 'former-reference', gen_random_uuid(), 'case-file',
                   jsonb_build_object('reference', '63.2-2025/' || n), n, (select id from view.access_class)
              from generate_series(1, {{Many}}) n
            """);
        // A small unit, whose newest files lie deep below those of others.
        await house.Database.AsServerAsync(
            $"insert into view.access_class (id, unit) values (2, '{ViewHouse.Clerk.Unit.Value}')");
        await house.Database.AsServerAsync("update view.case_file set access_class = 2 where position % 1000 = 0");
        await house.Database.AsServerAsync("analyze view.case_file, view.participant, view.part");

        (string Index, CaseFileFilter Where)[] cases =
        [
            ("case_file_by_position", CaseFileFilter.None), ("case_file_by_entry", new() { Entry = IdOf(3) }), ("case_file_by_unit", new() { Unit = IdOf(3) }),
            ("case_file_by_state", new() { State = "deleted" }), ("case_file_by_opener", new() { OpenedBy = IdOf(3) }),
            ("case_file_reference_key", new() { Reference = "10.24-2026/4711" }),
            ("case_file_reference_key", new() { ExactReference = "10.24-2026/4711" }),
            ("part_former_reference", new() { Reference = "63.2-2025/4711" }),
            ("part_former_reference", new() { ExactReference = "63.2-2025/4711" }),
            ("case_file_by_opening", new() { OpenedFrom = new(500_000_000), OpenedBefore = new(510_000_000) }),
            ("case_file_by_closing", new() { Closed = new(new(1950, 1, 1), new(1950, 1, 2)) }),
            ("case_file_by_end", new() { RetentionEnds = new(new(1950, 1, 1), new(1950, 1, 2)) }),
            ("participant_words", new() { Participant = "Erika Name4711" }),
        ];
        // Who leaves says at once by what it went.
        await using var leaving = NpgsqlDataSource.Create(house.Database.Server + ";Search Path=view;Pooling=false");
        var reader = new ViewReader(leaving);
        foreach (var (index, where) in cases)
            await UsedAsync(index, where, ViewHouse.Registrar);
        await UsedAsync("case_file_newest", CaseFileFilter.None, ViewHouse.Clerk);

        async Task UsedAsync(string index, CaseFileFilter where, Actor reads)
        {
            var before = await ScansAsync(house, index);
            Assert.NotEmpty((await reader.CaseFilesAsync(new(where, null, 50), reads, Cancel)).Found);
            await Patience.UntilAsync(
                async () => await ScansAsync(house, index) > before, pause: TimeSpan.FromMilliseconds(200),
                what: $"{index} is used for {where}");
        }
    }

    private static async Task<long> ScansAsync(ViewHouse house, string index) => (long)(await
        house.Database.AsAdministratorAsync($"select idx_scan from pg_stat_user_indexes "
            + $"where schemaname = 'view' and indexrelname = '{index}'"))!;

    private static Guid IdOf(int number) =>
        new(number.ToString("x32", CultureInfo.InvariantCulture));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
