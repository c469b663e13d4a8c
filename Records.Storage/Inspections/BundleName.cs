using System.Buffers;
using System.Globalization;
using System.Text;

namespace Records.Storage.Inspections;

/// <summary>
/// Names in a bundle: what somebody outside unpacks must not leave its folder, look like something else, or be refused
/// by their system. The number before it makes a name unique and gives the order.
/// </summary>
internal static class BundleName
{
    private const int MaxLength = 100, MaxEnding = 12;
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>:\"/\\|?*");

    public static string Of(int number, string originalName) => string.Create(
        CultureInfo.InvariantCulture, $"dokumente/{number:D4}-{Safe(originalName)}");

    /// <summary>One part of a path that every system takes, as like the name as may be.</summary>
    public static string Safe(string name)
    {
        var safe = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
            safe.Append(IsSafe(rune) ? rune.ToString() : "_");
        var all = safe.ToString().Trim(' ', '.');
        if (all.Length > MaxLength)
        {
            var ending = all.LastIndexOf('.') is var dot and > 0 && all.Length - dot <= MaxEnding ? all[dot..] : "";
            var end = MaxLength - ending.Length;
            all = all[..(char.IsHighSurrogate(all[end - 1]) ? end - 1 : end)].TrimEnd(' ', '.') + ending;
        }
        return all.Length == 0 ? "dokument" : all;
    }

    // Marks of form hide or turn what follows them.
    private static bool IsSafe(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
        && rune != Rune.ReplacementChar
        && !(rune.IsBmp && Forbidden.Contains((char)rune.Value));
}
