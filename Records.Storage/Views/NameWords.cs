using System.Text.RegularExpressions;

namespace Records.Storage.Views;

/// <summary>
/// A name as it is looked for: its words, whatever stands between them and whichever comes first, capital letters or
/// small ones. That a letter and its mark are one letter, the database says (<c>normalize</c>); here no culture is
/// known.
/// </summary>
public static partial class NameWords
{
    /// <summary>Whether there is anything in it to look for.</summary>
    public static bool Any(string name) => Word().IsMatch(name);

    /// <summary>The words with a space between them.</summary>
    public static string Of(string name) => string.Join(' ', Split(name));

    /// <summary>For PostgreSQL: each of the words begins one of the name that is found.</summary>
    public static string Beginning(string name) => string.Join(" & ", Split(name).Select(word => $"'{word}':*"));

    // Letters and digits alone, so that no word means anything to PostgreSQL.
    private static IEnumerable<string> Split(string name) =>
        Word().Matches(name).Select(word => word.Value.ToLowerInvariant());

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+")]
    private static partial Regex Word();
}
