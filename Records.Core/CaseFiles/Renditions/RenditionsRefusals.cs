using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Renditions;

/// <summary>Why a rendition can be turned down.</summary>
public static class RenditionsRefusals
{
    public static Refusal AlreadyFinal { get; } =
        new(RefusalKind.Conflict, "already-final",
            "Das Dokument ist finalisiert; zum Bearbeiten muss die Finalisierung aufgehoben werden.");

    public static Refusal NotFinal { get; } =
        new(RefusalKind.Conflict, "not-final", "Das Dokument ist nicht finalisiert.");

    public static Refusal AlreadyDispatched { get; } =
        new(RefusalKind.Conflict, "already-dispatched",
            "Der Versand ist bestätigt; Original und Reinschrift stehen damit fest.");

    public static Refusal AlreadyConverted { get; } =
        new(RefusalKind.Conflict, "already-converted",
            "Diese Version liegt schon in einem Langzeitformat vor.");

    public static Refusal RenditionExists { get; } =
        new(RefusalKind.Conflict, "rendition-already-made", "Diese Formatkopie gibt es schon.");

    public static Refusal UnknownRendition { get; } =
        new(RefusalKind.NotFound, "unknown-rendition", "Diese Formatkopie gibt es nicht.");

    public static Refusal TooManyRenditions { get; } =
        new(RefusalKind.Conflict, "too-many-renditions",
            "Zu einem Dokument werden höchstens 1000 Formatkopien aufbewahrt.");

    public static Refusal AreasOutOfRange { get; } =
        new(RefusalKind.Invalid, "areas-out-of-range",
            "Anzugeben sind 1 bis 1000 Flächen mit Seite, Lage und Größe in Punkten, keine größer als 14400.",
            "/areas");

    public static Refusal LegalGroundUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Die Rechtsgrundlage ist leer, länger als 200 Zeichen oder enthält Steuerzeichen.", "/legalGround");
}
