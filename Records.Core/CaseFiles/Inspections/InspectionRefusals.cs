using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Inspections;

/// <summary>Why an inspection can be turned down.</summary>
public static class InspectionRefusals
{
    public static Refusal SelectionUnclear { get; } =
        new(RefusalKind.Invalid, "selection-unclear",
            "Anzugeben ist entweder die ganze Akte oder bis zu 1000 Vorgänge und Dokumente; nichts zugleich mit und "
            + "ohne.", "/whole");

    public static Refusal RecipientUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Der Empfänger ist leer, länger als 200 Zeichen oder enthält Steuerzeichen.", "/recipient");

    public static Refusal NothingToInspect { get; } =
        new(RefusalKind.Conflict, "nothing-to-inspect", "Die Auswahl enthält kein Dokument.");

    public static Refusal BundleTooLarge { get; } =
        new(RefusalKind.Conflict, "bundle-too-large", "Ein Paket fasst höchstens 1000 Dokumente und 1 GB.");

    public static Refusal BundleOutdated { get; } =
        new(RefusalKind.Conflict, "bundle-outdated",
            "Die Akte wurde geändert, während das Paket entstand. Bitte noch einmal entscheiden.");

    public static Refusal InspectionExists { get; } =
        new(RefusalKind.Conflict, "inspection-already-given", "Diese Akteneinsicht gibt es schon.");

    public static Refusal UnknownInspection { get; } =
        new(RefusalKind.NotFound, "unknown-inspection", "Diese Akteneinsicht gibt es nicht.");

    public static Refusal TooManyInspections { get; } =
        new(RefusalKind.Conflict, "too-many-inspections", "Zu einer Akte werden höchstens 1000 Pakete aufbewahrt.");

    /// <param name="which">The documents, each with why.</param>
    public static Refusal NotAllReadable(IEnumerable<string> which) =>
        new(RefusalKind.Conflict, "not-all-readable",
            $"Nicht alles in der Auswahl ist lesbar: {string.Join(", ", which)}.");
}
