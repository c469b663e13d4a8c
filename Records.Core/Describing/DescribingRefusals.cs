using Records.Core.Deciding;

namespace Records.Core.Describing;

/// <summary>Every way a description can be wrong. The pointer names the field.</summary>
public static class DescribingRefusals
{
    public static Refusal UnknownField(string field) =>
        new(RefusalKind.Invalid, "unknown-field", "Dieses Metadatum gibt es hier nicht.", Pointer(field));

    public static Refusal FieldTwice(FieldRule rule) =>
        new(RefusalKind.Invalid, "field-twice", $"„{rule.German}“ wurde mehrfach angegeben.", Pointer(rule.Name));

    public static Refusal Required(FieldRule rule) =>
        new(RefusalKind.Invalid, "field-required", $"„{rule.German}“ darf nicht leer sein.", Pointer(rule.Name));

    public static Refusal TooLong(FieldRule rule) =>
        new(RefusalKind.Invalid, "field-too-long",
            $"„{rule.German}“ darf höchstens {rule.MaxLength} Zeichen haben.", Pointer(rule.Name));

    public static Refusal Unclean(FieldRule rule) =>
        new(RefusalKind.Invalid, "field-unclean",
            $"„{rule.German}“ enthält Steuerzeichen oder ungültige Zeichen.", Pointer(rule.Name));

    public static Refusal NotADate(FieldRule rule) =>
        new(RefusalKind.Invalid, "field-not-a-date", $"„{rule.German}“ muss ein Datum der Form JJJJ-MM-TT sein.",
            Pointer(rule.Name));

    public static Refusal NotANumber(FieldRule rule) =>
        new(RefusalKind.Invalid, "field-not-a-number",
            $"„{rule.German}“ muss eine Zahl sein, mit Punkt vor den Nachkommastellen.", Pointer(rule.Name));

    public static Refusal NotAChoice(FieldRule rule) =>
        new(RefusalKind.Invalid, "field-not-a-choice",
            $"„{rule.German}“ nimmt nur einen der Werte aus der Liste.", Pointer(rule.Name));

    /// <summary>An act that must be justified came without a reason.</summary>
    public static Refusal ReasonRequired { get; } =
        new(RefusalKind.Invalid, "reason-required", "Dafür muss ein Grund genannt werden.", "/reason");

    public static Refusal ReasonUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Der Grund ist länger als 1000 Zeichen oder enthält Steuerzeichen.", "/reason");

    /// <summary>What is wrong with a reason that must be given, or null.</summary>
    public static Refusal? FaultInReason(string? reason) => reason switch
    {
        null => ReasonRequired,
        _ when string.IsNullOrWhiteSpace(reason) => ReasonRequired,
        _ when !PlainText.IsRemark(reason) => ReasonUnclean,
        _ => null,
    };

    private static string Pointer(string field) =>
        "/fields/" + field.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
