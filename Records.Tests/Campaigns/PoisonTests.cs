using System.Diagnostics;
using System.Security.Cryptography;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.History;
using Records.Core.Ports;
using Records.Core.Sealing;
using Records.Tests.Api.House;
using Records.Tests.Telemetry;
using Xunit;

namespace Records.Tests.Campaigns;

/// <summary>
/// Events that no program should have written stand in the history of case files. Each costs its own file and raises an
/// alarm; the query tables of all others go on, and the history shows it as what it is.
/// </summary>
public sealed class PoisonTests : Suite<PoisonTests>, ISuite
{
    private static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(30);

    private static readonly Poison[] Poisons =
    [
        new("an unknown event", "unknown-event", c => c.Sealed(new("never-heard-of", 1), "{}"u8)),
        new("a form of tomorrow", "unknown-event", c => c.Sealed(c.Type with { Form = 99 }, "{}"u8)),
        new("no JSON", "damaged-event", c => c.Sealed(c.Type, [1, 2, 3])),
        new("other JSON", "damaged-event", c => c.Sealed(c.Type, "[[]]"u8)),
        new("letters that are none", "damaged-event",
            c => c.Sealed(c.Type, [.. "{\"matter\":\""u8, 0xC3, 0x28, .. "\"}"u8])),
        new("ten megabytes of nothing", "damaged-event", c => c.Sealed(c.Type, new byte[10 << 20])),
        new("a body that does not open", "damaged-event", c =>
        {
            var good = c.Sealed(c.Type, "{}"u8);
            byte[] body = [.. good.Body.Span];
            body[^1] ^= 1;
            return new(good.Id, good.Type, good.Key, good.Commitment, good.Metadata, body);
        }),
        new("a key nobody has", "key-missing", c =>
        {
            var good = c.Sealed(c.Type, "{}"u8);
            return new(good.Id, good.Type, new(Guid.NewGuid()), good.Commitment, good.Metadata, good.Body);
        }),
        new("a letter no table holds", null, c => c.Of(new CaseFileEvent.MatterOpened(
            new(Guid.NewGuid()), 7, [new("subject", null, "a\0b")], null, null))),
        new("a matter that is there already", null, c => c.Of(new CaseFileEvent.MatterOpened(
            c.Matter, 1, [new("subject", null, "zweimal")], null, null))),
    ];

    public static Test Tests => Slow(TestCase("F10 poisonous events park their own file and no other", RunAsync));

    private static async Task RunAsync()
    {
        await using var house = await TestHouse.StartAsync();
        var well = await HouseFile.NewAsync(house);
        var longest = TimeSpan.Zero;
        var opened = 0;
        foreach (var poison in Poisons)
        {
            var file = await HouseFile.NewAsync(house);
            await PoisonAsync(house, file, poison);

            var began = Stopwatch.GetTimestamp();
            opened++;
            await well.Clerk.OpenMatterAsync(well.Path);
            var seen = await well.Clerk.GetAsync(
                well.Path, ("Minimum-Position", $"{well.Clerk.Town.Written}"), ("Prefer", "wait=30"));
            Assert.Equal(opened + 1, seen.Expect(200).Body["matters"]!.AsArray().Count);
            var lag = Stopwatch.GetElapsedTime(began);
            longest = lag > longest ? lag : longest;

            var history = (await file.Clerk.GetAsync($"{file.Path}/history?limit=100")).Expect(200);
            var told = history.Body["items"]!.AsArray();
            Assert.True(poison.Fault == (string?)told[^2]!["fault"], $"{poison.Name}: {told[^2]}");
            Assert.All(told.SkipLast(2), entry => Assert.Null(entry!["fault"]));
            // What comes after it may have been meant for other eyes: who and when, and not what.
            Assert.Equal(poison.Fault is null ? null : "after-unreadable", (string?)told[^1]!["fault"]);
            Assert.Equal(poison.Fault is null, told[^1]!["changes"]!.AsArray().Count > 0);
            Assert.NotNull(told[^1]!["by"]);
            if (poison.Fault is not null)
            {
                (await file.Clerk.PostAsync($"{file.Path}/matters", HouseSteps.Subject("weiter")))
                    .Expect(503, "history-unreadable");
                var stranger = await house.SignInAsync("neudorf", "clerk");
                (await stranger.GetAsync($"{file.Path}/history?limit=100")).Expect(404);
            }
        }

        TestContext.Current.SendDiagnosticMessage(
            $"F10 poison: {Poisons.Length} files parked, the others at most {longest.TotalMilliseconds:0} ms behind");
        Assert.True(longest < LongestLag);
        Assert.Equal((long)Poisons.Length, await well.Clerk.Town.Database.AsServerAsync(
            "select count(*) from view.parked"));
        Assert.Equal(Poisons.Length, PrometheusText.Parse(
            await house.Http.GetStringAsync("/metrics", Cancel))["records_view_parked{tenant=\"musterstadt\"}"]);
    }

    /// <summary>Written past the program's rules, as by a broken or a newer one.</summary>
    private static async Task PoisonAsync(TestHouse house, HouseFile file, Poison poison)
    {
        var tenant = house.Tenant("musterstadt");
        var stream = new StreamId(Guid.Parse(file.Id));
        await file.Clerk.WhenAllIsReadAsync();
        var seen = await tenant.Files.LookAsync(stream, Cancel);
        var key = (await tenant.Keys.FindAsync(seen.Key, Cancel))!;
        var stored = await tenant.Store.ReadStreamAsync(stream, StreamVersion.None, Cancel).FirstAsync(Cancel);
        var matter = new MatterId(Guid.Parse(file.Matter.Split('/')[^1]));
        var place = new Place(tenant.Files.Journal, stream, seen.Version, key, stored.Metadata, matter);
        var after = (place with { Version = seen.Version.Plus(1) }).Of(new CaseFileEvent.MatterOpened(
            new(Guid.NewGuid()), 8, [new("subject", null, "danach")], null, null));
        Assert.IsType<AppendOutcome.Appended>(await tenant.Store.AppendAsync(
            new([new(stream, seen.Version, [poison.Make(place), after])], [], null), Cancel));
        tenant.Call();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="Fault">What the history says of it; null where it can be read and only not be shown in a list.</param>
    private sealed record Poison(string Name, string? Fault, Func<Place, NewEvent> Make);

    /// <summary>The end of one case file, for what is to stand there next.</summary>
    private sealed record Place(
        Records.Actors.Journal<CaseFileEvent> Journal, StreamId Stream, StreamVersion Version, DataKey Key,
        ReadOnlyMemory<byte> Metadata, MatterId Matter)
    {
        public EventType Type => Of(new CaseFileEvent.MatterOpened(Matter, 1, [], null, null)).Type;

        public NewEvent Of(CaseFileEvent happened) => Journal.Seal(
            Stream, Version, [happened],
            Journal.StampOf(new(default, Stream, default, default, default, default, default, default, Metadata, default,
                null, default, default))!, Key).Events[0];

        public NewEvent Sealed(EventType type, ReadOnlySpan<byte> content) => EventSealing.Seal(
            Key, Journal.Tenant, Stream, Version.Plus(1), new(Guid.CreateVersion7()), type, content.ToArray(), Metadata,
            RandomNumberGenerator.GetBytes(ContentCommitment.SaltSize),
            RandomNumberGenerator.GetBytes(EventSealing.NonceSize));
    }
}
