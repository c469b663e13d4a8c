using System.Globalization;
using System.Text.RegularExpressions;
using Records.Core.FilePlan;

namespace Records.Core.CaseFiles;

/// <summary>
/// How a tenant writes its file references (Aktenzeichenmuster), such as <c>{plan}-{year}/{number:0000}</c>: the plan
/// number, the year and a running number, in any order, with other characters between them. Numbers run on within
/// what the pattern names, so that no reference can come twice: without the year they never start anew, without the
/// plan number they count all files of the tenant.
/// </summary>
public sealed partial class FileReferencePattern
{
    private const int MaxLength = 60;

    private readonly string[] tokens;

    private FileReferencePattern(string text, string[] tokens) => (Text, this.tokens) = (text, tokens);

    /// <summary>What towns have that set nothing else: <c>63.2-2026/0417</c>.</summary>
    public static FileReferencePattern Default { get; } = TryRead("{plan}-{year}/{number:0000}")!;

    /// <summary>As it is written in the settings.</summary>
    public string Text { get; }

    /// <summary>
    /// Null where the text is no pattern: too long, without a number, with a part twice, or with parts that run into
    /// each other. Parts are kept apart by a character that is neither letter nor digit: 63 and 21 must not make the
    /// same reference as 632 and 1.
    /// </summary>
    public static FileReferencePattern? TryRead(string text)
    {
        if (text.Length > MaxLength || !Whole().IsMatch(text))
            return null;
        string[] tokens = [.. Token().Matches(text).Select(match => match.Value)];
        string[] parts = [.. tokens.Where(IsPart).Select(NameOf)];
        var places = Enumerable.Range(0, tokens.Length).Where(i => IsPart(tokens[i])).ToList();
        return parts.Contains("number") && parts.Distinct().Count() == parts.Length
            && places.Zip(places.Skip(1)).All(pair => IsApart(tokens[(pair.First + 1)..pair.Second]))
            ? new(text, tokens)
            : null;
    }

    /// <summary>The reference of the file that has this number.</summary>
    public FileReference Of(Notation plan, int year, long number) =>
        new(string.Concat(tokens.Select(token => token switch
        {
            _ when !IsPart(token) => token,
            _ when NameOf(token) == "plan" => plan.Value,
            _ when NameOf(token) == "year" => year.ToString("0000", CultureInfo.InvariantCulture),
            _ => number.ToString(
                new string('0', Math.Max(1, token.Count(c => c == '0'))), CultureInfo.InvariantCulture),
        })));

    /// <summary>The series in which the number of such a reference runs on.</summary>
    public string SeriesOf(FilePlanEntryId leaf, int year)
    {
        var names = tokens.Where(IsPart).Select(NameOf).ToHashSet();
        var scope = names.Contains("plan") ? leaf.Value.ToString("N") : "all";
        return names.Contains("year") ? string.Create(CultureInfo.InvariantCulture, $"{scope}/{year}") : scope;
    }

    private static bool IsApart(string[] between) =>
        string.Concat(between).Any(c => !char.IsAsciiLetterOrDigit(c));

    private static bool IsPart(string token) => token[0] == '{';
    private static string NameOf(string token) => token.Trim('{', '}').Split(':')[0];

    [GeneratedRegex(@"\A(\{plan\}|\{year\}|\{number(:0{1,9})?\}|[0-9A-Za-z ._/-])+\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\{[^}]+\}|[^{]")]
    private static partial Regex Token();
}
