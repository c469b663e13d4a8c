using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Records.Core.Deciding;

namespace Records.Core.Describing;

/// <summary>One field of metadata: its name in the API and in the history, and what it takes.</summary>
/// <param name="MaxLength">In UTF-16 units.</param>
public sealed record FieldRule(string Name, string German, FieldKind Kind, int MaxLength, bool IsRequired = false)
{
    /// <summary>What a field of the kind <see cref="FieldKind.Choice"/> takes; empty for every other.</summary>
    public ValueList<string> Choices { get; init; } = [];
}

/// <summary>
/// A text, a plain date as <c>yyyy-MM-dd</c>, a number in digits with a point, or one of the choices.
/// </summary>
public enum FieldKind { Line, Text, Date, Number, Choice }

/// <summary>A field a caller wants to have this value; null clears it.</summary>
public readonly record struct FieldValue(string Field, string? Value);

/// <summary>A field that changed, with what stood there before; null is nothing.</summary>
public readonly record struct FieldChange(string Field, string? Old, string? New);

/// <summary>The rules by which metadata is described, the same for every object.</summary>
public static partial class Description
{
    public static ImmutableSortedDictionary<string, string> Empty { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>What would change, oldest field order kept; or the first field that cannot be so.</summary>
    public static Decision<FieldChange> Decide(
        ValueList<FieldRule> rules, ImmutableSortedDictionary<string, string> current, ValueList<FieldValue> wanted)
    {
        var changes = new List<FieldChange>();
        foreach (var (field, given) in wanted)
        {
            if (rules.FirstOrDefault(rule => rule.Name == field) is not { } rule)
                return Decision<FieldChange>.Refuse(DescribingRefusals.UnknownField(field));
            if (changes.Exists(change => change.Field == field))
                return Decision<FieldChange>.Refuse(DescribingRefusals.FieldTwice(rule));

            var value = string.IsNullOrWhiteSpace(given) ? null : given.Trim();
            if (Fault(rule, value) is { } fault)
                return Decision<FieldChange>.Refuse(fault);

            var old = current.GetValueOrDefault(field);
            if (old != value)
                changes.Add(new(field, old, value));
        }

        // Asked for when the object is made: a field that the plan asks for later must not stop every other change.
        var missing = !current.IsEmpty ? null : rules.FirstOrDefault(rule =>
            rule.IsRequired && !current.ContainsKey(rule.Name) && !changes.Exists(change => change.Field == rule.Name));
        return missing is null
            ? Decision<FieldChange>.Accept([.. changes])
            : Decision<FieldChange>.Refuse(DescribingRefusals.Required(missing));
    }

    public static ImmutableSortedDictionary<string, string> With(
        this ImmutableSortedDictionary<string, string> current, ValueList<FieldChange> changes)
    {
        foreach (var (field, _, value) in changes)
            current = value is null ? current.Remove(field) : current.SetItem(field, value);
        return current;
    }

    private static Refusal? Fault(FieldRule rule, string? value) => value switch
    {
        null => rule.IsRequired ? DescribingRefusals.Required(rule) : null,
        { } text when text.Length > rule.MaxLength => DescribingRefusals.TooLong(rule),
        { } text when !PlainText.IsClean(text, linesAllowed: rule.Kind is FieldKind.Text) =>
            DescribingRefusals.Unclean(rule),
        { } text when rule.Kind is FieldKind.Date && !IsDate(text) => DescribingRefusals.NotADate(rule),
        { } text when rule.Kind is FieldKind.Number && !NumberPattern().IsMatch(text) =>
            DescribingRefusals.NotANumber(rule),
        { } text when rule.Kind is FieldKind.Choice && !rule.Choices.Contains(text) =>
            DescribingRefusals.NotAChoice(rule),
        _ => null,
    };

    private static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    [GeneratedRegex(@"\A-?[0-9]{1,15}(\.[0-9]{1,6})?\z")]
    private static partial Regex NumberPattern();
}
