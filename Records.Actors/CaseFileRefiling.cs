using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Moving;
using Records.Core.Deciding;
using Records.Core.FilePlan;
using Records.Core.People;
using Records.Core.Ports;
using static Records.Core.CaseFiles.Moving.MovingCommand;

namespace Records.Actors;

using CaseFileActors = ActorHost<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent>;

/// <summary>
/// Re-files case files (R39). Under another entry of the plan a file gets a reference and a seat as if it were opened
/// there, all in one append; what it was called before stays its own for ever.
/// </summary>
public sealed class CaseFileRefiling(CaseFileActors files, CaseFileOpening opening)
{
    private const int MaxAttempts = 32;

    public Task<Outcome<CaseFile>> RefileAsync(
        CaseFileId id, RefilingWish wish, Terms<CaseFile> terms, CancellationToken cancel) =>
        files.Telemetry is null
        ? WaitAndRefileAsync(id, wish, terms, cancel)
        : files.Telemetry.WatchAsync(
            nameof(RefileCaseFile), () => WaitAndRefileAsync(id, wish, terms, cancel));

    // Only a new number has to be waited for.
    private Task<Outcome<CaseFile>> WaitAndRefileAsync(
        CaseFileId id, RefilingWish wish, Terms<CaseFile> terms, CancellationToken cancel) =>
        wish.Entry is { } entry
        ? opening.Places.InTurnAsync(entry, wish.Today, () => RefileInTurnAsync(id, wish, terms), cancel)
        : RefileInTurnAsync(id, wish, terms);

    private async Task<Outcome<CaseFile>> RefileInTurnAsync(
        CaseFileId id, RefilingWish wish, Terms<CaseFile> terms)
    {
        var (stream, store) = (new StreamId(id.Value), files.Journal.Store);
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var seen = await files.LookAsync(stream, CancellationToken.None);
            if (wish.Guard(seen.State) is { } hidden)
                return new Outcome<CaseFile>.Refused(hidden);

            // First whether the file may be re-filed at all: what is refused needs no place.
            var staying = new RefileCaseFile(
                wish.Expected, null, wish.LeadUnit ?? seen.State.Contents.LeadUnit, wish.Reason);
            if (CaseFileDecider.Decide(staying, seen.State) is Decision<CaseFileEvent>.Refused { Reason: var reason })
                return new Outcome<CaseFile>.Refused(reason);

            FilePlace? found = null;
            if (wish.Entry is { } entry && entry != seen.State.Contents.Entry)
            {
                (found, var refused) = await opening.Places.FindAsync(entry, wish.Today, wish.NewLeaf);
                if (refused is not null)
                    return new Outcome<CaseFile>.Refused(refused);
                // An entry whose run the file lies in already is where it is.
                found = found!.Leaf == seen.State.Contents.Entry ? null : found;
            }

            var decision = CaseFileDecider.Decide(staying with { To = PlaceOf(found) }, seen.State);
            var events = ((Decision<CaseFileEvent>.Accepted)decision).Events;
            if (terms.IsProbe)
                return new Outcome<CaseFile>.Possible(events.Count + (found?.Taking.Count ?? 0));

            var next = events.Aggregate(seen.State, CaseFileDecider.Evolve);
            if (events.Count == 0 && terms.Remember is null)
                return new Outcome<CaseFile>.Done(next, await store.HeadAsync(CancellationToken.None), 0);

            var key = seen.Key == KeyId.None
                ? null : await files.Journal.Keys.FindAsync(seen.Key, CancellationToken.None);
            var append = files.Journal.Seal(stream, seen.Version, events, terms.Stamp, key);
            var request = found is null
                ? new AppendRequest([append], [], terms.Remember?.For(next))
                : new AppendRequest(
                    [append, opening.Places.Take(found, terms.Stamp)], found.ClaimsFor(stream),
                    terms.Remember?.For(next));
            switch (await store.AppendAsync(request, CancellationToken.None))
            {
                case AppendOutcome.Appended appended:
                    return new Outcome<CaseFile>.Done(next, appended.Last, events.Count + (found?.Taking.Count ?? 0));
                case AppendOutcome.AnsweredBefore before:
                    return new Outcome<CaseFile>.AnsweredBefore(before.Answer);
            }
        }

        throw new StreamContendedException(stream, MaxAttempts);
    }

    private static PlanPlace? PlaceOf(FilePlace? found)
    {
        if (found is null)
            return null;
        var (rule, from) = found.Planned.RuleFor(found.Leaf);
        return new(found.Reference, found.Leaf, rule, from, found.Version);
    }
}

/// <summary>What a caller says to re-file a case file.</summary>
/// <param name="Entry">Where it belongs in the plan; null where it stays.</param>
/// <param name="LeadUnit">Who keeps it from now on; null where that stays.</param>
/// <param name="Today">The day in the authority's time zone; its year is part of a new reference.</param>
public sealed record RefilingWish(
    Revision Expected, FilePlanEntryId? Entry, UnitId? LeadUnit, string Reason, DateOnly Today)
{
    /// <summary>What a leaf is to be called that has to be made because the one before it is full.</summary>
    public required FilePlanEntryId NewLeaf { get; init; }

    /// <summary>What the caller may not see does not exist.</summary>
    public required Func<CaseFile, Refusal?> Guard { get; init; }
}
