using System.Globalization;
using System.Text.RegularExpressions;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Describing;

namespace Records.Core.FilePlan;

/// <summary>
/// A field of metadata that a part of the file plan asks for besides those that all case files have.
/// </summary>
/// <param name="On">What it describes: the case file, its matters or its documents.</param>
/// <param name="Name">Its name in the API and in the history: letters and digits, a small letter first.</param>
/// <param name="Label">What people call it, in German.</param>
/// <param name="Choices">What can be chosen; empty for every other kind.</param>
public sealed partial record ExtraField(
    ObjectKind On, string Name, string Label, FieldKind Kind, int MaxLength, bool IsRequired,
    ValueList<string> Choices)
{
    private const int MaxFields = 50;
    private const int MaxChoices = 100;
    private const int LongestText = 4000;
    private const int LongestLabel = 100;

    /// <summary>As a rule by which objects are described.</summary>
    public FieldRule ToRule() => new(Name, Label, Kind, MaxLength, IsRequired) { Choices = Choices };

    /// <summary>What is wrong with the declarations of one entry, or null.</summary>
    internal static Refusal? FaultIn(ValueList<ExtraField> fields)
    {
        if (fields.Count > MaxFields)
            return FilePlanRefusals.TooManyFields;
        for (var i = 0; i < fields.Count; i++)
        {
            var field = fields[i];
            if (field.MemberAtFault() is { } member)
                return FilePlanRefusals.FieldMalformed(i, member);
            if (CaseFileFields.Of(field.On).Any(rule => rule.Name == field.Name)
                || fields.Take(i).Any(before => before.On == field.On && before.Name == field.Name))
                return FilePlanRefusals.FieldNameTaken(i);
        }
        return null;
    }

    // As a JSON pointer below the field; null where all fits together.
    private string? MemberAtFault() => this switch
    {
        _ when !Enum.IsDefined(On) => "on",
        _ when !NamePattern().IsMatch(Name) => "name",
        _ when !IsLine(Label, LongestLabel) => "label",
        { MaxLength: not (> 0 and <= LongestText) } => "maxLength",
        _ when !Enum.IsDefined(Kind) => "kind",
        { Kind: FieldKind.Choice, Choices.Count: not (> 0 and <= MaxChoices) } => "choices",
        { Kind: not FieldKind.Choice, Choices.Count: > 0 } => "choices",
        _ when Choices.Distinct().Count() < Choices.Count => "choices",
        _ when Enumerable.Range(0, Choices.Count).Where(i => !IsChoice(Choices[i])).ToList() is [var wrong, ..] =>
            string.Create(CultureInfo.InvariantCulture, $"choices/{wrong}"),
        _ => null,
    };

    private bool IsChoice(string choice) => choice == choice.Trim() && IsLine(choice, MaxLength);

    private static bool IsLine(string text, int longest) =>
        text.Trim().Length > 0 && text.Length <= longest && PlainText.IsClean(text, linesAllowed: false);

    [GeneratedRegex(@"\A[a-z][A-Za-z0-9]{0,39}\z")]
    private static partial Regex NamePattern();
}
