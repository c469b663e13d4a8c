using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.People;
using Records.Core.Ports;

namespace Records.Actors;

using CaseFileActors = ActorHost<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent>;

/// <summary>
/// Decides on two case files at once and writes to both or to neither, in one append: a reference between them never
/// stands in one history alone, and nothing that moves is lost on the way or lies in both.
/// </summary>
public sealed class JointAct(CaseFileActors files)
{
    private const int MaxAttempts = 32;

    /// <summary>
    /// The outcome, told by the first file's state afterwards. Throws <see cref="StreamContendedException"/> when
    /// others kept overtaking; nothing happened then.
    /// </summary>
    public Task<Outcome<CaseFile>> AskAsync(JointWish wish, Terms<CaseFile> terms)
    {
        // An append names each stream once; whoever means one file has a command of that file for it.
        if (wish.First == wish.Second)
            throw new ArgumentException("A joint act is about two files.", nameof(wish));
        return files.Telemetry is null
            ? TryAsync(wish, terms)
            : files.Telemetry.WatchAsync(wish.Act, () => TryAsync(wish, terms));
    }

    private async Task<Outcome<CaseFile>> TryAsync(JointWish wish, Terms<CaseFile> terms)
    {
        var store = files.Journal.Store;
        var (one, other) = (new StreamId(wish.First.Value), new StreamId(wish.Second.Value));

        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            // Each as stored now. That they still stand so together is what the append makes sure of.
            var first = await files.LookAsync(one, CancellationToken.None);
            var second = await files.LookAsync(other, CancellationToken.None);
            if ((wish.Guard(first.State) ?? wish.Guard(second.State)) is { } hidden)
                return new Outcome<CaseFile>.Refused(hidden);
            var decision = wish.Decide(first.State, second.State);
            if (decision is not JointDecision.Accepted accepted)
                return new Outcome<CaseFile>.Refused(((JointDecision.Refused)decision).Reason);

            var happened = accepted.First.Count + accepted.Second.Count;
            if (terms.IsProbe)
                return await store.ProbeAsync<CaseFile>(wish.Claims, happened);

            var next = accepted.First.Aggregate(first.State, CaseFileDecider.Evolve);
            if (happened == 0 && terms.Remember is null)
                return new Outcome<CaseFile>.Done(next, await store.HeadAsync(CancellationToken.None), 0);

            var request = new AppendRequest(
                [
                    await SealAsync(one, first, accepted.First, terms.Stamp),
                    await SealAsync(other, second, accepted.Second, terms.Stamp),
                ],
                wish.Claims, terms.Remember?.For(next));
            switch (await store.AppendAsync(request, CancellationToken.None))
            {
                case AppendOutcome.Appended appended:
                    return new Outcome<CaseFile>.Done(next, appended.Last, happened);
                case AppendOutcome.AnsweredBefore before:
                    return new Outcome<CaseFile>.AnsweredBefore(before.Answer);
                case AppendOutcome.ClaimTaken taken:
                    return new Outcome<CaseFile>.ClaimTaken(taken.Claim);
            }
        }

        throw new StreamContendedException(one, MaxAttempts);
    }

    // Each file's events under its own key, whatever the other's are sealed with.
    private async Task<StreamAppend> SealAsync(
        StreamId stream, Seen<CaseFile> seen, ValueList<CaseFileEvent> events, Stamp stamp) =>
        files.Journal.Seal(
            stream, seen.Version, events, stamp,
            seen.Key == KeyId.None ? null : await files.Journal.Keys.FindAsync(seen.Key, CancellationToken.None));
}

/// <summary>A wish about two different case files.</summary>
/// <param name="Act">Its name in telemetry, such as <c>ReferBetween</c>.</param>
/// <param name="First">The file that the answer tells of: its revision, its links.</param>
/// <param name="Guard">Asked of both: what the caller may not see does not exist.</param>
/// <param name="Decide">Pure: asked again whenever somebody else was faster in one of the files.</param>
public sealed record JointWish(
    string Act, CaseFileId First, CaseFileId Second, Func<CaseFile, Refusal?> Guard,
    Func<CaseFile, CaseFile, JointDecision> Decide)
{
    /// <summary>Values that become this request's own with the events.</summary>
    public ValueList<Claim> Claims { get; init; } = [];
}
