using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Routing;
using Records.Core.Deciding;
using Records.Core.Ports;
using Records.Storage.Json;

namespace Records.Storage.Views;

/// <summary>
/// Which steps wait for somebody, across all files: in when their turn comes, out when they are settled.
/// </summary>
internal static class WorklistStatements
{
    private static readonly RowsStatement Row = new(
        "step uuid, number integer, owner_kind text, owner uuid, kind text, person uuid, unit uuid, role text, "
        + "due date, due_day integer, order_text text, since bigint, position bigint", """
        insert into worklist (case_file, route, step, number, owner_kind, owner, kind, person, unit, role, due,
            due_day, order_text, since, position)
        select * from given
        """);

    private static readonly RowsStatement Settled = new("step uuid", """
        delete from worklist using given where worklist.case_file = given.file and worklist.step = given.step
        """);

    private static readonly RowsStatement Over = new("", """
        delete from worklist using given where worklist.case_file = given.file and worklist.route = given.id
        """);

    public static IEnumerable<ViewWrite> For(RoutingEvent happened, StoredEvent stored) => happened switch
    {
        RoutingEvent.RouteStarted e => Wait(e.Route, e.Of, [.. e.Steps.Where(step => step.Order == 1)], stored),
        RoutingEvent.StepDone e => [Gone(e.Route, e.Step, stored), .. Wait(e.Route, e.Of, e.Current, stored)],
        RoutingEvent.StepSkipped e => [Gone(e.Route, e.Step, stored), .. Wait(e.Route, e.Of, e.Current, stored)],
        RoutingEvent.StepRejected e => [Over.Of(stored, e.Route.Value)],
        RoutingEvent.RouteWithdrawn e => [Over.Of(stored, e.Route.Value)],
        _ => [],
    };

    private static IEnumerable<ViewWrite> Wait(
        RouteId route, ObjectRef of, ValueList<RouteStep> steps, StoredEvent stored) => steps.Select(step => Row.Of(
            stored, route.Value, step.Id.Value, step.Number, StoredWord.Of(of.Kind), of.Id!.Value,
            StoredWord.Of(step.Kind), step.To.Person?.Value, step.To.Unit?.Value,
            step.To.Role is { } role ? StoredWord.Of(role) : null, step.Due, step.Due?.DayNumber ?? int.MaxValue,
            step.Text, stored.RecordedAt.UnixMicros, stored.Position.Value));

    private static ViewWrite Gone(RouteId route, StepId step, StoredEvent stored) =>
        Settled.Of(stored, route.Value, step.Value);
}
