using System.Globalization;
using System.Text;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Describing;

namespace Records.Tests.Model;

/// <summary>What may stand in a text, and in the metadata of each kind of paper (R10).</summary>
internal static class Words
{
    private static readonly string[] Lines = ["subject", "businessReference", "foreignReference", "location"];
    private static readonly string[] Days = ["runsFrom", "runsTo", "letterDate", "receivedOn", "sentOn"];
    private static readonly Dictionary<string, string[]> Lists = new()
    {
        ["medium"] = ["electronic", "hybrid", "paper"],
        ["secrecy"] = ["open", "restricted", "confidential", "secret", "top-secret"],
        ["dataProtection"] = ["low", "normal", "high", "very-high"],
    };
    private static readonly string[] Everywhere = ["subject", "remark", "location", .. Lists.Keys];

    /// <summary>A sentence of a person: something in it, at most so long, and no control characters.</summary>
    public static bool IsSentence(string text, int most = 1000, bool lines = true) =>
        text.Trim() != "" && text.Length <= most && IsClean(text, lines);

    public static bool IsFileName(string text) =>
        text.Trim() != "" && text.Trim().Length <= 255 && IsClean(text, lines: false);

    public static bool IsClean(string text, bool lines)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            // An unpaired surrogate shows as the replacement character.
            if (rune.Value == 0xfffd && !text.Contains('\ufffd'))
                return false;
            if (rune.Value is >= 0x202a and <= 0x202e or >= 0x2066 and <= 0x2069)
                return false;
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control && !(lines && rune.Value is '\n' or '\t'))
                return false;
        }
        return true;
    }

    /// <summary>What is wrong with the values for the paper; null if nothing is, and then what would change.</summary>
    public static string? Fault(
        Paper paper, bool isNew, ValueList<FieldValue> wanted, ValueList<FieldRule> extra,
        Dictionary<string, string?> changes)
    {
        foreach (var (field, given) in wanted)
        {
            var own = extra.FirstOrDefault(rule => rule.Name == field);
            if (own == null && !IsFieldOf(paper, field))
                return "unknown-field";
            if (changes.ContainsKey(field))
                return "field-twice";
            var value = string.IsNullOrWhiteSpace(given) ? null : given.Trim();
            var fault = value == null
                ? (field == "subject" || own is { IsRequired: true } ? "field-required" : null)
                : FaultIn(field, value, own);
            if (fault != null)
                return fault;
            if (paper.Fields.GetValueOrDefault(field) != value)
                changes[field] = value;
        }
        if (isNew && (!changes.ContainsKey("subject")
            || extra.Any(rule => rule.IsRequired && !changes.ContainsKey(rule.Name))))
            return "field-required";
        if (changes.Count == 0)
            return null;

        string? Now(string field) =>
            changes.TryGetValue(field, out var to) ? to : paper.Fields.GetValueOrDefault(field);
        if (Now("medium") is "hybrid" or "paper" && Now("location") == null)
            return "location-missing";
        if (Now("runsFrom") is { } from && Now("runsTo") is { } until && string.CompareOrdinal(from, until) > 0)
            return "period-reversed";
        return null;
    }

    public static void Write(Paper paper, Dictionary<string, string?> changes)
    {
        foreach (var (field, value) in changes)
        {
            paper.Fields.Remove(field);
            if (value != null)
                paper.Fields[field] = value;
        }
    }

    private static bool IsFieldOf(Paper paper, string field) => Everywhere.Contains(field) || paper switch
    {
        FilePaper => field is "runsFrom" or "runsTo",
        MatterPaper => field is "runsFrom" or "runsTo" or "businessReference",
        _ => field is "letterDate" or "receivedOn" or "sentOn" or "foreignReference",
    };

    private static string? FaultIn(string field, string value, FieldRule? own)
    {
        var isDay = own == null ? Days.Contains(field) : own.Kind == FieldKind.Date;
        var isRemark = own == null ? field == "remark" : own.Kind == FieldKind.Text;
        string[]? list = own == null ? Lists.GetValueOrDefault(field)
            : own.Kind == FieldKind.Choice ? [.. own.Choices] : null;
        if (value.Length > (own?.MaxLength ?? MostOf(field)))
            return "field-too-long";
        if (!IsClean(value, isRemark))
            return "field-unclean";
        if (isDay && !DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, 0, out _))
            return "field-not-a-date";
        if (list != null && !list.Contains(value))
            return "field-not-a-choice";
        return null;
    }

    private static int MostOf(string field) => field switch
    {
        "subject" => 500,
        "remark" => 4000,
        "location" => 200,
        "secrecy" => 20,
        _ => Lines.Contains(field) ? 100 : 10,
    };
}
