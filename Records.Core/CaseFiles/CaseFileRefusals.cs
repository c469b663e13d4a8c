using System.Globalization;
using Records.Core.Deciding;

namespace Records.Core.CaseFiles;

/// <summary>Every way a case file can say no.</summary>
public static class CaseFileRefusals
{
    public static Refusal NotOpened { get; } =
        new(RefusalKind.NotFound, "unknown-case-file", "Diese Akte gibt es nicht.");

    public static Refusal AlreadyOpened { get; } =
        new(RefusalKind.Conflict, "case-file-already-opened", "Diese Akte gibt es schon.");

    public static Refusal NotActive { get; } =
        new(RefusalKind.Conflict, "case-file-not-active",
            "Die Akte ist abgeschlossen; sie muss zuerst wieder aufgenommen werden.");

    public static Refusal UnknownMatter { get; } =
        new(RefusalKind.NotFound, "unknown-matter", "Diesen Vorgang gibt es in der Akte nicht.");

    public static Refusal UnknownDocument { get; } =
        new(RefusalKind.NotFound, "unknown-document", "Dieses Dokument gibt es in der Akte nicht.");

    public static Refusal UnknownVersion { get; } =
        new(RefusalKind.NotFound, "unknown-version", "Diese Version gibt es nicht.");

    public static Refusal MatterExists { get; } =
        new(RefusalKind.Conflict, "matter-already-opened", "Diesen Vorgang gibt es schon.");

    public static Refusal DocumentExists { get; } =
        new(RefusalKind.Conflict, "document-already-filed", "Dieses Dokument liegt schon in der Akte.");

    public static Refusal MatterClosed { get; } =
        new(RefusalKind.Conflict, "matter-not-active",
            "Der Vorgang ist abgeschlossen; er muss zuerst wieder aufgenommen werden.");

    public static Refusal CaseFileCancelled { get; } =
        new(RefusalKind.Conflict, "case-file-cancelled", "Die Akte ist storniert; sie kann nur gelesen werden.");

    public static Refusal MatterCancelled { get; } =
        new(RefusalKind.Conflict, "matter-cancelled", "Der Vorgang ist storniert; er kann nur gelesen werden.");

    public static Refusal DocumentCancelled { get; } =
        new(RefusalKind.Conflict, "document-cancelled", "Das Dokument ist storniert; es kann nur gelesen werden.");

    public static Refusal CaseFileDeleted { get; } =
        new(RefusalKind.Conflict, "case-file-deleted", "Die Akte ist gelöscht; nur ihr Protokoll bleibt.");

    public static Refusal MatterDeleted { get; } =
        new(RefusalKind.Conflict, "matter-deleted", "Der Vorgang ist gelöscht; nur sein Protokoll bleibt.");

    public static Refusal DocumentDeleted { get; } =
        new(RefusalKind.Conflict, "document-deleted", "Das Dokument ist gelöscht; nur sein Protokoll bleibt.");

    public static Refusal DeletionRequested { get; } =
        new(RefusalKind.Conflict, "deletion-requested",
            "Für das Objekt oder eines darüber ist die Löschung verlangt; bis zur Entscheidung bleibt es, wie es ist.");

    public static Refusal DocumentPutAwayAlready { get; } =
        new(RefusalKind.Conflict, "document-put-away",
            "Das Dokument ist weggelegt; es muss zuerst wieder aufgenommen werden.");

    public static Refusal Locked { get; } =
        new(RefusalKind.Locked, "locked",
            "Das Objekt oder eines darüber ist gesperrt; die Registratur kann die Sperre aufheben.");

    public static Refusal RevisionStale { get; } =
        new(RefusalKind.Stale, "revision-stale",
            "Der Stand wurde inzwischen geändert. Bitte neu laden und noch einmal entscheiden.");

    public static Refusal NameUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Der Dateiname ist leer, länger als 255 Zeichen oder enthält Steuerzeichen.", "/originalName");

    public static Refusal CommentUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Der Kommentar ist länger als 1000 Zeichen oder enthält Steuerzeichen.", "/comment");

    public static Refusal TooManyMatters { get; } =
        new(RefusalKind.Conflict, "case-file-full",
            "Die Akte fasst höchstens 10.000 Vorgänge und 100.000 Dokumente.");

    public static Refusal LocationMissing { get; } =
        new(RefusalKind.Invalid, "location-missing",
            "Was ganz oder teilweise auf Papier ist, braucht einen Standort.", "/fields/location");

    public static Refusal PeriodReversed { get; } =
        new(RefusalKind.Invalid, "period-reversed", "Die Laufzeit endet vor ihrem Beginn.", "/fields/runsTo");

    public static Refusal TooDeep { get; } =
        new(RefusalKind.Conflict, "too-deep", "Ein Teilvorgang enthält Dokumente, aber keine weiteren Teilvorgänge.");

    public static Refusal OpenMatters(IEnumerable<string> references) =>
        new(RefusalKind.Conflict, "open-matters",
            $"Diese Vorgänge sind noch offen: {string.Join(", ", references)}.");

    public static Refusal TransferPeriodOver(DateOnly ended) =>
        new(RefusalKind.Conflict, "transfer-period-over",
            string.Create(CultureInfo.InvariantCulture, $"Die Transferfrist ist am {ended:dd.MM.yyyy} abgelaufen."));
}
