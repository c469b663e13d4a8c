using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Cancelling;

/// <summary>Why cancelling or undoing it can be turned down.</summary>
public static class CancellingRefusals
{
    public static Refusal NotCancelled { get; } =
        new(RefusalKind.Conflict, "not-cancelled", "Das Objekt selbst ist nicht storniert.");

    public static Refusal FinalSignedInside { get; } =
        new(RefusalKind.Conflict, "final-signed-inside",
            "Ein schlussgezeichnetes Dokument ist dabei; es bleibt für immer, wie es ist.");

    public static Refusal ClosedMatterInside { get; } =
        new(RefusalKind.Conflict, "closed-matter-inside",
            "Ein abgeschlossener Vorgang ist dabei; er muss zuerst wieder aufgenommen werden.");

    public static Refusal IncomingNotCancellable { get; } =
        new(RefusalKind.Conflict, "incoming-not-cancellable",
            "Eingegangene Dokumente werden hier nicht storniert; ein falsch abgelegtes wird umgeschrieben.");

    public static Refusal ReasonUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Der Grund ist leer, länger als 1000 Zeichen oder enthält Steuerzeichen.", "/reason");
}
