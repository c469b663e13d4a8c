using Npgsql;
using Records.Actors.Followers;
using Records.Core.Ports;
using Records.Storage.Postgres;
using Xunit;

namespace Records.Tests.Storage;

/// <summary>How long an answer is kept for whoever repeats the request, and who forgets it.</summary>
public sealed class RememberedAnswerTests : Suite<RememberedAnswerTests>, ISuite
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static Test Tests => TestList("remembered answers",
        TestCase("are forgotten when they are older than asked for, the oldest first and no more than asked for",
            async () =>
            {
                await using var house = await NewAsync();
                foreach (var days in (int[])[9, 30, 8, 6, 2])
                    await house.RememberAsync($"{days}", days * Day);

                Assert.Equal(2, await house.ForgetAsync(7 * Day, most: 2));
                Assert.Equal("2 6 8", await house.KeysAsync());
                Assert.Equal(1, await house.ForgetAsync(7 * Day, most: 2));
                Assert.Equal(0, await house.ForgetAsync(7 * Day, most: 2));
                Assert.Equal("2 6", await house.KeysAsync());
            }),
        TestCase("go by themselves after seven days, however many there are, and again an hour later", async () =>
        {
            await using var house = await NewAsync();
            await house.RememberAsync("young", 6 * Day);
            await house.RememberAsync("old", 8 * Day, copies: 2500);
            var clock = new ManualClock(DateTimeOffset.UtcNow);
            using var end = new CancellationTokenSource();
            var work = new AnswerKeeper(house.Answers, clock).WorkAsync(house.Lease, end.Token);

            await Patience.UntilAsync(async () => await house.KeysAsync() == "young");
            await house.RememberAsync("late", 8 * Day);
            await Patience.UntilAsync(async () =>
            {
                clock.Advance(TimeSpan.FromHours(1));
                return await house.KeysAsync() == "young";
            }, patience: TimeSpan.FromMinutes(1), pause: TimeSpan.FromMilliseconds(200));

            await end.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        }),
        TestCase("stay when a process would forget them whose term is over", async () =>
        {
            await using var house = await NewAsync();
            await house.RememberAsync("old", 8 * Day);
            await house.Leases.GiveBackAsync(house.Lease, Cancel);
            await Assert.ThrowsAsync<TermOverException>(() => house.ForgetAsync(7 * Day, most: 2));
            Assert.Equal("old", await house.KeysAsync());
        }),
        TestCase("stay for a day, whoever would delete them", async () =>
        {
            await using var house = await NewAsync();
            await house.RememberAsync("young", 0.9 * Day);
            foreach (var delete in (Func<string, Task<object?>>[])
                [house.Database.AsServerAsync, house.Database.AsAdministratorAsync])
                Assert.Equal(PostgresErrorCodes.RestrictViolation, (await Assert.ThrowsAsync<PostgresException>(
                    () => delete("delete from remembered_answer"))).SqlState);
            Assert.Equal("young", await house.KeysAsync());
        }));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<Place> NewAsync()
    {
        var database = await TestDatabase.NewAsync();
        var connections = database.Open();
        var leases = new PostgresLeases(connections);
        return new(
            database, connections, leases, (await leases.TakeAsync("followers", TimeSpan.FromHours(1), Cancel))!);
    }

    private sealed record Place(TestDatabase Database, NpgsqlDataSource Connections, ILeases Leases, Lease Lease)
        : IAsyncDisposable
    {
        public IRememberedAnswers Answers { get; } = new PostgresRememberedAnswers(Connections);

        public Task RememberAsync(string key, TimeSpan ago, int copies = 1) => Database.AsAdministratorAsync($"""
            insert into remembered_answer (caller, key, fingerprint, status, body, recorded_at)
            select 'caller ' || n, '{key}', sha256('x'), 201, '', {Moment.From(DateTimeOffset.UtcNow - ago).UnixMicros}
              from generate_series(1, {copies}) n
            """);

        public Task<int> ForgetAsync(TimeSpan olderThan, int most) =>
            Answers.ForgetAsync(Lease, Moment.From(DateTimeOffset.UtcNow - olderThan), most, Cancel);

        public async Task<string?> KeysAsync() => await Database.AsServerAsync(
            "select coalesce(string_agg(key, ' ' order by key), '') from remembered_answer") as string;

        public ValueTask DisposeAsync() => Connections.DisposeAsync();
    }
}
