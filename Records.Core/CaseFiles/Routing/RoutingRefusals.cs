using System.Globalization;
using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Routing;

/// <summary>Why an act on a route can be turned down.</summary>
public static class RoutingRefusals
{
    public static Refusal UnknownRoute { get; } =
        new(RefusalKind.NotFound, "unknown-route", "Diesen Geschäftsgang gibt es in der Akte nicht.");

    public static Refusal UnknownStep { get; } =
        new(RefusalKind.NotFound, "unknown-step", "Diesen Schritt gibt es in dem Geschäftsgang nicht.");

    public static Refusal RouteStarted { get; } =
        new(RefusalKind.Conflict, "route-started", "Der Geschäftsgang hat schon begonnen.");

    public static Refusal RouteNotRunning { get; } =
        new(RefusalKind.Conflict, "route-not-running", "Der Geschäftsgang läuft nicht.");

    public static Refusal NoSteps { get; } =
        new(RefusalKind.Invalid, "no-steps", "Ein Geschäftsgang braucht mindestens einen Schritt.", "/steps");

    public static Refusal TooManySteps { get; } =
        new(RefusalKind.Invalid, "too-many-steps", "Ein Geschäftsgang hat höchstens 50 Schritte.", "/steps");

    public static Refusal NoDocuments { get; } =
        new(RefusalKind.Conflict, "no-documents", "In der Umlaufmappe liegt noch kein Dokument.");

    public static Refusal TooManyDocuments { get; } =
        new(RefusalKind.Conflict, "circulation-full", "Eine Umlaufmappe fasst höchstens 100 Dokumente.");

    public static Refusal DocumentElsewhere { get; } =
        new(RefusalKind.Conflict, "document-elsewhere",
            "Das Dokument liegt in einem anderen Vorgang als die Umlaufmappe.");

    public static Refusal StepDone { get; } =
        new(RefusalKind.Conflict, "step-done",
            "Geändert werden können nur Schritte, die noch nicht an der Reihe sind.");

    public static Refusal StepNotCurrent { get; } =
        new(RefusalKind.Conflict, "step-not-current", "Dieser Schritt ist nicht an der Reihe.");

    public static Refusal StepOfAnother { get; } =
        new(RefusalKind.Forbidden, "step-of-another",
            "Dieser Schritt ist an jemand anderen gerichtet; er kann nur übersprungen werden.");

    public static Refusal NoDeputyship { get; } =
        new(RefusalKind.Forbidden, "no-deputyship",
            "Dieser Schritt ist nicht an die Person gerichtet, die Sie vertreten.");

    public static Refusal NotRejectable { get; } =
        new(RefusalKind.Invalid, "not-rejectable",
            "Ablehnen lassen sich nur Mitzeichnung, Genehmigung, Schlusszeichnung und Unterschrift.", "/outcome");

    public static Refusal NoteMissing { get; } =
        new(RefusalKind.Invalid, "field-required", "Eine Ablehnung braucht einen Vermerk.", "/note");

    public static Refusal NoteUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Der Vermerk ist leer, länger als 1000 Zeichen oder enthält Steuerzeichen.", "/note");

    public static Refusal TitleUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Die Bezeichnung ist leer, länger als 200 Zeichen oder enthält Steuerzeichen.", "/title");

    public static Refusal NotDispatched { get; } =
        new(RefusalKind.Conflict, "not-dispatched",
            "Der Versand der neuesten Version ist noch nicht bestätigt.");

    public static Refusal AddresseeUnclear(int step) =>
        new(RefusalKind.Invalid, "addressee-unclear",
            "Ein Schritt richtet sich entweder an eine Person oder an eine Organisationseinheit; "
            + "eine Rolle gibt es nur bei der Organisationseinheit.", Pointer(step, "to"));

    public static Refusal TextUnclean(int step) =>
        new(RefusalKind.Invalid, "field-unclean",
            "Der Verfügungstext ist leer, länger als 1000 Zeichen oder enthält Steuerzeichen.", Pointer(step, "text"));

    /// <param name="open">The steps that wait for somebody.</param>
    public static Refusal OpenActivities(IEnumerable<RouteStep> open) =>
        new(RefusalKind.Conflict, "open-activities",
            $"Diese Schritte sind noch offen: {string.Join(", ", open.Select(Words))}.");

    private static string Words(RouteStep step) => step.Due switch
    {
        { } due => string.Create(
            CultureInfo.InvariantCulture, $"{StepWords.Of(step.Kind)} (bis {due:dd.MM.yyyy})"),
        null => StepWords.Of(step.Kind),
    };

    private static string Pointer(int step, string member) =>
        string.Create(CultureInfo.InvariantCulture, $"/steps/{step}/{member}");
}
