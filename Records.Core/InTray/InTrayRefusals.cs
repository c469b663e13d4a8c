using Records.Core.Deciding;

namespace Records.Core.InTray;

/// <summary>Every way an entry of the in-tray can say no.</summary>
public static class InTrayRefusals
{
    public static Refusal UnknownEntry { get; } =
        new(RefusalKind.NotFound, "unknown-in-tray-entry", "Diesen Eintrag gibt es im Postkorb nicht.");

    public static Refusal AlreadyPut { get; } =
        new(RefusalKind.Conflict, "in-tray-entry-already-put", "Dieser Eintrag liegt schon im Postkorb.");

    public static Refusal AlreadyRegistered { get; } =
        new(RefusalKind.Conflict, "already-registered", "Der Eintrag ist schon als Eingang zu einer Akte genommen.");

    public static Refusal AlreadyRejected { get; } =
        new(RefusalKind.Conflict, "already-rejected", "Der Eintrag ist zurückgewiesen.");

    public static Refusal EntryStale { get; } =
        new(RefusalKind.Stale, "revision-stale",
            "Der Eintrag wurde inzwischen geändert. Bitte neu laden und noch einmal entscheiden.");

    public static Refusal ReceivedInTheFuture { get; } =
        new(RefusalKind.Invalid, "received-in-the-future", "Der Eingang liegt in der Zukunft.", "/receivedAt");

    public static Refusal NameUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Der Dateiname ist leer, länger als 255 Zeichen oder enthält Steuerzeichen.", "/originalName");

    public static Refusal ReasonUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Der Grund ist leer, länger als 1000 Zeichen oder enthält Steuerzeichen.", "/reason");
}
