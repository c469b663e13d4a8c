using System.Globalization;
using System.Text;
using Records.Core.Deciding;
using Records.Core.History;

namespace Records.Core.Proofs;

/// <summary>
/// Shows offline that an entry is in a log (Beweisdatei; C2SP tlog-proof v1): its place, the hashes beside the way up,
/// and the signed checkpoint they end at.
/// </summary>
/// <param name="Index">The entry's place in the log, from 0.</param>
/// <param name="Hashes">From the leaf up; at most 63.</param>
/// <param name="Checkpoint">The signed note, with the signatures it had.</param>
/// <param name="Extra">What is given along; here the entry itself. Empty for nothing.</param>
public sealed record LogProof(long Index, ValueList<Digest> Hashes, SignedNote Checkpoint, ReadOnlyMemory<byte> Extra)
{
    private const string Head = "c2sp.org/tlog-proof@v1\n", IndexMark = "index ", ExtraMark = "extra ";
    private const int MostHashes = 63;

    /// <summary>Reads a proof file; null where it is none.</summary>
    public static LogProof? Read(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\n\n"u8);
        if (end < 0 || SignedNote.Read(bytes[(end + 2)..]) is not { } note)
            return null;

        var head = Encoding.UTF8.GetString(bytes[..(end + 1)]);
        if (!head.StartsWith(Head, StringComparison.Ordinal)
            || head[Head.Length..].Split('\n') is not [.. var lines, ""]
            || ReadExtra(ref lines) is not { } extra
            || lines is not [var place, .. var hashes]
            || !place.StartsWith(IndexMark, StringComparison.Ordinal)
            || !long.TryParse(place[IndexMark.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || place != IndexMark + index.ToString(CultureInfo.InvariantCulture)
            || hashes.Length > MostHashes)
            return null;

        var read = hashes.Select(Base64.Read).ToList();
        return read.All(hash => hash is { Length: Digest.Size })
            ? new(index, [.. read.Select(hash => Digest.FromBytes(hash))], note, extra)
            : null;
    }

    /// <summary>
    /// Whether it shows that entry to be in the log its checkpoint names. The signatures are another question.
    /// </summary>
    public bool Shows(ReadOnlySpan<byte> entry) =>
        Proofs.Checkpoint.Read(Checkpoint.Text) is { } checkpoint
        && MerkleProofs.ShowsInclusion(MerkleTree.LeafHash(entry), Index, checkpoint.Size, checkpoint.Root, Hashes);

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Head}{ExtraLine}{IndexMark}{Index}\n{string.Concat(Hashes.Select(Line))}\n{Checkpoint}");

    private string ExtraLine => Extra.IsEmpty ? "" : $"{ExtraMark}{Convert.ToBase64String(Extra.Span)}\n";

    // Nothing said is empty; null is said badly.
    private static byte[]? ReadExtra(ref string[] lines)
    {
        if (lines is not [var first, .. var others] || !first.StartsWith(ExtraMark, StringComparison.Ordinal))
            return [];
        lines = others;
        return Base64.Read(first[ExtraMark.Length..]);
    }

    private static string Line(Digest hash) => Convert.ToBase64String(hash.ToBytes()) + "\n";
}
