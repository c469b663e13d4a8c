using System.Data.Common;
using System.Text.Json;
using Npgsql;
using Records.Actors;
using Records.Core.Deciding;
using Records.Core.Ports;
using Records.Storage.Text;

namespace Records.Api;

/// <summary>The one place where a refusal or a failure becomes a status, a code and a German sentence.</summary>
internal static class Problems
{
    extension(Refusal refusal)
    {
        /// <summary>A rule said no: the kind picks the status, code and detail are the rule's own.</summary>
        public Problem ToProblem() => refusal.Kind switch
        {
            RefusalKind.NotFound => new(404, refusal.Code, "Nicht gefunden", refusal.Detail),
            RefusalKind.Conflict => new(409, refusal.Code, "Widerspruch zum Stand der Akte", refusal.Detail),
            RefusalKind.Invalid => new(422, refusal.Code, "Angaben nicht zulässig", refusal.Detail),
            RefusalKind.Forbidden => new(403, refusal.Code, "Nicht erlaubt", refusal.Detail),
            RefusalKind.Locked => new(423, refusal.Code, "Gesperrt", refusal.Detail),
            RefusalKind.Stale => new(412, refusal.Code, "Stand veraltet", refusal.Detail),
            RefusalKind.Gone => new(410, refusal.Code, "Liegt woanders", refusal.Detail),
            _ => Internal,
        } with
        { Errors = refusal.Pointer is { } pointer ? [new(pointer, refusal.Code, refusal.Detail)] : [] };
    }

    /// <summary>
    /// What the caller is told about an exception. Only what the caller can mend or wait out has a code of its
    /// own; anything else is <c>internal</c> and says nothing, because messages may hold content.
    /// </summary>
    public static Problem Of(Exception exception) => exception switch
    {
        StoreOverloadedException => new(503, "overloaded", "Zurzeit überlastet",
            "Es warten mehr Änderungen, als gerade geschrieben werden können. Nichts wurde gespeichert; "
            + "bitte gleich noch einmal versuchen.")
        { RetryAfter = TimeSpan.FromSeconds(2) },
        MailboxFullException or StreamContendedException => new(503, "busy", "Zurzeit überlastet",
            "Für diese Akte oder den Aktenplan warten schon zu viele Änderungen. Nichts wurde gespeichert; "
            + "bitte gleich noch einmal versuchen.")
        { RetryAfter = TimeSpan.FromSeconds(1) },
        ClockJumpedException => new(503, "clock-jumped", "Uhrzeit nicht verlässlich",
            "Die Uhr des Servers ist gesprungen. Bis sie wieder stimmt, wird nichts gespeichert; "
            + "die IT-Stelle ist zuständig.")
        { RetryAfter = TimeSpan.FromMinutes(1) },
        HistoryStoppedException => new(503, "history-stopped", "Nur lesbar",
            "Das Protokoll ist nicht dasjenige, das unterschrieben wurde; bis die IT-Stelle das geklärt hat, wird "
            + "nichts gespeichert. Lesen lässt sich alles weiter.")
        { RetryAfter = TimeSpan.FromMinutes(1) },
        DbException { SqlState: PostgresErrorCodes.DiskFull }
            or ObjectStoreException { Fault: ObjectStoreFault.Full } => new(507, "storage-full", "Kein Speicherplatz",
            "Auf dem Server ist kein Platz mehr. Nichts wurde gespeichert; lesen lässt sich alles weiter. "
            + "Die IT-Stelle ist zuständig.")
            { RetryAfter = TimeSpan.FromMinutes(1) },
        DbException { IsTransient: true } => new(503, "store-unavailable", "Zurzeit nicht verfügbar",
            "Die Datenbank ist gerade nicht erreichbar. Bitte gleich noch einmal versuchen.")
        { RetryAfter = TimeSpan.FromSeconds(5) },
        ObjectStoreException objects => new(503, "object-store-unavailable", "Zurzeit nicht verfügbar",
            "Der Speicher der Dokumente tut gerade nicht, was er soll. Nichts wurde gespeichert; "
            + "bitte später noch einmal versuchen.")
        { RetryAfter = Pause(objects.Fault) },
        SealBrokenException => new(503, "content-damaged", "Inhalt nicht lesbar",
            "Der Speicher gibt den Inhalt nicht so zurück, wie er abgelegt wurde; die IT-Stelle ist zuständig.")
        { RetryAfter = TimeSpan.FromMinutes(1) },
        TextUnavailableException => new(503, "programs-unavailable", "Zurzeit nicht verfügbar",
            "Die Programme, die Seiten zeichnen, stehen gerade nicht bereit; die IT-Stelle ist zuständig.")
        { RetryAfter = TimeSpan.FromMinutes(1) },
        ContentErasedException => new(410, "content-erased", "Inhalt vernichtet",
            "Der Inhalt wurde rechtmäßig vernichtet; was bleibt, ist der Nachweis."),
        _ when EventFault.Of(exception) is not null => new(503, "history-unreadable", "Protokoll nicht lesbar",
            "Ein Ereignis lässt sich nicht lesen. Es ist nichts verloren, und das Protokoll zeigt, welches es ist; "
            + "die IT-Stelle ist zuständig.")
        { RetryAfter = TimeSpan.FromMinutes(1) },
        JsonException json => InvalidJson(json),
        BadHttpRequestException { InnerException: JsonException json } => InvalidJson(json),
        BadHttpRequestException { StatusCode: var status } => ForStatus(status),
        _ => Internal,
    };

    /// <summary>
    /// A problem for an answer that has a status only, such as those of routing and of the server itself.
    /// </summary>
    public static Problem ForStatus(int status) => status switch
    {
        401 => Unauthenticated(reason: null),
        404 => NotFound,
        405 => new(405, "method-not-allowed", "Methode nicht vorgesehen",
            "Diese Adresse kennt die HTTP-Methode nicht."),
        408 => new(408, "request-timeout", "Zeit abgelaufen", "Die Anfrage kam nicht rechtzeitig vollständig an."),
        413 => new(413, "body-too-large", "Anfrage zu groß",
            "Der Inhalt der Anfrage ist größer, als diese Adresse annimmt."),
        415 => new(415, "unsupported-media-type", "Format nicht vorgesehen",
            "Diese Adresse nimmt den Content-Type der Anfrage nicht an."),
        >= 400 and < 500 => new(status, "bad-request", "Anfrage nicht verständlich",
            "Die Anfrage ist unvollständig oder nicht lesbar."),
        _ => Internal,
    };

    /// <summary>
    /// Nobody is known to have asked. With a reason the token was refused; without one there was none.
    /// </summary>
    public static Problem Unauthenticated(string? reason) => new(401, "unauthenticated", "Anmeldung nötig",
        reason is null
            ? "Für diese Adresse ist ein Zugangstoken nötig (Authorization: Bearer)."
            : "Das Zugangstoken wurde nicht angenommen. Bitte neu anmelden.")
    {
        Reason = reason,
        // RFC 6750 section 3.1: no error code when the request carries no token at all.
        Challenge = reason is null ? "Bearer" : "Bearer error=\"invalid_token\"",
    };

    /// <summary>
    /// The caller uses up more than its share; <paramref name="retryAfter"/> says when there is room again.
    /// </summary>
    public static Problem RateLimited(TimeSpan retryAfter) => new(429, "rate-limited", "Zu viele Anfragen",
        "Diese Anwendung stellt für diese Person zu viele Anfragen. Bitte kurz warten.")
    { RetryAfter = retryAfter };

    /// <summary>More is being worked on than the program takes on at once.</summary>
    public static Problem Crowded { get; } = new(503, "crowded", "Zurzeit überlastet",
        "Es werden gerade so viele Anfragen bearbeitet, wie der Server zugleich annimmt. Nichts wurde gespeichert; "
        + "bitte gleich noch einmal versuchen.")
    { RetryAfter = TimeSpan.FromSeconds(1) };

    /// <summary>Who signs tokens cannot be asked, so nobody can be recognised; not the caller's fault.</summary>
    public static Problem IssuerUnavailable { get; } = new(503, "issuer-unavailable", "Anmeldedienst nicht erreichbar",
        "Der Anmeldedienst antwortet nicht; Zugangstoken können gerade nicht geprüft werden.")
    { RetryAfter = TimeSpan.FromSeconds(10) };

    /// <summary>There is nothing here, or nothing this caller may know of: the two are never told apart.</summary>
    public static Problem NotFound { get; } = new(404, "not-found", "Nicht gefunden",
        "Unter dieser Adresse gibt es nichts.");

    /// <summary>Our fault. The trace id leads to the log.</summary>
    public static Problem Internal { get; } = new(500, "internal", "Interner Fehler",
        "Bei der Bearbeitung ist ein Fehler aufgetreten. Die Kennung traceId hilft der IT-Stelle, ihn zu finden.");

    // What somebody has to mend takes longer than what passes by itself.
    private static TimeSpan Pause(ObjectStoreFault fault) => fault switch
    {
        ObjectStoreFault.Overloaded => TimeSpan.FromSeconds(5),
        ObjectStoreFault.Unavailable => TimeSpan.FromSeconds(10),
        _ => TimeSpan.FromMinutes(1),
    };

    /// <summary>The body is not JSON, or not the JSON this address expects; the pointer says where.</summary>
    private static Problem InvalidJson(JsonException json) => new(400, "invalid-json", "JSON nicht verständlich",
        "Der Inhalt der Anfrage ist kein JSON in der erwarteten Form.")
    {
        Errors =
        [
            new(JsonPointer.FromPath(json.Path), "invalid-json",
                "Diese Stelle ist nicht lesbar oder hier nicht vorgesehen."),
        ],
    };
}
