using Records.Actors.Sweeping;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Numbering;
using Records.Core.CaseFiles.Relocating;
using Records.Core.Deciding;
using Records.Core.Documents;
using Records.Core.People;
using Records.Core.Ports;
using static Records.Core.CaseFiles.Relocating.RelocatingCommand;
using static Records.Core.CaseFiles.Relocating.RelocatingEvent;

namespace Records.Actors;

using CaseFileActors = ActorHost<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent>;

/// <summary>
/// Re-files a matter or a document into another case file (R40), in one append over both: it lies in exactly one file
/// at every moment. Its past is read in the one file and told in the other; its content is sealed anew for that
/// before, streaming, and should the append not come about it is swept away as uploads nobody filed.
/// </summary>
public sealed class Relocation(CaseFileActors files, Resealing resealing)
{
    private const int MaxAttempts = 8;

    /// <summary>
    /// The outcome, told by the state of the file it goes to. Cancelling gives up while nothing is written. Throws
    /// <see cref="StreamContendedException"/> when others kept overtaking; nothing happened then.
    /// </summary>
    public Task<Outcome<CaseFile>> MoveAsync(
        RelocationWish wish, Terms<CaseFile> terms, CancellationToken cancel)
    {
        if (wish.From == wish.To)
            throw new ArgumentException("Within a file nothing is moved to another one.", nameof(wish));
        return files.Telemetry is null
            ? TryAsync(wish, terms, cancel)
            : files.Telemetry.WatchAsync(nameof(MoveAway), () => TryAsync(wish, terms, cancel));
    }

    private async Task<Outcome<CaseFile>> TryAsync(
        RelocationWish wish, Terms<CaseFile> terms, CancellationToken cancel)
    {
        var (from, to) = (new StreamId(wish.From.Value), new StreamId(wish.To.Value));
        var anew = new Dictionary<ObjectId, SealedAnew>();

        for (var attempt = 1; attempt <= MaxAttempts;)
        {
            var source = await files.LookAsync(from, cancel);
            var target = await files.LookAsync(to, cancel);
            if ((wish.Guard(source.State) ?? wish.Guard(target.State)) is { } hidden)
                return new Outcome<CaseFile>.Refused(hidden);

            var left = CaseFileDecider.Decide(new MoveAway(wish.Of, wish.Expected, wish.To, wish.Into), source.State);
            if (left is not Decision<CaseFileEvent>.Accepted { Events: var leaving })
                return new Outcome<CaseFile>.Refused(((Decision<CaseFileEvent>.Refused)left).Reason);

            ValueList<CaseFileEvent> arriving = [];
            if (leaving is [ObjectMovedOut moved])
            {
                var past = await PastAsync(from, source.Version, moved, wish.From, cancel);
                ValueList<PastEvent> told =
                    [.. past.Select(one => one with { Happened = NamedContents.Resealed(one.Happened, anew) })];
                var come = CaseFileDecider.Decide(
                    new TakeIn(wish.Of, wish.From, wish.Into, told) { Numbering = wish.Numbering }, target.State);
                if (come is not Decision<CaseFileEvent>.Accepted { Events: var events })
                    return new Outcome<CaseFile>.Refused(((Decision<CaseFileEvent>.Refused)come).Reason);
                arriving = events;
                if (terms.IsProbe)
                    return new Outcome<CaseFile>.Possible(leaving.Count + arriving.Count);

                // Only now, for it may take long; meanwhile both may have changed, so they are looked at again.
                var missing = past.SelectMany(one => NamedContents.Of(one.Happened))
                    .Where(content => !anew.ContainsKey(content.Object)).DistinctBy(content => content.Object).ToList();
                foreach (var content in missing)
                    anew.Add(content.Object, await SealAnewAsync(content, source.Key, target.Key, from, to, cancel));
                if (missing.Count > 0)
                    continue;
            }

            var next = arriving.Aggregate(target.State, CaseFileDecider.Evolve);
            var named = arriving.SelectMany(NamedContents.Of).Select(content => content.Object).Distinct().ToList();
            if (terms.IsProbe)
                return new Outcome<CaseFile>.Possible(0);
            if (leaving.Count == 0 && terms.Remember is null)
                return new Outcome<CaseFile>.Done(next, await files.Journal.Store.HeadAsync(CancellationToken.None), 0);

            // What arrives comes first: whoever reads along finds everything still where it was.
            var request = new AppendRequest(
                [
                    files.Journal.Seal(to, target.Version, arriving, terms.Stamp, await KeyOfAsync(target.Key, to)),
                    files.Journal.Seal(from, source.Version, leaving, terms.Stamp, await KeyOfAsync(source.Key, from)),
                ],
                [.. named.Select(id => ObjectClaims.For(id, to))], terms.Remember?.For(next));
            switch (await files.Journal.Store.AppendAsync(request, CancellationToken.None))
            {
                case AppendOutcome.Appended appended:
                    foreach (var id in named)
                        await resealing.FiledAsync(id);
                    return new Outcome<CaseFile>.Done(next, appended.Last, leaving.Count + arriving.Count);
                case AppendOutcome.AnsweredBefore before:
                    return new Outcome<CaseFile>.AnsweredBefore(before.Answer);
                case AppendOutcome.ClaimTaken taken:
                    return new Outcome<CaseFile>.ClaimTaken(taken.Claim);
            }
            attempt++;
        }

        throw new StreamContendedException(to, MaxAttempts);
    }

    private async Task<ValueList<PastEvent>> PastAsync(
        StreamId stream, StreamVersion until, ObjectMovedOut moved, CaseFileId file, CancellationToken cancel)
    {
        var history = new List<PastEvent>();
        await foreach (var recorded in files.Journal.ReadAsync(stream, StreamVersion.None, cancel))
        {
            if (recorded.Stored.Version.Value > until.Value)
                break;
            history.Add(new(recorded.Stored.Id, recorded.Stored.RecordedAt, recorded.Stamp, recorded.Event));
        }
        return Past.Of(history, moved, file);
    }

    private async Task<SealedAnew> SealAnewAsync(
        NamedContent content, KeyId old, KeyId key, StreamId from, StreamId to, CancellationToken cancel)
    {
        // What it is and was called is said by the event; here it is bytes.
        var bytes = new DocumentContent(
            content.Object, MediaType.Unknown, content.SizeBytes, content.Sha256, default, "moved");
        var sealedAnew = await resealing.SealAsync(
            bytes, await KeyOfAsync(old, from), await KeyOfAsync(key, to), to, cancel)
            ?? throw new SealBrokenException(content.Object, "is missing");
        return new(sealedAnew.Object, sealedAnew.SealedSha256);
    }

    private async Task<DataKey> KeyOfAsync(KeyId key, StreamId stream) =>
        await files.Journal.Keys.FindAsync(key, CancellationToken.None) ?? throw new ContentErasedException(stream);
}

/// <summary>A wish to re-file something into another case file.</summary>
/// <param name="Of">A matter or a document of the one file.</param>
/// <param name="Into">The matter of the other file; null for a matter that goes right into the file.</param>
/// <param name="Guard">Asked of both files: what the caller may not see does not exist.</param>
public sealed record RelocationWish(
    ObjectRef Of, Revision Expected, CaseFileId From, CaseFileId To, MatterId? Into, MatterNumbering Numbering,
    Func<CaseFile, Refusal?> Guard);
