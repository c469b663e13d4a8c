using System.Runtime.CompilerServices;
using Records.Core.Ports;

namespace Records.Bench;

/// <summary>A store in which every stream has the history that is made for it when it is read; nothing is kept.</summary>
internal sealed class MadeStore(Func<StreamId, IReadOnlyList<StoredEvent>> made) : NoStore
{
    public override async IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        StreamId stream, StreamVersion after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        foreach (var stored in made(stream).Skip((int)after.Value + 1))
            yield return stored;
    }
}

/// <summary>A store that is never asked.</summary>
internal class NoStore : IEventStore
{
    public Task<AppendOutcome> AppendAsync(AppendRequest request, CancellationToken cancel) => throw Asked();

    public virtual IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        StreamId stream, StreamVersion after, CancellationToken cancel) => throw Asked();

    public Task<IReadOnlyList<StoredEvent>> ReadAllAsync(Position after, int limit, CancellationToken cancel) =>
        throw Asked();

    public Task<Position> HeadAsync(CancellationToken cancel) => throw Asked();
    public Task<StreamId?> FindClaimAsync(string kind, string value, CancellationToken cancel) => throw Asked();

    public Task<IReadOnlyList<Claim>> ReadClaimsAsync(
        string kind, string after, int limit, CancellationToken cancel) => throw Asked();

    public Task<long> HighestNumberAsync(string series, CancellationToken cancel) => throw Asked();
    public Task<RememberedAnswer?> FindAnswerAsync(AnswerKey key, CancellationToken cancel) => throw Asked();
    public Task WaitForNewsAsync(Position seen, TimeSpan patience, CancellationToken cancel) => throw Asked();

    private static NotSupportedException Asked() => new("This store is not there to be asked.");
}
