using Records.Actors.Sweeping;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Documents;
using Records.Core.InTray;
using Records.Core.People;
using Records.Core.Ports;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.InTray.InTrayCommand;

namespace Records.Actors;

using CaseFileActors = ActorHost<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent>;
using InTrayActors = ActorHost<InTrayDecider, InTrayEntry, InTrayCommand, InTrayEvent>;

/// <summary>
/// Puts things into the in-tray and registers them as incoming (R16, R17). Registering makes the document and ends the
/// entry in one append over both streams, so nothing is ever filed twice, half, or gone from the tray without having
/// arrived. Its bytes are sealed anew under the case file's key before that, streaming; should the append not come
/// about they are an upload nobody filed, and swept away as such.
/// </summary>
public sealed class InTrayRegistration(
    InTrayActors tray, CaseFileActors files, Resealing resealing)
{
    private const int MaxAttempts = 32;

    /// <summary>The first event of an entry, under the key its content was sealed with when it was uploaded.</summary>
    public Task<Outcome<InTrayEntry>> PutAsync(Upload upload, PutInTray wish, Terms<InTrayEntry> terms) =>
        Watched(nameof(PutInTray), () => TryPutAsync(upload, wish, terms));

    /// <summary>The outcome, told by the state of the case file. Cancelling gives up while nothing is written.</summary>
    public Task<Outcome<CaseFile>> RegisterAsync(
        RegistrationWish wish, Terms<CaseFile> terms, CancellationToken cancel) =>
        Watched(nameof(RegisterEntry), () => TryRegisterAsync(wish, terms, cancel));

    private async Task<Outcome<InTrayEntry>> TryPutAsync(Upload upload, PutInTray wish, Terms<InTrayEntry> terms)
    {
        var claim = ClaimOf(upload.Content.Object, upload.Stream);
        var decision = InTrayDecider.Decide(wish, InTrayDecider.Initial);
        if (decision is not Decision<InTrayEvent>.Accepted { Events: var events })
            return new Outcome<InTrayEntry>.Refused(((Decision<InTrayEvent>.Refused)decision).Reason);

        if (terms.IsProbe)
            return (await tray.LookAsync(upload.Stream, CancellationToken.None)).Version == StreamVersion.None
                ? await tray.Journal.Store.ProbeAsync<InTrayEntry>([claim], events.Count)
                : new Outcome<InTrayEntry>.Refused(InTrayRefusals.AlreadyPut);

        var state = events.Aggregate(InTrayDecider.Initial, InTrayDecider.Evolve);
        var key = await tray.Journal.Keys.FindAsync(upload.Key, CancellationToken.None)
            ?? throw new ContentErasedException(upload.Stream);
        var request = new AppendRequest(
            [tray.Journal.Seal(upload.Stream, StreamVersion.None, events, terms.Stamp, key)],
            [claim], terms.Remember?.For(state));
        return await tray.Journal.Store.AppendAsync(request, CancellationToken.None) switch
        {
            AppendOutcome.Appended appended => new Outcome<InTrayEntry>.Done(state, appended.Last, events.Count),
            AppendOutcome.AnsweredBefore before => new Outcome<InTrayEntry>.AnsweredBefore(before.Answer),
            AppendOutcome.ClaimTaken taken => new Outcome<InTrayEntry>.ClaimTaken(taken.Claim),
            _ => new Outcome<InTrayEntry>.Refused(InTrayRefusals.AlreadyPut),
        };
    }

    private async Task<Outcome<CaseFile>> TryRegisterAsync(
        RegistrationWish wish, Terms<CaseFile> terms, CancellationToken cancel)
    {
        var (from, to) = (new StreamId(wish.Entry.Value), new StreamId(wish.CaseFile.Value));
        DocumentContent? content = null;

        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var entry = await tray.LookAsync(from, cancel);
            var file = await files.LookAsync(to, cancel);
            if ((wish.HidesEntry(entry.State) ?? wish.HidesFile(file.State)) is { } hidden)
                return new Outcome<CaseFile>.Refused(hidden);

            var filing = wish.Filing(entry.State.Contents, content ?? entry.State.Contents.Content);
            var left = InTrayDecider.Decide(
                new RegisterEntry(wish.CaseFile, filing.Matter, filing.Document), entry.State);
            if (left is not Decision<InTrayEvent>.Accepted { Events: var leaving })
                return new Outcome<CaseFile>.Refused(((Decision<InTrayEvent>.Refused)left).Reason);
            var filed = CaseFileDecider.Decide(filing, file.State);
            if (filed is not Decision<CaseFileEvent>.Accepted { Events: var arriving })
                return new Outcome<CaseFile>.Refused(((Decision<CaseFileEvent>.Refused)filed).Reason);

            if (terms.IsProbe)
                return new Outcome<CaseFile>.Possible(arriving.Count + leaving.Count);
            if (content is null)
            {
                // Only now, for it may take long; meanwhile both may have changed, so they are looked at again.
                content = await resealing.SealAsync(
                    entry.State.Contents.Content, await KeyOfAsync(entry.Key, to), await KeyOfAsync(file.Key, to), to,
                    cancel) ?? throw new SealBrokenException(entry.State.Contents.Content.Object, "is missing");
                continue;
            }

            var next = arriving.Aggregate(file.State, CaseFileDecider.Evolve);
            var request = new AppendRequest(
                [
                    files.Journal.Seal(to, file.Version, arriving, terms.Stamp, await KeyOfAsync(file.Key, to)),
                    tray.Journal.Seal(from, entry.Version, leaving, terms.Stamp, await KeyOfAsync(entry.Key, from)),
                ],
                [ClaimOf(content.Object, to)], terms.Remember?.For(next));
            switch (await files.Journal.Store.AppendAsync(request, CancellationToken.None))
            {
                case AppendOutcome.Appended appended:
                    await resealing.FiledAsync(content.Object);
                    return new Outcome<CaseFile>.Done(next, appended.Last, arriving.Count + leaving.Count);
                case AppendOutcome.AnsweredBefore before:
                    return new Outcome<CaseFile>.AnsweredBefore(before.Answer);
                case AppendOutcome.ClaimTaken taken:
                    return new Outcome<CaseFile>.ClaimTaken(taken.Claim);
            }
        }

        throw new StreamContendedException(to, MaxAttempts);
    }

    private async Task<DataKey> KeyOfAsync(KeyId key, StreamId stream) =>
        await files.Journal.Keys.FindAsync(key, CancellationToken.None) ?? throw new ContentErasedException(stream);

    private static Claim ClaimOf(ObjectId id, StreamId stream) =>
        ObjectClaims.For(id, stream);

    private Task<Outcome<T>> Watched<T>(string act, Func<Task<Outcome<T>>> ask) =>
        tray.Telemetry is null ? ask() : tray.Telemetry.WatchAsync(act, ask);
}

/// <summary>A wish to make a document of an entry of the in-tray.</summary>
/// <param name="HidesEntry">Asked first: what the caller may not see does not exist.</param>
/// <param name="HidesFile">The same for the case file.</param>
/// <param name="Filing">The filing, from what came in and where its bytes lie then; asked again when overtaken.</param>
public sealed record RegistrationWish(
    InTrayEntryId Entry, CaseFileId CaseFile, Func<InTrayEntry, Refusal?> HidesEntry,
    Func<CaseFile, Refusal?> HidesFile, Func<InTrayBody, DocumentContent, FileDocument> Filing);
