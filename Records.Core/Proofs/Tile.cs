using System.Globalization;
using System.Text;

namespace Records.Core.Proofs;

/// <summary>
/// A piece of the published log (C2SP tlog-tiles): 256 hashes of one level of the tree, or the entries below the 256
/// hashes of the lowest; fewer at the right edge. A full one never changes.
/// </summary>
/// <param name="Level">
/// 0 for leaf hashes; a hash of level <c>L</c> is over 256^L leaves. At most 63. <see cref="Entries"/> for entries.
/// </param>
/// <param name="Index">The number of the tile on its level, from 0.</param>
/// <param name="Width">How many hashes or entries it has, 1 to 256.</param>
public readonly record struct Tile(int Level, long Index, int Width)
{
    /// <summary>The hashes of a full tile.</summary>
    public const int FullWidth = 256;

    /// <summary>In place of the level: the entries themselves.</summary>
    public const int Entries = -1;

    private const int HighestLevel = 63;

    // More than these no log has: a hash of the next would be over 2^64 entries.
    private const int Levels = 8;

    public bool IsFull => Width == FullWidth;

    /// <summary>Where it lies: <c>tile/0/x001/234.p/17</c>.</summary>
    public string Path
    {
        get
        {
            var level = Level == Entries ? "entries" : Level.ToString(CultureInfo.InvariantCulture);
            var digits = Index.ToString(CultureInfo.InvariantCulture);
            digits = digits.PadLeft((digits.Length + 2) / 3 * 3, '0');
            var path = new StringBuilder("tile/").Append(level);
            for (var at = 0; at < digits.Length; at += 3)
                path.Append(at + 3 < digits.Length ? "/x" : "/").Append(digits, at, 3);
            return (IsFull ? path : path.Append(CultureInfo.InvariantCulture, $".p/{Width}")).ToString();
        }
    }

    /// <summary>Reads a path; false for every spelling but the one that <see cref="Path"/> gives.</summary>
    public static bool TryParse(string path, out Tile tile)
    {
        tile = default;
        var parts = path.Split(".p/");
        var names = parts[0].Split('/');
        if (parts.Length > 2 || names.Length is < 3 or > 9)
            return false;

        var width = parts.Length == 1 ? FullWidth : Number(parts[1]);
        var level = names[1] == "entries" ? Entries : Number(names[1]);
        var index = Number(string.Concat(names[2..].Select(name => name.TrimStart('x'))));
        if (width is not (> 0 and <= FullWidth) || level is null or > HighestLevel || index is null)
            return false;

        tile = new((int)level, index.Value, (int)width);
        return tile.Path == path;
    }

    /// <summary>
    /// The tiles of a log of that size that one of the older size has not: what must be written when it grows.
    /// </summary>
    public static IEnumerable<Tile> Added(long old, long size)
    {
        foreach (var tile in AddedOn(Entries, old, size))
            yield return tile;
        for (var level = 0; level < Levels; level++)
            foreach (var tile in AddedOn(level, old >> (8 * level), size >> (8 * level)))
                yield return tile;
    }

    /// <summary>
    /// The tile of a level that holds a hash of it, or the bundle that holds an entry, in a log of that size.
    /// </summary>
    /// <param name="hash">Its number on that level, from 0; there must be such a one.</param>
    public static Tile Holding(int level, long hash, long size)
    {
        var count = size >> (8 * Math.Max(0, level));
        var index = hash / FullWidth;
        return new(level, index, (int)Math.Min(FullWidth, count - (index * FullWidth)));
    }

    private static IEnumerable<Tile> AddedOn(int level, long old, long size)
    {
        for (var index = old / FullWidth; index * FullWidth < size; index++)
        {
            var width = (int)Math.Min(FullWidth, size - (index * FullWidth));
            if ((index * FullWidth) + width > old)
                yield return new(level, index, width);
        }
    }

    private static long? Number(string digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
