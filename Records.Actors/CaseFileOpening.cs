using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.FilePlan;
using Records.Core.People;
using Records.Core.Ports;
using static Records.Core.CaseFiles.CaseFileCommand;

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

    /// <summary>Where files go and what they are called; re-filing asks the same.</summary>
    internal FilePlaces Places { get; } = new(files.Journal.Store, plans, rules);

    public Task<Outcome<CaseFile>> OpenAsync(
        CaseFileId id, OpeningWish wish, Terms<CaseFile> terms, CancellationToken cancel) =>
        files.Telemetry is null
        ? WaitAndOpenAsync(id, wish, terms, cancel)
        : files.Telemetry.WatchAsync(nameof(OpenCaseFile), () => WaitAndOpenAsync(id, wish, terms, cancel));

    private Task<Outcome<CaseFile>> WaitAndOpenAsync(
        CaseFileId id, OpeningWish wish, Terms<CaseFile> terms, CancellationToken cancel) =>
        Places.InTurnAsync(wish.Entry, wish.Today, () => OpenInTurnAsync(id, wish, terms), cancel);

    private async Task<Outcome<CaseFile>> OpenInTurnAsync(
        CaseFileId id, OpeningWish wish, Terms<CaseFile> terms)
    {
        var (stream, store) = (new StreamId(id.Value), files.Journal.Store);
        DataKey? key = null;

        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var (found, refused) = await Places.FindAsync(wish.Entry, wish.Today, wish.NewLeaf);
            if (found is null)
                return new Outcome<CaseFile>.Refused(refused!);
            var opening = CaseFileDecider.Decide(CommandFor(wish, found), CaseFileDecider.Initial);
            if (opening is not Decision<CaseFileEvent>.Accepted { Events: var events })
                return new Outcome<CaseFile>.Refused(((Decision<CaseFileEvent>.Refused)opening).Reason);

            if (terms.IsProbe)
                return new Outcome<CaseFile>.Possible(events.Count + found.Taking.Count);

            // Durable before the first event is sealed under it. A key left over by a refused opening opens nothing.
            key ??= await files.Journal.Keys.CreateAsync(stream, CancellationToken.None);
            var state = events.Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve);
            var request = new AppendRequest(
                [
                    files.Journal.Seal(stream, StreamVersion.None, events, terms.Stamp, key),
                    Places.Take(found, terms.Stamp),
                ],
                found.ClaimsFor(stream), terms.Remember?.For(state));

            switch (await store.AppendAsync(request, CancellationToken.None))
            {
                case AppendOutcome.Appended appended:
                    return new Outcome<CaseFile>.Done(state, appended.Last, events.Count + found.Taking.Count);
                case AppendOutcome.AnsweredBefore before:
                    return new Outcome<CaseFile>.AnsweredBefore(before.Answer);
                case AppendOutcome.Conflict conflict when conflict.Stream == stream:
                    return new Outcome<CaseFile>.Refused(CaseFileRefusals.AlreadyOpened);
            }
        }

        throw new StreamContendedException(new(id.Value), MaxAttempts);
    }

    private static OpenCaseFile CommandFor(OpeningWish wish, FilePlace found)
    {
        var (rule, from) = found.Planned.RuleFor(found.Leaf);
        return new(found.Reference, found.Leaf, rule, from, found.Version, wish.LeadUnit, wish.Fields)
        {
            Extra = found.Planned.FieldsFor(found.Leaf, ObjectKind.CaseFile),
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
