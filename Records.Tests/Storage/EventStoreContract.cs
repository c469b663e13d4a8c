using Records.Core.History;
using Records.Core.Ports;
using Xunit;
using static Records.Tests.Storage.Appends;

namespace Records.Tests.Storage;

/// <summary>
/// What every event store must do, as one function from a store to its tests. The store without a database and the
/// one on PostgreSQL answer to the same list.
/// </summary>
internal static class EventStoreContract
{
    public static Test For(string name, Func<Func<OpenStore, Task>, Task> with) => TestList(name,
        TestList("streams",
            TestCase("give back what was appended, in order, from version 0", () => with(async open =>
            {
                var (store, stream) = (open.Store, NewStream());
                await AppendedAsync(store, To(stream, -1, "a", "b"));
                await AppendedAsync(store, To(stream, 1, "c"));

                var events = await ReadAsync(store, stream);
                Assert.Equal(["a", "b", "c"], events.Select(e => e.Type.Name));
                Assert.Equal([0, 1, 2], events.Select(e => e.Version.Value));
                Assert.Equal(["c"], (await ReadAsync(store, stream, after: 1)).Select(e => e.Type.Name));
                Assert.Empty(await ReadAsync(store, stream, after: 2));
                Assert.Empty(await ReadAsync(store, NewStream()));
            })),

            TestCase("give back the very bytes and every field", () => with(async open =>
            {
                var stream = NewStream();
                var e = Event("prüfvermerk-gesetzt") with { Type = new("prüfvermerk-gesetzt", 65535) };
                await AppendedAsync(open.Store, new([new(stream, StreamVersion.None, [e])], [], null));

                var stored = Assert.Single(await ReadAsync(open.Store, stream));
                Assert.Equal(
                    (e.Id, e.Type, e.Key, e.Commitment, e.BodyHash),
                    (stored.Id, stored.Type, stored.Key, stored.Commitment, stored.BodyHash));
                Assert.Equal(e.Metadata.ToArray(), stored.Metadata.ToArray());
                Assert.Equal(e.Body.ToArray(), stored.Body!.Value.ToArray());
            })),

            TestCase("are read over many pages", () => with(async open =>
            {
                var stream = NewStream();
                await AppendedAsync(open.Store, To(stream, -1, [.. Enumerable.Repeat("a", 1234)]));

                Assert.Equal(1234, (await ReadAsync(open.Store, stream)).Count);
            }))),

        TestList("the log",
            TestCase("has dense positions from 0 and says where it ends", () => with(async open =>
            {
                var store = open.Store;
                Assert.Equal(Position.None, await store.HeadAsync(Cancel));
                Assert.Equal(new(1), (await AppendedAsync(store, To(NewStream(), -1, "a", "b"))).Last);
                Assert.Equal(new(2), (await AppendedAsync(store, To(NewStream(), -1, "c"))).Last);

                Assert.Equal(new(2), await store.HeadAsync(Cancel));
                Assert.Equal(
                    [0, 1, 2], (await store.ReadAllAsync(Position.None, 10, Cancel)).Select(e => e.Position.Value));
                Assert.Equal([1], (await store.ReadAllAsync(new(0), 1, Cancel)).Select(e => e.Position.Value));
                Assert.Empty(await store.ReadAllAsync(new(2), 10, Cancel));
            })),

            TestCase("never shows a gap while eight writers write", () => with(async open =>
            {
                const int Writers = 8, Rounds = 40;
                var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
                {
                    var stream = NewStream();
                    for (var version = -1; version < Rounds - 1; version++)
                        await AppendedAsync(open.Store, To(stream, version, "a"));
                })));

                var seen = new List<StoredEvent>();
                await Patience.UntilAsync(async () =>
                {
                    var after = new Position(seen.Count - 1);
                    var page = await open.Store.ReadAllAsync(after, 50, Cancel);
                    Assert.Equal(Enumerable.Range(seen.Count, page.Count), page.Select(e => (int)e.Position.Value));
                    seen.AddRange(page);
                    if (page.Count == 0)
                        await open.Store.WaitForNewsAsync(after, TimeSpan.FromSeconds(5), Cancel);
                    return seen.Count >= Writers * Rounds;
                }, what: "all that was written is seen");

                await writing;
                AssertProven(open.Tenant, seen);
            })),

            TestCase("tells who waits that it has grown", () => with(async open =>
            {
                var waiting = open.Store.WaitForNewsAsync(Position.None, TimeSpan.FromMinutes(5), Cancel);
                await AppendedAsync(open.Store, To(NewStream(), -1, "a"));

                await waiting;
                await open.Store.WaitForNewsAsync(Position.None, TimeSpan.FromMinutes(5), Cancel);
            })),

            TestCase("lets who waits go when his patience ends", () => with(open =>
                open.Store.WaitForNewsAsync(Position.None, TimeSpan.FromMilliseconds(1), Cancel)))),

        TestList("a conflict",
            TestCase("turns down who has not seen the latest event, or the future", () => with(async open =>
            {
                var stream = NewStream();
                await AppendedAsync(open.Store, To(stream, -1, "a", "b"));

                foreach (var wrong in new[] { -1, 0, 2, 7 })
                {
                    Assert.Equal(
                        new AppendOutcome.Conflict(stream, new(1)),
                        await open.Store.AppendAsync(To(stream, wrong, "c"), Cancel));
                }


                Assert.Equal(["a", "b"], (await ReadAsync(open.Store, stream)).Select(e => e.Type.Name));
            })),

            TestCase("is found by a guard that writes nothing to its stream", () => with(async open =>
            {
                var (guarded, stream) = (NewStream(), NewStream());
                await AppendedAsync(open.Store, To(guarded, -1, "a"));

                Assert.Equal(
                    new AppendOutcome.Conflict(guarded, new(0)),
                    await open.Store.AppendAsync(Together(To(stream, -1, "b"), To(guarded, -1)), Cancel));
                await AppendedAsync(open.Store, Together(To(stream, -1, "b"), To(guarded, 0)));
                Assert.Single(await ReadAsync(open.Store, guarded));
            })),

            TestCase("keeps all streams of the request as they were", () => with(async open =>
            {
                var (one, other) = (NewStream(), NewStream());
                await AppendedAsync(open.Store, To(other, -1, "a"));

                Assert.IsType<AppendOutcome.Conflict>(
                    await open.Store.AppendAsync(Together(To(one, -1, "b"), To(other, -1, "c")), Cancel));
                Assert.Empty(await ReadAsync(open.Store, one));

                await AppendedAsync(open.Store, Together(To(one, -1, "b"), To(other, 0, "c")));
                Assert.Equal(["a", "c"], (await ReadAsync(open.Store, other)).Select(e => e.Type.Name));
            })),

            TestCase("does not concern the neighbours", () => with(async open =>
            {
                var stale = NewStream();
                await AppendedAsync(open.Store, To(stale, -1, "a"));

                var outcomes = await Task.WhenAll(Enumerable.Range(0, 100)
                    .Select(i => open.Store.AppendAsync(
                        i % 2 == 0 ? To(stale, -1, "b") : To(NewStream(), -1, "b"), Cancel)));

                Assert.Equal(50, outcomes.OfType<AppendOutcome.Conflict>().Count());
                Assert.Equal(50, outcomes.OfType<AppendOutcome.Appended>().Count());
            })),

            TestCase("leaves exactly one of many racing writers the winner", () => with(async open =>
            {
                // Many short races find what one long race hides.
                for (var round = 0; round < 50; round++)
                {
                    var stream = NewStream();
                    var outcomes = await Task.WhenAll(Enumerable.Range(0, 16)
                        .Select(_ => Task.Run(() => open.Store.AppendAsync(To(stream, -1, "a", "b"), Cancel))));

                    Assert.Single(outcomes.OfType<AppendOutcome.Appended>());
                    Assert.Equal(15, outcomes.Count(o => o == new AppendOutcome.Conflict(stream, new(1))));
                    Assert.Equal(2, (await ReadAsync(open.Store, stream)).Count);
                }
            })),

            TestCase("does not arise between writers who follow each other at once", () => with(async open =>
            {
                // All are queued before the first is answered, so the later ones find the earlier in their own batch.
                var stream = NewStream();
                var outcomes = await Task.WhenAll(Enumerable.Range(-1, 40).Select(
                    version => open.Store.AppendAsync(To(stream, version, "a"), Cancel)));

                Assert.All(outcomes, outcome => Assert.IsType<AppendOutcome.Appended>(outcome));
                AssertProven(open.Tenant, await open.Store.ReadAllAsync(Position.None, 100, Cancel));
            }))),

        TestList("a claim",
            TestCase("is found, with the highest number of its series", () => with(async open =>
            {
                var (store, stream) = (open.Store, NewStream());
                Assert.Null(await store.FindClaimAsync("file-reference", "63-1/2026", Cancel));
                Assert.Equal(0, await store.HighestNumberAsync("63/2026", Cancel));
                await AppendedAsync(
                    store, To(stream, -1, "a") with { Claims = [Reference(stream, 7), Reference(stream, 3)] });

                Assert.Equal(stream, await store.FindClaimAsync("file-reference", "63-7/2026", Cancel));
                Assert.Equal(7, await store.HighestNumberAsync("63/2026", Cancel));
                Assert.Equal(0, await store.HighestNumberAsync("64/2026", Cancel));
            })),

            TestCase("is taken once, whoever races for it, and never released", () => with(async open =>
            {
                for (var number = 1; number <= 30; number++)
                {
                    var streams = Enumerable.Range(0, 12).Select(_ => NewStream()).ToArray();
                    var outcomes = await Task.WhenAll(streams.Select(stream => Task.Run(() =>
                        open.Store.AppendAsync(
                            To(stream, -1, "a") with { Claims = [Reference(stream, number)] }, Cancel))));

                    var winner = streams[Array.FindIndex(outcomes, outcome => outcome is AppendOutcome.Appended)];
                    Assert.Equal(11, outcomes.OfType<AppendOutcome.ClaimTaken>().Count(
                        taken => taken.Holder == winner && taken.Claim.Number == number));
                    Assert.Equal(
                        winner, await open.Store.FindClaimAsync("file-reference", $"63-{number}/2026", Cancel));
                    foreach (var loser in streams.Where(stream => stream != winner))
                        Assert.Empty(await ReadAsync(open.Store, loser));
                }
            })),

            TestCase("that is taken keeps the whole request out", () => with(async open =>
            {
                var (holder, late) = (NewStream(), NewStream());
                await AppendedAsync(open.Store, To(holder, -1, "a") with { Claims = [Reference(holder, 1)] });

                Assert.Equal(
                    new AppendOutcome.ClaimTaken(Reference(late, 1), holder),
                    await open.Store.AppendAsync(
                        To(late, -1, "a") with { Claims = [Reference(late, 2), Reference(late, 1)] }, Cancel));
                Assert.Null(await open.Store.FindClaimAsync("file-reference", "63-2/2026", Cancel));
                Assert.Empty(await ReadAsync(open.Store, late));
            }))),

        TestList("a remembered answer",
            TestCase("is given again, and the events are not written twice", () => with(async open =>
            {
                var stream = NewStream();
                var answer = Answer("key");
                Assert.Null(await open.Store.FindAnswerAsync(answer.Key, Cancel));
                await AppendedAsync(open.Store, To(stream, -1, "a") with { Answer = answer });

                var again = await open.Store.AppendAsync(
                    To(stream, -1, "a") with { Answer = answer with { Body = "{}" } }, Cancel);
                Assert.Equal(new AppendOutcome.AnsweredBefore(answer), again);
                Assert.Equal(answer, await open.Store.FindAnswerAsync(answer.Key, Cancel));
                Assert.Single(await ReadAsync(open.Store, stream));
            })),

            TestCase("belongs to its caller alone", () => with(async open =>
            {
                var answer = Answer("key");
                await AppendedAsync(open.Store, To(NewStream(), -1, "a") with { Answer = answer });
                await AppendedAsync(
                    open.Store, To(NewStream(), -1, "a") with { Answer = answer with { Key = new("another", "key") } });

                Assert.Null(await open.Store.FindAnswerAsync(new("a third", "key"), Cancel));
            })),

            TestCase("is given to all but one of those who race with one key", () => with(async open =>
            {
                for (var round = 0; round < 20; round++)
                {
                    var answer = Answer($"key {round}");
                    var outcomes = await Task.WhenAll(Enumerable.Range(0, 8)
                        .Select(_ => Task.Run(
                            () => open.Store.AppendAsync(To(NewStream(), -1, "a") with { Answer = answer }, Cancel))));

                    Assert.Single(outcomes.OfType<AppendOutcome.Appended>());
                    Assert.Equal(7, outcomes.Count(outcome => outcome == new AppendOutcome.AnsweredBefore(answer)));
                }
            })),

            TestCase("is not kept of a request that was refused", () => with(async open =>
            {
                var answer = Answer("key");
                Assert.IsType<AppendOutcome.Conflict>(
                    await open.Store.AppendAsync(To(NewStream(), 3, "a") with { Answer = answer }, Cancel));

                Assert.Null(await open.Store.FindAnswerAsync(answer.Key, Cancel));
            }))),

        TestList("a repeated request",
            TestCase("with the very same event ids gets the first answer and writes nothing", () => with(async open =>
            {
                var (one, other) = (NewStream(), NewStream());
                var request = Together(To(one, -1, "a", "b"), To(other, -1, "c")) with
                {
                    Claims = [Reference(one, 1)],
                    Answer = Answer("key"),
                };
                var first = await AppendedAsync(open.Store, request);
                await AppendedAsync(open.Store, To(one, 1, "d"));

                Assert.Equal(first, await open.Store.AppendAsync(request, Cancel));
                Assert.Equal(new(3), await open.Store.HeadAsync(Cancel));
            })),

            TestCase("that stands beside its first copy in the queue is written once", () => with(async open =>
            {
                var request = To(NewStream(), -1, "a", "b");
                var outcomes = await Task.WhenAll(
                    Enumerable.Range(0, 8).Select(_ => open.Store.AppendAsync(request, Cancel)));

                Assert.Single(outcomes.Distinct());
                Assert.Equal(new(1), ((AppendOutcome.Appended)outcomes[0]).Last);
                Assert.Equal(new(1), await open.Store.HeadAsync(Cancel));
            })),

            TestCase("is not taken for another one that reuses an event id", () => with(async open =>
            {
                var request = To(NewStream(), -1, "a");
                await AppendedAsync(open.Store, request);

                var stolen = new AppendRequest([request.Streams[0] with { Stream = NewStream() }], [], null);
                var neighbours = Task.WhenAll(Enumerable.Range(0, 5)
                    .Select(_ => open.Store.AppendAsync(To(NewStream(), -1, "a"), Cancel)));
                await Assert.ThrowsAsync<ArgumentException>(() => open.Store.AppendAsync(stolen, Cancel));
                Assert.All(await neighbours, outcome => Assert.IsType<AppendOutcome.Appended>(outcome));
            }))),

        TestList("time",
            TestCase("never goes back, though the clock does", () => with(async open =>
            {
                var first = await AppendedAsync(open.Store, To(NewStream(), -1, "a"));
                open.Clock.Offset = TimeSpan.FromSeconds(-30);
                var second = await AppendedAsync(open.Store, To(NewStream(), -1, "a"));

                Assert.Equal(first.RecordedAt, second.RecordedAt);
            })),

            TestCase("is not given out after a jump of the clock, until it is right again", () => with(async open =>
            {
                await AppendedAsync(open.Store, To(NewStream(), -1, "a"));
                foreach (var jump in new[] { TimeSpan.FromHours(-2), TimeSpan.FromDays(365) })
                {
                    open.Clock.Offset = jump;
                    await Assert.ThrowsAsync<ClockJumpedException>(
                        () => open.Store.AppendAsync(To(NewStream(), -1, "b"), Cancel));
                }

                open.Clock.Offset = TimeSpan.Zero;
                await AppendedAsync(open.Store, To(NewStream(), -1, "c"));
                Assert.Equal(
                    ["a", "c"], (await open.Store.ReadAllAsync(Position.None, 10, Cancel)).Select(e => e.Type.Name));
            }))),

        TestList("a request that breaks a rule of the form",
            TestCase("is the fault of who asks, and writes nothing", () => with(async open =>
            {
                var stream = NewStream();
                var e = Event("a");
                AppendRequest[] malformed =
                [
                    Together(To(stream, -1, "a"), To(stream, 0, "a")),
                    new([new(stream, StreamVersion.None, [e, e])], [], null),
                    To(stream, -1, ""),
                    To(stream, -1, "a\0b"),
                    To(stream, -1, "a") with { Claims = [Reference(stream, 1) with { Value = "" }] },
                    To(stream, -1, "a") with { Claims = [Reference(stream, 1) with { Number = 0 }] },
                    To(stream, -1, "a") with { Claims = [Reference(stream, 1), Reference(stream, 1)] },
                    To(stream, -1, "a") with { Answer = Answer(new string('k', 129)) },
                    To(stream, -1, "a") with { Answer = Answer("key") with { Status = 500 } },
                ];

                foreach (var request in malformed)
                    await Assert.ThrowsAsync<ArgumentException>(() => open.Store.AppendAsync(request, Cancel));
                Assert.Equal(Position.None, await open.Store.HeadAsync(Cancel));
            }))),

        ClaimContract.For(with),
        EventStoreModel.For(with));

    /// <summary>Recomputes chain and leaf of every event and compares: what an auditor does.</summary>
    public static void AssertProven(TenantId tenant, IReadOnlyList<StoredEvent> log)
    {
        var chains = new Dictionary<StreamId, (StreamVersion Version, Digest Chain)>();
        var before = new Moment(long.MinValue);
        foreach (var stored in log)
        {
            var (version, chain) = chains.GetValueOrDefault(stored.Stream, (StreamVersion.None, Digest.Zero));
            Assert.Equal(version.Plus(1), stored.Version);
            Assert.Equal(Leaf.Of(tenant, stored, chain).Hash(), (stored.Chain, stored.Leaf));
            Assert.True(stored.RecordedAt >= before);
            Assert.Equal(stored.BodyHash, Digest.Of(stored.Body!.Value.Span));
            chains[stored.Stream] = (stored.Version, stored.Chain);
            before = stored.RecordedAt;
        }
    }
}
