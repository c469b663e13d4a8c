using System.Globalization;
using Records.Core.History;

namespace Records.Core.Proofs;

/// <summary>
/// The whole history of a tenant at one size, as one hash (Prüfpunkt; C2SP tlog-checkpoint). It is the text of a
/// signed note.
/// </summary>
/// <param name="Origin">The name of the log, and of the key it is signed with.</param>
/// <param name="Size">How many events it covers: those at positions below.</param>
/// <param name="Root">The root of the tree over their leaf hashes.</param>
public sealed record Checkpoint(string Origin, long Size, Digest Root)
{
    /// <summary>
    /// Reads the text of a note; null where it is no checkpoint. The note's own reader takes all of these, so this one
    /// must not. Further lines are passed over, as the standard wants it: nobody vouches for them.
    /// </summary>
    public static Checkpoint? Read(string text)
    {
        if (text.Split('\n') is not [var origin, var size, var root, .. var more, ""]
            || more.Contains("")
            || !NoteKey.IsName(origin)
            || !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var leaves)
            || size != leaves.ToString(CultureInfo.InvariantCulture)
            || Base64.Read(root) is not { Length: Digest.Size } bytes)
            return null;

        var checkpoint = new Checkpoint(origin, leaves, Digest.FromBytes(bytes));
        return leaves > 0 || checkpoint.Root == MerkleTree.EmptyRoot ? checkpoint : null;
    }

    /// <summary>The text that is signed.</summary>
    public string ToText() => string.Create(
        CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root.ToBytes())}\n");
}
