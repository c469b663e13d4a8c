using System.Diagnostics;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Routing;
using Records.Core.CaseFiles.Signing;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.People;
using Records.Storage.Json;
using static Records.Api.CaseFiles.EventNarration;

namespace Records.Api.CaseFiles;

/// <summary>The words of the history for routes and acts on versions.</summary>
internal static class RoutingNarration
{
    public static EventNarration Of(RoutingEvent happened) => happened switch
    {
        RoutingEvent.CirculationPrepared e => On("Umlaufmappe angelegt", e.Of,
            [Route(e.Route, "prepared"), .. Remark("title", e.Title), .. Documents(e.Documents)]),
        RoutingEvent.CirculationExtended e => On("Dokument in die Umlaufmappe gelegt", e.Of,
            [new("route", null, $"{e.Route.Value}"), .. Documents([e.Document])]),
        RoutingEvent.RouteStarted e => On("verfügt", e.Of,
            [Route(e.Route, "running"), .. Documents(e.Documents), .. Steps(e.Steps)]),
        RoutingEvent.RouteChanged e => On("Geschäftsgang geändert", e.Of,
            [new("route", null, $"{e.Route.Value}"),
                .. e.Removed.Select(id => new FieldChange("step", $"{id.Value}", null)), .. Steps(e.Steps)]),
        RoutingEvent.StepDone e => On("Schritt erledigt", e.Of,
            [.. Settled(e.Step, e.Kind, "done", e.For, e.Note), .. Versions(e.Versions)]),
        RoutingEvent.StepRejected e => On("Schritt abgelehnt", e.Of,
            [.. Settled(e.Step, e.Kind, "rejected", e.For, e.Note), .. Versions(e.Versions),
                Route(e.Route, "rejected")]),
        RoutingEvent.StepSkipped e => On("Schritt übersprungen", e.Of,
            [.. Settled(e.Step, e.Kind, "skipped", e.For, e.Note)]),
        RoutingEvent.RouteCompleted e => On("Geschäftsgang beendet", e.Of, [Route(e.Route, "completed")]),
        RoutingEvent.RouteWithdrawn e => On("Geschäftsgang zurückgezogen", e.Of,
            [Route(e.Route, "withdrawn"), .. Remark("reason", e.Reason)]),
        _ => throw new UnreachableException($"{happened.GetType().Name} has no words."),
    };

    public static EventNarration Of(SigningEvent happened) => happened switch
    {
        SigningEvent.VersionActRecorded e => On(Words(e.Kind), ObjectRef.Of(e.Document),
            [new("version", null, Text(e.Version)), .. Represented(e.For), .. Remark("note", e.Note)]),
        SigningEvent.DocumentFinalSigned e => On("schlussgezeichnet", ObjectRef.Of(e.Document),
            [new("version", null, Text(e.Version)), .. Represented(e.For)]),
        SigningEvent.DispatchConfirmed e => On("Versand bestätigt", ObjectRef.Of(e.Document),
            [new("version", null, Text(e.Version)), new("on", null, Text(e.On)),
                new("way", null, StoredWord.Of(e.Way)),
                .. e.Addressees.Select(addressee => new FieldChange("addressee", null, addressee)),
                .. Represented(e.For)]),
        _ => throw new UnreachableException($"{happened.GetType().Name} has no words."),
    };

    private static string Words(VersionActKind kind) => kind switch
    {
        VersionActKind.TakeNote => "zur Kenntnis genommen",
        VersionActKind.Comment => "Stellung genommen",
        VersionActKind.CoSign => "mitgezeichnet",
        VersionActKind.Approve => "genehmigt",
        VersionActKind.Reject => "abgelehnt",
        VersionActKind.Sign => "unterschrieben",
        _ => throw new UnreachableException($"{kind} has no words."),
    };

    private static FieldChange Route(RouteId route, string state) => new("route", null, $"{route.Value} {state}");

    private static IEnumerable<FieldChange> Documents(ValueList<DocumentId> documents) =>
        documents.Select(document => new FieldChange("document", null, $"{document.Value}"));

    private static IEnumerable<FieldChange> Versions(ValueList<SeenVersion> versions) =>
        versions.Select(seen => new FieldChange("version", null, $"{seen.Document.Value} {Text(seen.Version)}"));

    // One line a step: its place, what is asked, of whom and by when.
    private static IEnumerable<FieldChange> Steps(ValueList<RouteStep> steps) => steps.Select(step => new FieldChange(
        "step", null, string.Join(' ', new[]
        {
            $"{Text(step.Order)}.", StepWords.Of(step.Kind), $"{step.To.Person?.Value ?? step.To.Unit?.Value}",
            step.To.Role is { } role ? StoredWord.Of(role) : null, step.Due is { } due ? $"bis {Text(due)}" : null,
            step.Text,
        }.OfType<string>())));

    private static IEnumerable<FieldChange> Settled(
        StepId step, StepKind kind, string state, PersonId? represented, string? note) =>
    [
        new("step", $"{step.Value} {StepWords.Of(kind)}", state), .. Represented(represented), .. Remark("note", note),
    ];

    private static ValueList<FieldChange> Represented(PersonId? person) =>
        person is { } known ? [new("for", null, $"{known.Value}")] : [];
}
