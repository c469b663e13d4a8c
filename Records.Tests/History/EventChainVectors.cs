using System.Text;
using System.Text.Json;
using Records.Core.History;
using Records.Core.Ports;

namespace Records.Tests.History;

/// <summary>
/// Reads <c>vectors/event-chain.json</c>: the record form <c>records-ev1</c>, made and checked in three other
/// languages.
/// </summary>
internal static class EventChainVectors
{
    public static JsonElement All { get; } = JsonDocument.Parse(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "event-chain.json"))).RootElement;

    public static IEnumerable<JsonElement> List(string name) => All.GetProperty(name).EnumerateArray();

    /// <summary>The test for each entry of a list, named after one of its members.</summary>
    public static Test TestVectors(string name, string list, string label, Action<JsonElement> body) =>
        TestList(
            name, [.. List(list).Select(entry => TestCase(entry.GetProperty(label).ToString(), () => body(entry)))]);

    public static byte[] Bytes(this JsonElement entry, string name) => entry.GetProperty(name).GetBytesFromHex();
    public static Digest Hash(this JsonElement entry, string name) =>
        Digest.Parse(entry.GetProperty(name).GetString()!);
    public static byte[] Utf8(this JsonElement entry, string name) =>
        Encoding.UTF8.GetBytes(entry.GetProperty(name).GetString()!);

    public static TenantId Tenant(this JsonElement e) => new(e.GetProperty("tenant").GetGuid());
    public static StreamId Stream(this JsonElement e) => new(e.GetProperty("stream").GetGuid());
    public static StreamVersion Version(this JsonElement e) => new(e.GetProperty("version").GetInt64());
    public static EventId Event(this JsonElement e) => new(e.GetProperty("eventId").GetGuid());
    public static EventType Type(this JsonElement e) =>
        new(e.GetProperty("type").GetString()!, e.GetProperty("form").GetInt32());
    public static KeyId Key(this JsonElement e) => new(e.GetProperty("keyId").GetGuid());
    public static Moment RecordedAt(this JsonElement e) => new(e.GetProperty("recordedAtUnixMicros").GetInt64());

    /// <summary>The data key of the file's key table, or null for a plain event.</summary>
    public static DataKey? DataKeyOf(KeyId id) => id == KeyId.None
        ? null
        : new(id, List("keys").First(key => key.Key() == id).Bytes("dek_hex"));

    /// <summary>The leaf made of the columns and the chain hash stated beside them.</summary>
    public static Leaf ToLeaf(this JsonElement row) => new(
        row.Tenant(), row.Stream(), row.Version(), row.Event(), row.RecordedAt(), row.Type(), row.Key(),
        row.Hash("contentCommit_hex"), Digest.Of(row.Utf8("metadata_utf8")), row.Hash("bodyHash_hex"),
        row.Hash("prevChain_hex"));

    /// <summary>The row as it would lie in the store, chain and leaf made from its own columns.</summary>
    public static StoredEvent ToStored(this JsonElement row)
    {
        var (chain, leaf) = row.ToLeaf().Hash();
        var isErased = row.GetProperty("body_hex").ValueKind == JsonValueKind.Null;
        return new(
            new(0), row.Stream(), row.Version(), row.Event(), row.RecordedAt(), row.Type(), row.Key(),
            row.Hash("contentCommit_hex"), row.Utf8("metadata_utf8"), row.Hash("bodyHash_hex"),
            isErased ? default(ReadOnlyMemory<byte>?) : row.Bytes("body_hex"), chain, leaf);
    }

    /// <summary>The chain hash of the event before, as the whole history has it.</summary>
    public static Digest PreviousChain(this JsonElement row) => List("events")
        .Where(e => e.Stream() == row.Stream() && e.Version().Plus(1) == row.Version())
        .Select(e => e.Hash("chain_hex"))
        .FirstOrDefault(Digest.Zero);

    private static byte[] GetBytesFromHex(this JsonElement text) => Convert.FromHexString(text.GetString()!);
}
