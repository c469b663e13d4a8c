using System.Security.Cryptography;
using Records.Core.History;
using Records.Core.Ports;
using Records.Core.Sealing;

namespace Records.Tests.Campaigns;

/// <summary>A store with a planted fault. It stands beside a sound one and differs from it in one thing.</summary>
internal sealed class FaultyStore(IEventStore sound) : IEventStore
{
    private Guid lastId;

    /// <summary>
    /// The fault: the version that a wish was decided on is not looked at. What was to stand at another version is
    /// sealed again for the end of its stream, so that nothing else is wrong with it.
    /// </summary>
    public Func<NewEvent, StreamAppend, int, StreamVersion, Task<NewEvent>>? SkipVersions { get; init; }

    /// <summary>
    /// The fault: the log is followed by the ids of the events, which rise with the time at which they were made, as a
    /// sequence of the database would. What is made early and committed late comes before what was read already.
    /// </summary>
    public bool FollowIds { get; init; }

    public async Task<AppendOutcome> AppendAsync(AppendRequest request, CancellationToken cancel)
    {
        while (true)
        {
            var outcome = await sound.AppendAsync(request, cancel);
            if (SkipVersions is not { } reseal || outcome is not AppendOutcome.Conflict conflict)
                return outcome;
            var late = request.Streams.Single(stream => stream.Stream == conflict.Stream);
            var again = new List<NewEvent>();
            foreach (var (i, happened) in late.Events.Index())
                again.Add(await reseal(happened, late, i, conflict.Actual.Plus(i + 1)));
            request = request with
            {
                Streams = [.. request.Streams.Select(stream => stream == late
                    ? new(late.Stream, conflict.Actual, [.. again])
                    : stream)],
            };
        }
    }

    public async Task<IReadOnlyList<StoredEvent>> ReadAllAsync(Position after, int limit, CancellationToken cancel)
    {
        if (!FollowIds)
            return await sound.ReadAllAsync(after, limit, cancel);
        var all = await sound.ReadAllAsync(Position.None, 10_000, cancel);
        List<StoredEvent> next =
        [
            .. all.Where(stored => IdOf(stored) > lastId).OrderBy(IdOf).Take(limit),
        ];
        lastId = next.Count > 0 ? IdOf(next[^1]) : lastId;
        return next;

        static Guid IdOf(StoredEvent stored) => stored.Id.Value;
    }

    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        StreamId stream, StreamVersion after, CancellationToken cancel) =>
        sound.ReadStreamAsync(stream, after, cancel);

    public Task<Position> HeadAsync(CancellationToken cancel) => sound.HeadAsync(cancel);

    public Task<StreamId?> FindClaimAsync(string kind, string value, CancellationToken cancel) =>
        sound.FindClaimAsync(kind, value, cancel);

    public Task<IReadOnlyList<Claim>> ReadClaimsAsync(
        string kind, string after, int limit, CancellationToken cancel) =>
        sound.ReadClaimsAsync(kind, after, limit, cancel);

    public Task<long> HighestNumberAsync(string series, CancellationToken cancel) =>
        sound.HighestNumberAsync(series, cancel);

    public Task<RememberedAnswer?> FindAnswerAsync(AnswerKey key, CancellationToken cancel) =>
        sound.FindAnswerAsync(key, cancel);

    public Task WaitForNewsAsync(Position seen, TimeSpan patience, CancellationToken cancel) =>
        sound.WaitForNewsAsync(seen, patience, cancel);

    /// <summary>The event as it would have been sealed for another version.</summary>
    public static NewEvent Resealed(
        TenantId tenant, DataKey key, NewEvent made, StreamAppend place, int nth, StreamVersion version)
    {
        var sealedBy = made.Key == KeyId.None ? null : key;
        var content = EventSealing.Open(tenant, new(
            new(0), place.Stream, place.Expected.Plus(nth + 1), made.Id, new(0), made.Type, made.Key, made.Commitment,
            made.Metadata, made.BodyHash, made.Body, Digest.Zero, Digest.Zero), sealedBy);
        return EventSealing.Seal(
            sealedBy, tenant, place.Stream, version, made.Id, made.Type, content!.Value, made.Metadata,
            RandomNumberGenerator.GetBytes(ContentCommitment.SaltSize),
            RandomNumberGenerator.GetBytes(EventSealing.NonceSize));
    }
}
