using System.Security.Cryptography;
using Npgsql;
using Records.Core.Ports;
using Records.Storage.Keys;
using Records.Storage.Memory;
using Records.Storage.Postgres;
using Xunit;

namespace Records.Tests.Keys;

public sealed class KeyRingTests : Suite<KeyRingTests>, ISuite
{
    public static Test Tests => TestList("key ring",
        Contract("in memory", async test =>
        {
            var ring = new MemoryKeyRing();
            await test(ring, id => { ring.Destroy(id); return Task.CompletedTask; });
        }),
        Contract("on PostgreSQL", async test =>
        {
            await using var open = await OpenAsync();

            // What was just made is at hand; only a ring of another process has to look.
            await using var other = open.NewRing();
            await test(new MadeHereFoundThere(open.Ring, other), open.DestroyAsync);
        }),

        TestList("on PostgreSQL",
            TestCase("stores no key in clear", async () =>
            {
                await using var open = await OpenAsync();
                var key = await open.Ring.CreateAsync(Stream, Cancel);

                var wrapped = (byte[])(await open.Database.AsAdministratorAsync("select wrapped from data_key"))!;
                Assert.Equal(40, wrapped.Length);
                Assert.Equal(-1, wrapped.AsSpan().IndexOf(key.Secret.Span[..8]));
                Assert.DoesNotContain(Convert.ToHexStringLower(key.Secret.Span), key.ToString());
            }),

            TestCase("does not open its keys with another key-encryption key, and makes none under it", async () =>
            {
                await using var open = await OpenAsync();
                var key = await open.Ring.CreateAsync(Stream, Cancel);
                await using var wrong = open.NewRing(new Keks(1));

                await Assert.ThrowsAsync<KeyMissingException>(() => wrong.FindAsync(key.Id, Cancel));
                await Assert.ThrowsAsync<KekException>(() => wrong.CreateAsync(Stream, Cancel));
                Assert.Equal(1L, await open.Database.AsAdministratorAsync("select count(*) from data_key"));
            }),

            TestCase("does not open a key whose epoch is destroyed", async () =>
            {
                await using var open = await OpenAsync();
                var key = await open.Ring.CreateAsync(Stream, Cancel);
                await using var later = open.NewRing(new Keks(2));

                await Assert.ThrowsAsync<KeyMissingException>(() => later.FindAsync(key.Id, Cancel));
                Assert.NotNull(await later.CreateAsync(Stream, Cancel));
            }),

            TestCase("notices a wrapped key that was changed", async () =>
            {
                await using var open = await OpenAsync();
                var key = await open.Ring.CreateAsync(Stream, Cancel);
                await open.Database.AsAdministratorAsync(
                    "update data_key set wrapped = set_byte(wrapped, 7, get_byte(wrapped, 7) # 1)");
                await using var other = open.NewRing();

                await Assert.ThrowsAsync<KeyMissingException>(() => other.FindAsync(key.Id, Cancel));
            }),

            TestCase("forgets a key that was destroyed elsewhere, in due time", async () =>
            {
                var clock = new ManualClock(DateTimeOffset.UnixEpoch);
                await using var open = await OpenAsync(clock);
                var key = await open.Ring.CreateAsync(Stream, Cancel);
                await open.DestroyAsync(key.Id);

                Assert.NotNull(await open.Ring.FindAsync(key.Id, Cancel));
                clock.Advance(new KeyRingLimits().CachedFor);
                Assert.Null(await open.Ring.FindAsync(key.Id, Cancel));
            }),

            TestEach("gives the login of the server no right to",
                ["update data_key set wrapped = null", "delete from data_key", "truncate data_key",
                    "delete from kek_epoch"],
                async sql =>
                {
                    var database = await TestDatabase.NewKeysAsync();
                    var denied = await Assert.ThrowsAsync<PostgresException>(() => database.AsServerAsync(sql));
                    Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
                }),

            TestCase("makes keys though its connections were killed", async () =>
            {
                await using var open = await OpenAsync();
                await open.Ring.CreateAsync(Stream, Cancel);
                await open.Database.AsAdministratorAsync("""
                    select count(pg_terminate_backend(pid))
                      from pg_stat_activity
                     where datname = current_database() and pid <> pg_backend_pid()
                    """);

                Assert.NotNull(await open.Ring.CreateAsync(Stream, Cancel));
            })),

        TestCase("keeps no more keys at hand than it may, the latest used", () =>
        {
            var cache = new KeyCache(2, TimeSpan.FromMinutes(1), TimeProvider.System);
            var keys = Enumerable.Range(0, 3).Select(_ => new DataKey(new(Guid.NewGuid()), new byte[32])).ToArray();
            cache.Keep(keys[0]);
            cache.Keep(keys[1]);
            Assert.NotNull(cache.Find(keys[0].Id));
            cache.Keep(keys[2]);

            Assert.Equal(2, cache.Count);
            Assert.NotNull(cache.Find(keys[0].Id));
            Assert.Null(cache.Find(keys[1].Id));
        }));

    private static Test Contract(string name, Func<Func<IKeyRing, Func<KeyId, Task>, Task>, Task> with) =>
        TestList(name,
        TestCase("makes keys that are found again", () => with(async (ring, _) =>
        {
            var (one, other) = (await ring.CreateAsync(Stream, Cancel), await ring.CreateAsync(Stream, Cancel));

            Assert.NotEqual(one.Id, other.Id);
            Assert.NotEqual(one.Secret.ToArray(), other.Secret.ToArray());
            Assert.Equal(one.Secret.ToArray(), (await ring.FindAsync(one.Id, Cancel))!.Secret.ToArray());
        })),

        TestCase("makes many keys at once", () => with(async (ring, _) =>
        {
            var keys = await Task.WhenAll(
                Enumerable.Range(0, 500).Select(_ => ring.CreateAsync(new(Guid.NewGuid()), Cancel)));

            Assert.Equal(500, keys.DistinctBy(key => key.Id).Count());
            foreach (var key in keys.Take(20))
                Assert.Equal(key.Secret.ToArray(), (await ring.FindAsync(key.Id, Cancel))!.Secret.ToArray());
        })),

        TestCase("tells a destroyed key from one that never was", () => with(async (ring, destroy) =>
        {
            var key = await ring.CreateAsync(Stream, Cancel);
            await destroy(key.Id);

            Assert.Null(await ring.FindAsync(key.Id, Cancel));
            await Assert.ThrowsAsync<KeyMissingException>(() => ring.FindAsync(new(Guid.NewGuid()), Cancel));
        })));

    private static readonly StreamId Stream = new(Guid.NewGuid());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<Open> OpenAsync(TimeProvider? clock = null) =>
        new(await TestDatabase.NewKeysAsync(), clock ?? TimeProvider.System);

    private sealed class Open(TestDatabase database, TimeProvider clock) : IAsyncDisposable
    {
        private readonly NpgsqlDataSource connections = database.Open();
        private readonly Keks keks = new(1);

        public TestDatabase Database => database;
        public PostgresKeyRing Ring => field ??= NewRing();

        public PostgresKeyRing NewRing(IKekSource? others = null) => new(connections, others ?? keks, clock, new());

        public async Task DestroyAsync(KeyId id) =>
            await database.AsAdministratorAsync($"update data_key set wrapped = null where id = '{id.Value}'");

        public async ValueTask DisposeAsync()
        {
            await Ring.DisposeAsync();
            await connections.DisposeAsync();
        }
    }

    private sealed class Keks(int epoch) : IKekSource
    {
        public Kek Current { get; } = new(epoch, RandomNumberGenerator.GetBytes(32));
        public Kek? Find(int asked) => asked == Current.Epoch ? Current : null;
    }

    private sealed class MadeHereFoundThere(IKeyRing here, IKeyRing there) : IKeyRing
    {
        public Task<DataKey> CreateAsync(StreamId stream, CancellationToken cancel) => here.CreateAsync(stream, cancel);
        public Task<DataKey?> FindAsync(KeyId id, CancellationToken cancel) => there.FindAsync(id, cancel);
    }
}
