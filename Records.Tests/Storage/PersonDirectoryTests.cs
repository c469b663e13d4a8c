using Npgsql;
using Records.Core.People;
using Records.Core.Ports;
using Records.Storage.Memory;
using Records.Storage.Postgres;
using Xunit;

namespace Records.Tests.Storage;

public sealed class PersonDirectoryTests : Suite<PersonDirectoryTests>, ISuite
{
    public static Test Tests => TestList("person directory",
        Contract("in memory", test => test(new MemoryPersonDirectory())),
        Contract("on PostgreSQL", test => WithPostgresAsync((directory, _, _) => test(directory))),
        TestList("on PostgreSQL, besides",
            TestCase("costs no statement for somebody who was here today",
                () => WithPostgresAsync(async (directory, database, _) =>
                {
                    var id = await directory.ResolveAsync(Issuer, "a", "Sabine Berg", default);
                    await database.AsAdministratorAsync("drop table person");
                    Assert.Equal(id, await directory.ResolveAsync(Issuer, "a", "Sabine Berg", default));
                    Assert.Equal(id, await directory.ResolveAsync(Issuer, "a", null, default));
                })),
            TestCase("notes once a day that somebody was here",
                () => WithPostgresAsync(async (directory, database, clock) =>
                {
                    await directory.ResolveAsync(Issuer, "a", "Sabine Berg", default);
                    clock.Advance(TimeSpan.FromHours(23));
                    await directory.ResolveAsync(Issuer, "a", "Sabine Berg", default);
                    Assert.Equal(Start.UtcDateTime, await SeenAtAsync(database));
                    clock.Advance(TimeSpan.FromHours(1));
                    await directory.ResolveAsync(Issuer, "a", "Sabine Berg", default);
                    Assert.Equal(Start.AddDays(1).UtcDateTime, await SeenAtAsync(database));
                })),
            TestCase("gives one pseudonym, however many processes meet somebody new",
                () => WithPostgresAsync(async (_, database, clock) =>
                {
                    await using var connections = database.Open();
                    var ids = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
                        new PostgresPersonDirectory(connections, clock).ResolveAsync(Issuer, "new", "Neu", default)));
                    Assert.Single(ids.Distinct());
                })),
            TestCase("sees a name another process has changed",
                () => WithPostgresAsync(async (directory, database, clock) =>
                {
                    var id = await directory.ResolveAsync(Issuer, "a", "Berg", default);
                    await using var connections = database.Open();
                    await new PostgresPersonDirectory(connections, clock)
                        .ResolveAsync(Issuer, "a", "Berg-Vogt", default);
                    Assert.Equal("Berg-Vogt", (await directory.NamesAsync([id], default))[id]);
                })),
            TestCase("the program can neither move a pseudonym nor remove one",
                () => WithPostgresAsync(async (directory, database, _) =>
                {
                    await directory.ResolveAsync(Issuer, "a", "Sabine Berg", default);
                    foreach (var wrong in Forbidden)
                        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege,
                            (await Assert.ThrowsAsync<PostgresException>(
                                () => database.AsServerAsync(wrong))).SqlState);
                }))),
        TestList("cache",
            TestCase("stays within its bound", () =>
            {
                var cache = new BoundedCache<int, string>(capacity: 100);
                foreach (var i in Enumerable.Range(0, 10_000))
                {
                    cache.Keep(i, $"{i}");
                    Assert.InRange(cache.Count, 0, 100);
                    Assert.Equal($"{i}", cache.Find(i));
                }
            }),
            TestCase("keeps what is asked for and forgets what is not", () =>
            {
                var cache = new BoundedCache<int, string>(capacity: 100);
                cache.Keep(-1, "asked for");
                cache.Keep(-2, "not asked for");
                foreach (var i in Enumerable.Range(0, 1_000))
                {
                    cache.Keep(i, "");
                    Assert.Equal("asked for", cache.Find(-1));
                }
                Assert.Null(cache.Find(-2));
            })));

    private const string Issuer = "https://musterstadt.example";
    private static readonly string[] Forbidden =
        [
            "update person set subject = 'b'", "update person set id = gen_random_uuid()", "delete from person",
            "truncate person"
        ];
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    /// <summary>What every directory must do, as one function from a directory to its tests.</summary>
    private static Test Contract(string name, Func<Func<IPersonDirectory, Task>, Task> with) => TestList(name,
        TestCase("gives somebody the same pseudonym for ever", () => with(async directory =>
            Assert.Equal(
                await directory.ResolveAsync(Issuer, "a", "Sabine Berg", default),
                await directory.ResolveAsync(Issuer, "a", "Sabine Berg", default)))),
        TestCase("tells people apart by issuer and subject, to the letter", () => with(async directory =>
        {
            PersonId[] ids =
            [
                await directory.ResolveAsync(Issuer, "a", null, default),
                await directory.ResolveAsync(Issuer, "A", null, default),
                await directory.ResolveAsync(Issuer, "a ", null, default),
                await directory.ResolveAsync("https://neudorf.example", "a", null, default),
            ];
            Assert.Equal(4, ids.Distinct().Count());
        })),
        TestCase("takes over a changed name", () => with(async directory =>
        {
            var id = await directory.ResolveAsync(Issuer, "a", "Sabine Berg", default);
            Assert.Equal(id, await directory.ResolveAsync(Issuer, "a", "Sabine Vogt", default));
            Assert.Equal("Sabine Vogt", (await directory.NamesAsync([id], default))[id]);
        })),
        TestCase("keeps a name when none is said", () => with(async directory =>
        {
            var id = await directory.ResolveAsync(Issuer, "a", "Sabine Berg", default);
            await directory.ResolveAsync(Issuer, "a", null, default);
            Assert.Equal("Sabine Berg", (await directory.NamesAsync([id], default))[id]);
        })),
        TestCase("names many at once, and leaves out who has no name", () => with(async directory =>
        {
            var (a, b) =
                (await directory.ResolveAsync(Issuer, "a", "A", default),
                    await directory.ResolveAsync(Issuer, "b", "B", default));
            var nameless = await directory.ResolveAsync(Issuer, "c", null, default);
            var names = await directory.NamesAsync([a, b, a, nameless, new(Guid.Empty)], default);
            Assert.Equal(new Dictionary<PersonId, string> { [a] = "A", [b] = "B" }, names);
        })),
        TestCase("names nobody when nobody is asked for", () => with(async directory =>
            Assert.Empty(await directory.NamesAsync([], default)))),
        TestCase("takes the longest subject and name there can be", () => with(async directory =>
        {
            var (subject, name) = (new string('ä', 255), string.Concat(Enumerable.Repeat("😀", 200)));
            var id = await directory.ResolveAsync(Issuer, subject, name, default);
            Assert.Equal(name, (await directory.NamesAsync([id], default))[id]);
        })));

    private static async Task WithPostgresAsync(Func<IPersonDirectory, TestDatabase, ManualClock, Task> test)
    {
        var clock = new ManualClock(Start);
        var database = await TestDatabase.NewAsync();
        await using var connections = database.Open();
        await test(new PostgresPersonDirectory(connections, clock), database, clock);
    }

    private static async Task<object?> SeenAtAsync(TestDatabase database) =>
        await database.AsAdministratorAsync("select seen_at from person");
}
