using System.Collections.Immutable;
using Records.Core.Deciding;
using Records.Core.Describing;

namespace Records.Core.CaseFiles;

/// <summary>The metadata of case files, matters and documents, as tables.</summary>
public static class CaseFileFields
{
    /// <summary>The fields that every object of the kind has; the file plan may ask for more.</summary>
    public static ValueList<FieldRule> Of(ObjectKind kind) => kind switch
    {
        ObjectKind.CaseFile => OfCaseFile,
        ObjectKind.Matter => OfMatter,
        _ => OfDocument,
    };

    /// <summary>Electronic, hybrid or paper; the last two lie somewhere (<see cref="Fault"/>).</summary>
    public static FieldRule Medium { get; } =
        new("medium", "Medium", FieldKind.Choice, 10) { Choices = ["electronic", "hybrid", "paper"] };

    /// <summary>The secrecy level (Geheimhaltungsgrad), the lowest first.</summary>
    public static FieldRule Secrecy { get; } = new("secrecy", "Geheimhaltungsgrad", FieldKind.Choice, 20)
    {
        Choices = ["open", "restricted", "confidential", "secret", "top-secret"],
    };

    /// <summary>The data-protection level (Datenschutzstufe), the lowest first.</summary>
    public static FieldRule DataProtection { get; } = new("dataProtection", "Datenschutzstufe", FieldKind.Choice, 10)
    {
        Choices = ["low", "normal", "high", "very-high"],
    };

    public static ValueList<FieldRule> OfCaseFile { get; } =
    [
        new("subject", "Betreff", FieldKind.Line, 500, IsRequired: true),
        new("remark", "Bemerkung", FieldKind.Text, 4000),
        new("runsFrom", "Laufzeit von", FieldKind.Date, 10),
        new("runsTo", "Laufzeit bis", FieldKind.Date, 10),
        .. Everywhere,
    ];

    public static ValueList<FieldRule> OfMatter { get; } =
    [
        new("subject", "Betreff", FieldKind.Line, 500, IsRequired: true),
        new("businessReference", "Geschäftszeichen", FieldKind.Line, 100),
        new("remark", "Bemerkung", FieldKind.Text, 4000),
        new("runsFrom", "Laufzeit von", FieldKind.Date, 10),
        new("runsTo", "Laufzeit bis", FieldKind.Date, 10),
        .. Everywhere,
    ];

    public static ValueList<FieldRule> OfDocument { get; } =
    [
        new("subject", "Betreff", FieldKind.Line, 500, IsRequired: true),
        new("letterDate", "Datum des Schreibens", FieldKind.Date, 10),
        new("receivedOn", "Posteingangsdatum", FieldKind.Date, 10),
        new("sentOn", "Postausgangsdatum", FieldKind.Date, 10),
        new("foreignReference", "Fremdes Geschäftszeichen", FieldKind.Line, 100),
        new("remark", "Bemerkung", FieldKind.Text, 4000),
        .. Everywhere,
    ];

    private static IEnumerable<FieldRule> Everywhere =>
    [
        Medium, new("location", "Standort", FieldKind.Line, 200), Secrecy, DataProtection,
    ];

    /// <summary>What is wrong with the fields together, each being right by itself; null for nothing.</summary>
    internal static Refusal? Fault(ImmutableSortedDictionary<string, string> fields) => fields switch
    {
        _ when fields.GetValueOrDefault("medium") is "hybrid" or "paper" && !fields.ContainsKey("location") =>
            CaseFileRefusals.LocationMissing,
        // Dates as they are stored stand in the order of their texts.
        _ when fields.TryGetValue("runsFrom", out var from) && fields.TryGetValue("runsTo", out var to)
            && string.CompareOrdinal(from, to) > 0 => CaseFileRefusals.PeriodReversed,
        _ => null,
    };
}
