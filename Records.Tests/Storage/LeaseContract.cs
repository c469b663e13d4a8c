using FsCheck;
using FsCheck.Fluent;
using Records.Core.Ports;
using Xunit;
using static Records.Tests.Storage.Appends;

namespace Records.Tests.Storage;

/// <summary>Leases of one tenant and the store whose writes stand under them.</summary>
internal sealed record OpenLeases(ILeases Leases, IEventStore Store);

/// <summary>What leases must promise, as one function from an implementation to its tests.</summary>
internal static class LeaseContract
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    /// <summary>Such a lease is over as soon as it is had, as that of a process that slept.</summary>
    private static readonly TimeSpan None = TimeSpan.Zero;

    public static Test For(string name, Func<Func<OpenLeases, Task>, Task> with) => TestList(name,
        TestList("a lease",
            TestCase("is had by one at a time, each work for itself", () => with(async open =>
            {
                Assert.NotNull(await open.Leases.TakeAsync("followers", Long, Cancel));
                Assert.Null(await open.Leases.TakeAsync("followers", Long, Cancel));
                Assert.NotNull(await open.Leases.TakeAsync("rebuild", Long, Cancel));
            })),
            TestCase("is had by one of sixteen that race for it", () => with(async open => Assert.Single(
                await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
                    Task.Run(() => open.Leases.TakeAsync("followers", Long, Cancel)))),
                lease => lease is not null))),
            TestCase("ends by itself, and the next one has a later term", () => with(async open =>
            {
                var first = await TakenAsync(open, None);
                var second = await TakenAsync(open, Long);
                Assert.True(second.Term.Value > first.Term.Value);
                Assert.False(await open.Leases.KeepAsync(first, Long, Cancel));
                Assert.Null(await open.Leases.TakeAsync("followers", Long, Cancel));
            })),
            TestCase("lasts as long as it is kept, also when it had ended and nobody took it", () => with(async open =>
            {
                var lease = await TakenAsync(open, None);
                Assert.True(await open.Leases.KeepAsync(lease, Long, Cancel));
                Assert.Null(await open.Leases.TakeAsync("followers", Long, Cancel));
            })),
            TestCase("given back is free at once, and no longer his who gave it", () => with(async open =>
            {
                var lease = await TakenAsync(open, Long);
                await open.Leases.GiveBackAsync(lease, Cancel);
                Assert.False(await open.Leases.KeepAsync(lease, Long, Cancel));
                Assert.IsType<AppendOutcome.TermOver>(await WriteAsync(open, lease));
                Assert.NotNull(await open.Leases.TakeAsync("followers", Long, Cancel));
            })),
            TestCase("is not given back by one who lost it", () => with(async open =>
            {
                var lost = await TakenAsync(open, None);
                await TakenAsync(open, Long);
                await open.Leases.GiveBackAsync(lost, Cancel);
                Assert.Null(await open.Leases.TakeAsync("followers", Long, Cancel));
            })),
            TestCase("agrees with a model about any sequence of acts", () => with(open =>
            {
                // One database for all: each sequence is about a work of its own.
                Check.One(Sequences, Prop.ForAll(Acts, acts => Task.Run(() => AgreesAsync(open, acts))));
                return Task.CompletedTask;
            }))),

        TestList("a write under a lease",
            TestCase("stands while the term lasts, and is refused afterwards", () => with(async open =>
            {
                var first = await TakenAsync(open, None);
                Assert.IsType<AppendOutcome.Appended>(await WriteAsync(open, first));
                var second = await TakenAsync(open, Long);
                Assert.Equal(new AppendOutcome.TermOver(first), await WriteAsync(open, first));
                Assert.IsType<AppendOutcome.Appended>(await WriteAsync(open, second));
                Assert.Equal(new(1), await open.Store.HeadAsync(Cancel));
            })),
            TestCase("whose term is over fails none of its neighbours", () => with(async open =>
            {
                var lost = await TakenAsync(open, None);
                await open.Leases.GiveBackAsync(lost, Cancel);
                var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
                    i % 2 == 0 ? WriteAsync(open, lost) : WriteAsync(open, under: null)));
                Assert.Equal(10, outcomes.Count(outcome => outcome is AppendOutcome.Appended));
                Assert.Equal(10, outcomes.Count(outcome => outcome is AppendOutcome.TermOver));
            })),
            TestCase("sent again after its term is known to stand", () => with(async open =>
            {
                var lease = await TakenAsync(open, Long);
                var request = To(NewStream(), -1, "a") with { Under = lease };
                var stands = await AppendedAsync(open.Store, request);
                await open.Leases.GiveBackAsync(lease, Cancel);
                Assert.Equal(stands, await AppendedAsync(open.Store, request));
            })),
            TestCase("never follows one of a later term, however they race", () => with(async open =>
            {
                await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
                {
                    for (var round = 0; round < 30; round++)
                        if (await open.Leases.TakeAsync("followers", None, Cancel) is { } lease)
                            while (await WriteAsync(open, lease) is AppendOutcome.Appended)
                            {
                                // Until somebody else begins the next term.
                                if (round == 29)
                                    break;
                                await Task.Yield();
                                await open.Leases.TakeAsync("followers", None, Cancel);
                            }
                })));

                var terms = (await open.Store.ReadAllAsync(Position.None, 10_000, Cancel))
                    .Select(stored => long.Parse(stored.Type.Name, null)).ToList();
                Assert.NotEmpty(terms);
                Assert.Equal(terms.Order(), terms);
            }))));

    /// <summary>What one of three processes may do with the lease.</summary>
    private enum Act { TakeForLong, TakeForNothing, Keep, GiveBack, Write }

    private static readonly Config Sequences = Config.QuickThrowOnFailure.WithMaxTest(60).WithQuietOnSuccess(true);

    private static readonly Arbitrary<(Act Act, int Who)[]> Acts = Gen.ArrayOf(
        from act in Gen.Elements(Enum.GetValues<Act>())
        from who in Gen.Choose(0, 2)
        select (act, who)).ToArbitrary();

    private static async Task AgreesAsync(OpenLeases open, (Act Act, int Who)[] acts)
    {
        var work = $"{Guid.NewGuid()}";
        var held = new Lease?[3];
        (long Term, bool Lasts) book = (0, false);
        foreach (var (act, who) in acts)
        {
            var mine = held[who] is { } lease && lease.Term.Value == book.Term;
            switch (act)
            {
                case Act.TakeForLong or Act.TakeForNothing:
                    var taken = await open.Leases.TakeAsync(work, act is Act.TakeForLong ? Long : None, Cancel);
                    Assert.Equal(!book.Lasts, taken is not null);
                    if (taken is null)
                        break;
                    Assert.True(taken.Term.Value > book.Term);
                    (held[who], book) = (taken, (taken.Term.Value, act is Act.TakeForLong));
                    break;
                case Act.Keep when held[who] is { } kept:
                    Assert.Equal(mine, await open.Leases.KeepAsync(kept, Long, Cancel));
                    book = mine ? book with { Lasts = true } : book;
                    break;
                case Act.GiveBack when held[who] is { } given:
                    await open.Leases.GiveBackAsync(given, Cancel);
                    book = mine ? (book.Term + 1, false) : book;
                    break;
                case Act.Write when held[who] is { } under:
                    Assert.Equal(mine, await WriteAsync(open, under) is AppendOutcome.Appended);
                    break;
            }
        }
    }

    private static async Task<Lease> TakenAsync(OpenLeases open, TimeSpan length)
    {
        var lease = await open.Leases.TakeAsync("followers", length, Cancel);
        Assert.NotNull(lease);
        return lease;
    }

    private static Task<AppendOutcome> WriteAsync(OpenLeases open, Lease? under) =>
        open.Store.AppendAsync(To(NewStream(), -1, $"{under?.Term.Value ?? 0}") with { Under = under }, Cancel);
}
