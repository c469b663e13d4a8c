using Records.Core.Deciding;

namespace Records.Core.CaseFiles.References;

/// <summary>Why an act on references can be turned down.</summary>
public static class ReferenceRefusals
{
    public static Refusal UnknownReference { get; } =
        new(RefusalKind.NotFound, "unknown-reference", "Diesen Verweis gibt es hier nicht.");

    public static Refusal ReferenceExists { get; } =
        new(RefusalKind.Conflict, "reference-exists", "Dieser Verweis steht hier schon.");

    public static Refusal ReferenceStays { get; } =
        new(RefusalKind.Conflict, "reference-stays",
            "Der Verweis zwischen Kopie und Vorlage oder zwischen zusammengeführten Vorgängen bleibt, solange es beide "
            + "gibt.");

    public static Refusal TooManyReferences { get; } =
        new(RefusalKind.Conflict, "too-many-references", "Ein Objekt hat höchstens 1000 Verweise.");

    public static Refusal ReferenceEmpty { get; } =
        new(RefusalKind.Invalid, "reference-empty",
            "Ein Verweis nennt ein Objekt, eine Kennung oder einen Text, und nicht ein Objekt und etwas Fremdes.",
            "/text");

    public static Refusal ReferenceToItself { get; } =
        new(RefusalKind.Invalid, "reference-to-itself", "Ein Objekt verweist nicht auf sich selbst.");

    public static Refusal TextUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Der Verweistext ist leer, länger als 500 Zeichen oder enthält Steuerzeichen.", "/text");

    public static Refusal RemarkUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Die Bemerkung ist leer, länger als 1000 Zeichen oder enthält Steuerzeichen.", "/remark");

    public static Refusal NotOutgoing { get; } =
        new(RefusalKind.Conflict, "not-outgoing", "Nur ein ausgehendes Dokument antwortet auf ein eingegangenes.");

    public static Refusal NoIncomingDocument { get; } =
        new(RefusalKind.Conflict, "no-incoming-document",
            "Im selben Vorgang gibt es dieses eingegangene Dokument nicht.");
}
