using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Moving;

/// <summary>Why re-filing can be turned down.</summary>
public static class MovingRefusals
{
    public static Refusal TargetNotActive { get; } =
        new(RefusalKind.Conflict, "target-not-active",
            "Der Vorgang, in den umgeschrieben werden soll, ist nicht in Bearbeitung.");

    public static Refusal NothingToMerge { get; } =
        new(RefusalKind.Conflict, "nothing-to-merge", "Zusammenführen lassen sich mindestens zwei Vorgänge.");

    public static Refusal SubMattersInside { get; } =
        new(RefusalKind.Conflict, "sub-matters-inside",
            "Ein Vorgang mit Teilvorgängen wird nicht zusammengeführt; sie würden ihre Zuordnung verlieren.");

    public static Refusal ReasonUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Der Grund ist leer, länger als 1000 Zeichen oder enthält Steuerzeichen.", "/reason");
}
