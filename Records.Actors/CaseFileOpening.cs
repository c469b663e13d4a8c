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
/// Opens case files: the one act that needs two streams and a number. File plan, file and reference are written
/// together or not at all, so no file hangs under an entry that just ceased to be a leaf, and no number is given twice
/// or lost.
/// </summary>
public sealed class CaseFileOpening(CaseFileActors files, FilePlanActors plans)
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

        var year = wish.Today.Year.ToString(CultureInfo.InvariantCulture);
        var name = $"{wish.Entry.Value:N}/{year}";
        var turn = series.GetOrAdd(name, _ => new(1));
        await turn.WaitAsync(cancel);
        try
        {
            return await OpenInTurnAsync(id, wish, name, stamp, remember);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<Outcome<CaseFile>> OpenInTurnAsync(
        CaseFileId id, OpeningWish wish, string series, Stamp stamp, AnswerPlan<CaseFile>? remember)
    {
        var (stream, store) = (new StreamId(id.Value), files.Journal.Store);
        DataKey? key = null;

        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var plan = await plans.LookAsync(planStream, CancellationToken.None);
            var taking = FilePlanDecider.Decide(new TakeFile(wish.Entry, wish.Today), plan.State);
            if (taking is not Decision<FilePlanEvent>.Accepted { Events: var planEvents })
                return new Outcome<CaseFile>.Refused(((Decision<FilePlanEvent>.Refused)taking).Reason);

            var number = await store.HighestNumberAsync(series, CancellationToken.None) + 1;
            var opening = CaseFileDecider.Decide(CommandFor(wish, plan, number), CaseFileDecider.Initial);
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
                [new("file-reference", reference.Value, stream, series, number)],
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

    private static OpenCaseFile CommandFor(OpeningWish wish, Seen<FilePlanTree> plan, long number)
    {
        var (rule, from) = plan.State.RuleFor(wish.Entry);
        var notation = plan.State.Find(wish.Entry)!.Notation.Value;
        var reference = string.Create(CultureInfo.InvariantCulture, $"{notation}-{wish.Today.Year}/{number:0000}");
        return new(new(reference), wish.Entry, rule, from, plan.Version, wish.LeadUnit, wish.Fields);
    }
}

/// <summary>What a caller says to open a case file; reference, rule and key are given by the house.</summary>
/// <param name="Today">The day in the authority's time zone; its year is part of the reference.</param>
public sealed record OpeningWish(FilePlanEntryId Entry, UnitId LeadUnit, ValueList<FieldValue> Fields, DateOnly Today);
