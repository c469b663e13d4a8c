using System.Globalization;
using Records.Core.CaseFiles;
using Records.Core.Documents;
using Records.Core.History;
using Records.Core.People;
using Records.Core.Retention;

namespace Records.Tests.Model;

/// <summary>
/// What comes of a wish, in words to compare: stored names of events, a refusal, or nothing. Where the name alone says
/// little, what the event holds stands behind it in brackets.
/// </summary>
internal static class Outcome
{
    public const string Nothing = "nothing";
    public const string NotModelled = "not modelled";

    public static string No(string code) => "no: " + code;
    public static string Yes(params IEnumerable<string> events) => string.Join(", ", events);

    public static string Refiled(FileReference from, FileReference to, RetentionRule old, RetentionRule now) =>
        $"case-file-refiled [{from} > {to}; {Short(old)} > {Short(now)}]";

    public static string Reassigned(UnitId from, UnitId to) => $"case-file-reassigned [{from.Value} > {to.Value}]";

    public static string Inspected(
        IEnumerable<(Guid Document, int Version, Digest Sha256, bool IsRedacted)> shown, IEnumerable<Guid> withheld) =>
        $"inspection-given [{string.Join(' ', shown.OrderBy(each => each.Document).Select(
            each => $"{each.Document}/{each.Version}/{each.Sha256}/{each.IsRedacted}"))}; "
        + $"{string.Join(' ', withheld.Order())}]";

    /// <summary>The outcome without what stands in brackets.</summary>
    public static string Name(string outcome) => outcome.Split(" [")[0];

    private static string Short(RetentionRule rule) =>
        string.Create(CultureInfo.InvariantCulture, $"{rule.TransferYears}/{rule.RetentionYears}/{rule.Disposal}");
}
