using System.Collections.Concurrent;
using System.Globalization;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.FilePlan;
using Records.Core.People;
using Records.Core.Ports;
using static Records.Core.FilePlan.FilePlanCommand;

namespace Records.Actors;

using FilePlanActors = ActorHost<FilePlanDecider, FilePlanTree, FilePlanCommand, FilePlanEvent>;

/// <summary>
/// Where in the plan a file goes and what it is called there: a leaf that takes it, a seat under it, and the next
/// number. Found again at each attempt; the claims make sure that nobody else got the same.
/// </summary>
internal sealed class FilePlaces(IEventStore store, FilePlanActors plans, OpeningRules rules)
{
    // One at a time for each series of numbers; other processes are held off by the claim.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> series = new();

    private readonly StreamId planStream = StreamId.Singleton(plans.Journal.Tenant, "file-plan");

    /// <summary>Does it when nobody else of this process takes a number of that series.</summary>
    public async Task<Outcome<CaseFile>> InTurnAsync(
        FilePlanEntryId entry, DateOnly today, Func<Task<Outcome<CaseFile>>> act, CancellationToken cancel)
    {
        // Before a place in a line is made for it: entries nobody knows must not cost memory.
        if ((await plans.LookAsync(planStream, cancel)).State.Find(entry) is null)
            return new Outcome<CaseFile>.Refused(FilePlanRefusals.UnknownEntry);

        var turn = series.GetOrAdd(rules.Pattern.SeriesOf(entry, today.Year), _ => new(1));
        await turn.WaitAsync(cancel);
        try
        {
            return await act();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The place as things stand now, or why there is none.</summary>
    /// <param name="newLeaf">What a leaf is to be called that has to be made because the one before it is full.</param>
    public async Task<(FilePlace? Found, Refusal? Refused)> FindAsync(
        FilePlanEntryId entry, DateOnly today, FilePlanEntryId newLeaf)
    {
        var plan = await plans.LookAsync(planStream, CancellationToken.None);
        var (full, leaf, seat) = await SeatAsync(plan.State, entry, today, newLeaf);
        var taking = FilePlanDecider.Decide(new TakeFile(entry, today) { Full = full, Next = newLeaf }, plan.State);
        if (taking is not Decision<FilePlanEvent>.Accepted { Events: var events })
            return (null, ((Decision<FilePlanEvent>.Refused)taking).Reason);

        var numbers = rules.Pattern.SeriesOf(leaf, today.Year);
        var number = await store.HighestNumberAsync(numbers, CancellationToken.None) + 1;
        var planned = events.Aggregate(plan.State, FilePlanDecider.Evolve);
        var reference = rules.Pattern.Of(planned.Find(leaf)!.Notation, today.Year, number);
        return (new(plan.Version, events, planned, leaf, reference)
        {
            Numbers = (numbers, number),
            Seats = (SeatsOf(leaf), SeatName(leaf, seat), seat),
        }, null);
    }

    /// <summary>What happens to the plan; where nothing does, it must still stand as it was seen.</summary>
    public StreamAppend Take(FilePlace place, Stamp stamp) =>
        plans.Journal.Seal(planStream, place.Version, place.Taking, stamp, null);

    // Which leaves are full is counted by their seats; where the file goes then is the plan's to say. Where it says
    // nowhere, the decision says why.
    private async Task<(ValueList<FilePlanEntryId> Full, FilePlanEntryId Leaf, long Seat)> SeatAsync(
        FilePlanTree plan, FilePlanEntryId entry, DateOnly today, FilePlanEntryId newLeaf)
    {
        for (ValueList<FilePlanEntryId> full = []; ;)
        {
            if (Placement.Find(plan, entry, today, full) is not Place.Leaf { Entry.Id: var leaf })
                return (full, newLeaf, 1);
            var seat = await store.HighestNumberAsync(SeatsOf(leaf), CancellationToken.None) + 1;
            if (seat <= rules.MaxFilesPerLeaf)
                return (full, leaf, seat);
            full = [.. full, leaf];
        }
    }

    private static string SeatsOf(FilePlanEntryId leaf) => $"seats/{leaf.Value:N}";

    private static string SeatName(FilePlanEntryId leaf, long seat) =>
        string.Create(CultureInfo.InvariantCulture, $"{leaf.Value:N}/{seat}");
}

/// <summary>A leaf that takes the file, and what it will be called there.</summary>
/// <param name="Version">The version of the plan that was looked at.</param>
/// <param name="Taking">What happens to the plan when the file comes.</param>
/// <param name="Planned">The plan afterwards.</param>
internal sealed record FilePlace(
    StreamVersion Version, ValueList<FilePlanEvent> Taking, FilePlanTree Planned, FilePlanEntryId Leaf,
    FileReference Reference)
{
    public required (string Series, long Number) Numbers { get; init; }
    public required (string Series, string Name, long Number) Seats { get; init; }

    /// <summary>Reference and seat, for this file alone.</summary>
    public ValueList<Claim> ClaimsFor(StreamId file) =>
    [
        new("file-reference", Reference.Value, file, Numbers.Series, Numbers.Number),
        new("leaf-seat", Seats.Name, file, Seats.Series, Seats.Number),
    ];
}
