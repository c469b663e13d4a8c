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

    public static ValueList<FieldRule> OfCaseFile { get; } =
    [
        new("subject", "Betreff", FieldKind.Line, 500, IsRequired: true),
        new("remark", "Bemerkung", FieldKind.Text, 4000),
    ];

    public static ValueList<FieldRule> OfMatter { get; } =
    [
        new("subject", "Betreff", FieldKind.Line, 500, IsRequired: true),
        new("businessReference", "Geschäftszeichen", FieldKind.Line, 100),
        new("remark", "Bemerkung", FieldKind.Text, 4000),
    ];

    public static ValueList<FieldRule> OfDocument { get; } =
    [
        new("subject", "Betreff", FieldKind.Line, 500, IsRequired: true),
        new("letterDate", "Datum des Schreibens", FieldKind.Date, 10),
        new("receivedOn", "Posteingangsdatum", FieldKind.Date, 10),
        new("sentOn", "Postausgangsdatum", FieldKind.Date, 10),
        new("foreignReference", "Fremdes Geschäftszeichen", FieldKind.Line, 100),
        new("remark", "Bemerkung", FieldKind.Text, 4000),
    ];
}
