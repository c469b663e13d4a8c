using System.Collections.Concurrent;
using System.Globalization;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.FilePlan;
using Records.Core.People;
using Records.Core.Ports;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.FilePlan.FilePlanCommand;

namespace Records.Actors;

using CaseFileActors = ActorHost<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent>;
using FilePlanActors = ActorHost<FilePlanDecider, FilePlanTree, FilePlanCommand, FilePlanEvent>;

/// <summary>
/// Opens case files: the one act that needs two streams, a number and a seat under its leaf. File plan, file, reference
/// and seat are written together or not at all, so no file hangs under an entry that just ceased to be a leaf, none is
/// one too many there, and no number is given twice or lost.
/// </summary>
public sealed class CaseFileOpening(CaseFileActors files, FilePlanActors plans, OpeningRules rules)
{
    private const int MaxAttempts = 32;

    // One opening at a time for each series of numbers; other processes are held off by the claim.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> series = new();

    private readonly StreamId planStream = StreamId.Singleton(plans.Journal.Tenant, "file-plan");

    public Task<Outcome<CaseFile>> OpenAsync(
        CaseFileId id, OpeningWish wish, Stamp stamp, AnswerPlan<CaseFile>? remember, CancellationToken cancel) =>
        files.Telemetry is null
        ? WaitAndOpenAsync(id, wish, stamp, remember, cancel)
        : files.Telemetry.WatchAsync(nameof(OpenCaseFile), () => WaitAndOpenAsync(id, wish, stamp, remember, cancel));

    private async Task<Outcome<CaseFile>> WaitAndOpenAsync(
        CaseFileId id, OpeningWish wish, Stamp stamp, AnswerPlan<CaseFile>? remember, CancellationToken cancel)
    {
        // Before a place in a line is made for it: entries nobody knows must not cost memory.
        if ((await plans.LookAsync(planStream, cancel)).State.Find(wish.Entry) is null)
            return new Outcome<CaseFile>.Refused(FilePlanRefusals.UnknownEntry);

        var turn = series.GetOrAdd(rules.Pattern.SeriesOf(wish.Entry, wish.Today.Year), _ => new(1));
        await turn.WaitAsync(cancel);
        try
        {
            return await OpenInTurnAsync(id, wish, stamp, remember);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<Outcome<CaseFile>> OpenInTurnAsync(
        CaseFileId id, OpeningWish wish, Stamp stamp, AnswerPlan<CaseFile>? remember)
    {
        var (stream, store) = (new StreamId(id.Value), files.Journal.Store);
        DataKey? key = null;

        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var plan = await plans.LookAsync(planStream, CancellationToken.None);
            var (full, leaf, seat) = await SeatAsync(plan.State, wish);
            var taking = FilePlanDecider.Decide(
                new TakeFile(wish.Entry, wish.Today) { Full = full, Next = wish.NewLeaf }, plan.State);
            if (taking is not Decision<FilePlanEvent>.Accepted { Events: var planEvents })
                return new Outcome<CaseFile>.Refused(((Decision<FilePlanEvent>.Refused)taking).Reason);

            var series = rules.Pattern.SeriesOf(leaf, wish.Today.Year);
            var number = await store.HighestNumberAsync(series, CancellationToken.None) + 1;
            var planned = planEvents.Aggregate(plan.State, FilePlanDecider.Evolve);
            var opening = CaseFileDecider.Decide(
                CommandFor(wish, planned, leaf, plan.Version, number), CaseFileDecider.Initial);
            if (opening is not Decision<CaseFileEvent>.Accepted { Events: var events })
                return new Outcome<CaseFile>.Refused(((Decision<CaseFileEvent>.Refused)opening).Reason);

            // Durable before the first event is sealed under it. A key left over by a refused opening opens nothing.
            key ??= await files.Journal.Keys.CreateAsync(stream, CancellationToken.None);
            var state = events.Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve);
            var reference = ((CaseFile.Active)state).Body.Reference;
            var request = new AppendRequest(
                [
                    files.Journal.Seal(stream, StreamVersion.None, events, stamp, key),
                    plans.Journal.Seal(planStream, plan.Version, planEvents, stamp, null),
                ],
                [
                    new("file-reference", reference.Value, stream, series, number),
                    new("leaf-seat", SeatName(leaf, seat), stream, SeatsOf(leaf), seat),
                ],
                remember?.For(state));

            switch (await store.AppendAsync(request, CancellationToken.None))
            {
                case AppendOutcome.Appended appended:
                    return new Outcome<CaseFile>.Done(state, appended.Last, events.Count + planEvents.Count);
                case AppendOutcome.AnsweredBefore before:
                    return new Outcome<CaseFile>.AnsweredBefore(before.Answer);
                case AppendOutcome.Conflict conflict when conflict.Stream == stream:
                    return new Outcome<CaseFile>.Refused(CaseFileRefusals.AlreadyOpened);
            }
        }

        throw new StreamContendedException(planStream, MaxAttempts);
    }

    // Which leaves are full is counted by their seats; where the file goes then is the plan's to say. Where it says
    // nowhere, the decision says why.
    private async Task<(ValueList<FilePlanEntryId> Full, FilePlanEntryId Leaf, long Seat)> SeatAsync(
        FilePlanTree plan, OpeningWish wish)
    {
        for (ValueList<FilePlanEntryId> full = []; ;)
        {
            if (Placement.Find(plan, wish.Entry, wish.Today, full) is not Place.Leaf { Entry.Id: var leaf })
                return (full, wish.NewLeaf, 1);
            var seat = await files.Journal.Store.HighestNumberAsync(SeatsOf(leaf), CancellationToken.None) + 1;
            if (seat <= rules.MaxFilesPerLeaf)
                return (full, leaf, seat);
            full = [.. full, leaf];
        }
    }

    private static string SeatsOf(FilePlanEntryId leaf) => $"seats/{leaf.Value:N}";

    private static string SeatName(FilePlanEntryId leaf, long seat) =>
        string.Create(CultureInfo.InvariantCulture, $"{leaf.Value:N}/{seat}");

    private OpenCaseFile CommandFor(
        OpeningWish wish, FilePlanTree plan, FilePlanEntryId leaf, StreamVersion version, long number)
    {
        var (rule, from) = plan.RuleFor(leaf);
        var reference = rules.Pattern.Of(plan.Find(leaf)!.Notation, wish.Today.Year, number);
        return new(reference, leaf, rule, from, version, wish.LeadUnit, wish.Fields)
        {
            Extra = plan.FieldsFor(leaf, ObjectKind.CaseFile),
        };
    }
}

/// <summary>What a caller says to open a case file; reference, rule and key are given by the house.</summary>
/// <param name="Today">The day in the authority's time zone; its year is part of the reference.</param>
public sealed record OpeningWish(FilePlanEntryId Entry, UnitId LeadUnit, ValueList<FieldValue> Fields, DateOnly Today)
{
    /// <summary>What a leaf is to be called that has to be made because the one before it is full.</summary>
    public required FilePlanEntryId NewLeaf { get; init; }
}

/// <summary>What a tenant has chosen about opening files.</summary>
/// <param name="MaxFilesPerLeaf">So many files lie under a leaf of the plan; the next goes on beside it (R4).</param>
public sealed record OpeningRules(FileReferencePattern Pattern, int MaxFilesPerLeaf)
{
    /// <summary>What tenants have that set nothing else.</summary>
    public static OpeningRules Default { get; } = new(FileReferencePattern.Default, 10_000);
}
