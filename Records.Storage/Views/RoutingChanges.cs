using System.Text.Json.Nodes;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Routing;
using Records.Core.CaseFiles.Signing;
using Records.Core.Deciding;
using Records.Core.Ports;
using Records.Storage.Json;
using static Records.Storage.Views.SheetChanges;

namespace Records.Storage.Views;

/// <summary>
/// What routes and the acts on versions change on the sheet: a part for each route, step, act and dispatch.
/// </summary>
internal static class RoutingChanges
{
    private const string RoutePart = "route";
    private const string StepPart = "step";

    public static IReadOnlyList<SheetChange> Of(RoutingEvent happened, StoredEvent stored)
    {
        var at = stored.RecordedAt.ToTime();
        return happened switch
        {
            RoutingEvent.CirculationPrepared e => [Touch(e.Of), Put(e.Of, e.Route, new
            {
                State = "prepared",
                e.Title,
                Documents = Ids(e.Documents),
                PreparedBy = e.By.Value,
            })],
            RoutingEvent.CirculationExtended e =>
                [Touch(e.Of), Put(e.Of, e.Route, new { Documents = Ids(e.Documents) })],
            RoutingEvent.RouteStarted e =>
            [
                Touch(e.Of),
                Put(e.Of, e.Route, new
                {
                    State = "running",
                    Documents = Ids(e.Documents),
                    StartedAt = at,
                    StartedBy = e.By.Value,
                }),
                .. e.Steps.Select(step => Put(e.Of, e.Route, step, step.Order == 1 ? "current" : "waiting")),
            ],
            RoutingEvent.RouteChanged e =>
            [
                Touch(e.Of), .. e.Removed.Select(step => new SheetChange.Drop(StepPart, step.Value)),
                .. e.Steps.Select(step => Put(e.Of, e.Route, step, "waiting")),
            ],
            RoutingEvent.StepDone e =>
            [
                Touch(e.Of), Settled(e.Of, e.Step, "done", e.By.Value, e.For?.Value, at, e.Note, e.Versions),
                .. Current(e.Of, e.Current),
            ],
            RoutingEvent.StepSkipped e =>
            [
                Touch(e.Of), Settled(e.Of, e.Step, "skipped", e.By.Value, e.For?.Value, at, e.Note, []),
                .. Current(e.Of, e.Current),
            ],
            RoutingEvent.StepRejected e =>
            [
                Touch(e.Of), Settled(e.Of, e.Step, "rejected", e.By.Value, e.For?.Value, at, e.Note, e.Versions),
                Put(e.Of, e.Route, new { State = "rejected", EndedAt = at }), .. Dropped(e.Of, e.Dropped),
            ],
            RoutingEvent.RouteCompleted e => [Put(e.Of, e.Route, new { State = "completed", EndedAt = at })],
            RoutingEvent.RouteWithdrawn e =>
            [
                Touch(e.Of), Put(e.Of, e.Route, new { State = "withdrawn", EndedAt = at, e.Reason }),
                .. Dropped(e.Of, e.Dropped),
            ],
            _ => throw new UnknownEventException(stored.Type),
        };
    }

    public static IReadOnlyList<SheetChange> Of(SigningEvent happened, StoredEvent stored)
    {
        var at = stored.RecordedAt.ToTime();
        return happened switch
        {
            SigningEvent.VersionActRecorded e => [Touch(ObjectRef.Of(e.Document)), new SheetChange.Put(
                "act", stored.Id.Value, ObjectRef.Of(e.Document), Data(new
                {
                    e.Version,
                    Kind = StoredWord.Of(e.Kind),
                    At = at,
                    By = e.By.Value,
                    For = e.For?.Value,
                    e.Note,
                }))],
            SigningEvent.DocumentFinalSigned e =>
                [new SheetChange.Mark(ObjectRef.Of(e.Document), Marked("finalSigned", new
                {
                    e.Version,
                    At = at,
                    By = e.By.Value,
                    For = e.For?.Value,
                }))],
            SigningEvent.DispatchConfirmed e =>
            [
                new SheetChange.Mark(ObjectRef.Of(e.Document), Marked("dispatched", new { e.Version, e.On })),
                new SheetChange.Put("dispatch", stored.Id.Value, ObjectRef.Of(e.Document), Data(new
                {
                    e.Version,
                    e.On,
                    Way = StoredWord.Of(e.Way),
                    Addressees = e.Addressees.ToArray(),
                    At = at,
                    By = e.By.Value,
                    For = e.For?.Value,
                })),
            ],
            _ => throw new UnknownEventException(stored.Type),
        };
    }

    private static SheetChange.Mark Touch(ObjectRef of) => new(of, []);

    private static SheetChange.Put Put(ObjectRef of, RouteId route, object data) =>
        new(RoutePart, route.Value, of, Data(data));

    private static SheetChange.Put Put(ObjectRef of, RouteId route, RouteStep step, string state) =>
        new(StepPart, step.Id.Value, of, Data(new
        {
            Route = route.Value,
            step.Number,
            step.Order,
            Kind = StoredWord.Of(step.Kind),
            Person = step.To.Person?.Value,
            Unit = step.To.Unit?.Value,
            Role = step.To.Role is { } role ? StoredWord.Of(role) : null,
            step.Text,
            step.Due,
            State = state,
        }));

    private static SheetChange.Put Settled(
        ObjectRef of, StepId step, string state, Guid by, Guid? represented, DateTimeOffset at, string? note,
        ValueList<SeenVersion> versions) => new(StepPart, step.Value, of, Data(new
        {
            State = state,
            By = by,
            For = represented,
            At = at,
            Note = note,
            Versions = versions.Select(seen => new { Document = seen.Document.Value, seen.Version }).ToArray(),
        }));

    private static IEnumerable<SheetChange> Current(ObjectRef of, ValueList<RouteStep> steps) =>
        steps.Select(step => new SheetChange.Put(StepPart, step.Id.Value, of, Data(new { State = "current" })));

    private static IEnumerable<SheetChange> Dropped(ObjectRef of, ValueList<StepId> steps) =>
        steps.Select(step => new SheetChange.Put(StepPart, step.Value, of, Data(new { State = "dropped" })));

    private static Guid[] Ids(ValueList<DocumentId> documents) => [.. documents.Select(document => document.Value)];
}
