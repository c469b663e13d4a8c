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
            if (!field.IsWellFormed())
                return FilePlanRefusals.FieldMalformed(i);
            if (CaseFileFields.Of(field.On).Any(rule => rule.Name == field.Name)
                || fields.Take(i).Any(before => before.On == field.On && before.Name == field.Name))
                return FilePlanRefusals.FieldNameTaken(i);
        }
        return null;
    }

    private bool IsWellFormed() =>
        Enum.IsDefined(On) && NamePattern().IsMatch(Name) && IsLine(Label, LongestLabel)
        && MaxLength is > 0 and <= LongestText && Kind switch
        {
            FieldKind.Line or FieldKind.Text or FieldKind.Date or FieldKind.Number => Choices.Count == 0,
            FieldKind.Choice => Choices.Count is > 0 and <= MaxChoices && Choices.Distinct().Count() == Choices.Count
                && Choices.All(choice => choice == choice.Trim() && IsLine(choice, MaxLength)),
            _ => false,
        };

    private static bool IsLine(string text, int longest) =>
        text.Trim().Length > 0 && text.Length <= longest && PlainText.IsClean(text, linesAllowed: false);

    [GeneratedRegex(@"\A[a-z][A-Za-z0-9]{0,39}\z")]
    private static partial Regex NamePattern();
}
