namespace Records.Api.Calls;

/// <summary>What can be wrong with a request whatever it is about.</summary>
internal static class CallProblems
{
    public static Problem IfMatchMissing { get; } = new(428, "if-match-missing", "Stand fehlt",
        "Wer etwas ändert, nennt im Kopf If-Match den ETag des Standes, den er gesehen hat.");

    public static Problem IfMatchMalformed { get; } = new(400, "if-match-malformed", "Stand nicht lesbar",
        "If-Match nennt genau einen starken ETag, so wie ihn die letzte Antwort trug.");

    public static Problem KeyMissing { get; } = new(400, "idempotency-key-missing", "Schlüssel fehlt",
        "Diese Anfrage braucht den Kopf Idempotency-Key, damit eine Wiederholung nichts doppelt anlegt.");

    public static Problem KeyMalformed { get; } = new(400, "idempotency-key-malformed", "Schlüssel nicht lesbar",
        "Idempotency-Key besteht aus 1 bis 128 sichtbaren ASCII-Zeichen.");

    public static Problem KeyReused { get; } = new(422, "idempotency-key-reused", "Schlüssel schon benutzt",
        "Mit diesem Idempotency-Key wurde schon eine andere Anfrage gestellt.");

    public static Problem ProbeMalformed { get; } = new(400, "probe-malformed", "Probe nicht verständlich",
        "Hinter der Adresse einer Änderung steht nichts oder genau probe=true. Nichts wurde geändert.");

    public static Problem ProbeNotOffered { get; } = new(400, "probe-not-offered", "Probe nicht vorgesehen",
        "Hochladen lässt sich nicht proben: es ändert noch nichts. Nichts wurde gespeichert.");

    public static Problem PositionNotReached { get; } = new(504, "position-not-reached", "Stand noch nicht erreicht",
        "Die Übersichten haben den verlangten Stand noch nicht erreicht; bitte gleich noch einmal versuchen.")
    { RetryAfter = TimeSpan.FromSeconds(1) };

    public static Problem PositionMalformed { get; } = new(400, "position-malformed", "Stand nicht lesbar",
        "Minimum-Position ist eine Position, wie sie der Kopf Position einer Antwort nennt.");

    public static Problem CursorMalformed { get; } = new(400, "cursor-malformed", "Fortsetzung nicht lesbar",
        "Die Fortsetzung (cursor) muss unverändert aus der letzten Antwort stammen.");

    public static Problem QueryUnclean { get; } = new(400, "query-unclean", "Filter nicht lesbar",
        "Ein Filter (state, reference) enthält Steuerzeichen oder ungültige Zeichen.");

    public static Problem StateUnknown { get; } = new(400, "state-unknown", "Zustand unbekannt",
        "Eine Akte ist active, closed, cancelled oder deleted.");

    public static Problem DayMalformed { get; } = new(400, "day-malformed", "Tag nicht lesbar",
        "Ein Tag wird als Jahr, Monat und Tag genannt, etwa 2026-03-01.");

    public static Problem DaysReversed { get; } = new(400, "days-reversed", "Zeitraum endet vor seinem Anfang",
        "Der letzte Tag eines Zeitraums liegt vor dem ersten.");

    public static Problem LimitOutOfRange { get; } = new(400, "limit-out-of-range", "Anzahl nicht zulässig",
        "Die Anzahl (limit) liegt zwischen 1 und 500.");

    public static Problem LegalBasisUnclean { get; } = new(422, "field-unclean", "Angaben nicht zulässig",
        "Die Rechtsgrundlage ist länger als 200 Zeichen oder enthält Steuerzeichen.")
    { Errors = [new("/legalBasis", "field-unclean", "Höchstens 200 Zeichen, keine Steuerzeichen.")] };
}
