using System.Text;
using Records.Core.Deciding;
using Records.Core.History;
using Records.Core.Ports;
using Xunit;

namespace Records.Tests.Storage;

/// <summary>A store for one test, its tenant and the clock it goes by.</summary>
internal sealed record OpenStore(IEventStore Store, TenantId Tenant, SetClock Clock);

/// <summary>Requests in the shortest words, for tests of event stores.</summary>
internal static class Appends
{
    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static StreamId NewStream() => new(Guid.NewGuid());

    /// <summary>A plain event whose content is its own name.</summary>
    public static NewEvent Event(string type)
    {
        var content = Encoding.UTF8.GetBytes($"{{\"said\":\"{type}\"}}");
        return new(
            new(Guid.CreateVersion7()), new(type, 1), KeyId.None, ContentCommitment.OfPlain(content),
            """{"actor":null}"""u8.ToArray(), content);
    }

    public static AppendRequest To(StreamId stream, long expected, params string[] types) =>
        new([new(stream, new(expected), [.. types.Select(Event)])], [], null);

    public static AppendRequest Together(params AppendRequest[] requests) =>
        new([.. requests.SelectMany(request => request.Streams)], [], null);

    public static Claim Reference(StreamId stream, int number) =>
        new("file-reference", $"63-{number}/2026", stream, "63/2026", number);

    public static RememberedAnswer Answer(string key) =>
        new(new("app/user", key), Digest.Of(Encoding.UTF8.GetBytes(key)), 201, """{"id":1}""");

    public static async Task<AppendOutcome.Appended> AppendedAsync(IEventStore store, AppendRequest request) =>
        Assert.IsType<AppendOutcome.Appended>(await store.AppendAsync(request, Cancel));

    public static async Task<List<StoredEvent>> ReadAsync(IEventStore store, StreamId stream, long after = -1) =>
        await store.ReadStreamAsync(stream, new(after), Cancel).ToListAsync(Cancel);
}
