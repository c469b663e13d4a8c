using System.Buffers.Binary;
using System.Text.Json;
using Records.Core.Deciding;
using Records.Core.History;
using Records.Core.Proofs;

namespace Records.Tests.Proofs;

/// <summary>Reads the vectors of the log: made and checked in Python, Go and C#.</summary>
internal static class ProofVectors
{
    public static JsonElement Small { get; } = Read("merkle-rfc6962-small");
    public static JsonElement Negative { get; } = Read("merkle-rfc6962-negative");
    public static JsonElement Tiles { get; } = Read("tlog-tiles");
    public static JsonElement Notes { get; } = Read("checkpoint-note");
    public static JsonElement Proof { get; } = Read("tlog-proof");

    /// <summary>The log of 70,000 entries that tiles, checkpoints and the proof file are of.</summary>
    public const int LargeSize = 70_000;

    public static Digest Hash(this JsonElement entry, string name) =>
        Digest.Parse(entry.GetProperty(name).GetString()!);

    public static ValueList<Digest> Hashes(this JsonElement entry, string name) =>
        [.. entry.GetProperty(name).EnumerateArray().Select(hash => Digest.Parse(hash.GetString()!))];

    public static long Number(this JsonElement entry, string name) => entry.GetProperty(name).GetInt64();
    public static string Text(this JsonElement entry, string name) => entry.GetProperty(name).GetString()!;

    /// <summary>Entry <paramref name="index"/> of the large log: its number, 8 bytes big-endian.</summary>
    public static byte[] LargeEntry(long index)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, index);
        return bytes;
    }

    /// <summary>
    /// The large log's tiles by their paths, written entry by entry, and those it had with its first entry.
    /// </summary>
    public static Dictionary<string, byte[]> LargeTiles()
    {
        var (writer, tiles) = (new TileWriter(), new Dictionary<string, byte[]>());
        Keep(writer.Append(LargeEntry(0)));
        Keep(writer.Edge());
        for (var i = 1L; i < LargeSize; i++)
            Keep(writer.Append(LargeEntry(i)));
        Keep(writer.Edge());
        return tiles;

        void Keep(IReadOnlyList<(Tile Tile, byte[] Bytes)> made)
        {
            foreach (var (tile, bytes) in made)
                tiles.Add(tile.Path, bytes);
        }
    }

    private static JsonElement Read(string name) => JsonDocument.Parse(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", name + ".json"))).RootElement;
}
