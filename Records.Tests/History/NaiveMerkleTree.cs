using System.Text.Json;
using Records.Core.History;

namespace Records.Tests.History;

/// <summary>RFC 6962, word for word and slow: what a faster tree is compared with.</summary>
internal static class NaiveMerkleTree
{
    public static Digest Root(IReadOnlyList<Digest> leaves) => leaves.Count switch
    {
        0 => Digest.Of([]),
        1 => leaves[0],
        var n => Node(Root([.. leaves.Take(SplitOf(n))]), Root([.. leaves.Skip(SplitOf(n))])),
    };

    /// <summary>Whether the proof shows the leaf under its root (RFC 9162, 2.1.3.2).</summary>
    public static bool Shows(JsonElement proof, Digest leaf)
    {
        var (f, s) = (proof.GetProperty("index").GetInt64(), proof.GetProperty("size").GetInt64() - 1);
        if (f > s)
            return false;

        foreach (var hash in proof.GetProperty("inclusion_hex").EnumerateArray())
        {
            var sibling = Digest.Parse(hash.GetString()!);
            if (s == 0)
                return false;
            if (f % 2 == 1 || f == s)
            {
                leaf = Node(sibling, leaf);
                while (f % 2 == 0 && f != 0)
                    (f, s) = (f >> 1, s >> 1);
            }
            else
            {
                leaf = Node(leaf, sibling);
            }

            (f, s) = (f >> 1, s >> 1);
        }

        return s == 0 && leaf == proof.Hash("root_hex");
    }

    private static Digest Node(Digest left, Digest right) => Digest.Of([1, .. left.ToBytes(), .. right.ToBytes()]);

    /// <summary>The largest power of two smaller than n.</summary>
    private static int SplitOf(int n)
    {
        var split = 1;
        while (split * 2 < n)
            split *= 2;
        return split;
    }
}
