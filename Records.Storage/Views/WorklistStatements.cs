using Npgsql;
using NpgsqlTypes;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Routing;
using Records.Core.Deciding;
using Records.Core.Ports;
using Records.Storage.Json;
using static Records.Storage.Views.ViewStatements;

namespace Records.Storage.Views;

/// <summary>
/// Which steps wait for somebody, across all files: in when their turn comes, out when they are settled.
/// </summary>
internal static class WorklistStatements
{
    public static IEnumerable<NpgsqlBatchCommand> For(RoutingEvent happened, StoredEvent stored) => happened switch
    {
        RoutingEvent.RouteStarted e => Wait(e.Route, e.Of, [.. e.Steps.Where(step => step.Order == 1)], stored),
        RoutingEvent.StepDone e => [Gone(e.Step, stored), .. Wait(e.Route, e.Of, e.Current, stored)],
        RoutingEvent.StepSkipped e => [Gone(e.Step, stored), .. Wait(e.Route, e.Of, e.Current, stored)],
        RoutingEvent.StepRejected e => [Over(e.Route, stored)],
        RoutingEvent.RouteWithdrawn e => [Over(e.Route, stored)],
        _ => [],
    };

    private static IEnumerable<NpgsqlBatchCommand> Wait(
        RouteId route, ObjectRef of, ValueList<RouteStep> steps, StoredEvent stored) => steps.Select(step => Sql("""
            insert into worklist (case_file, route, step, number, owner_kind, owner, kind, person, unit, role, due,
                due_day, order_text, since, position)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """, stored.Stream.Value, route.Value, step.Id.Value, step.Number, StoredWord.Of(of.Kind), of.Id!.Value,
            StoredWord.Of(step.Kind), Uuid(step.To.Person?.Value), Uuid(step.To.Unit?.Value),
            Typed(NpgsqlDbType.Text, step.To.Role is { } role ? StoredWord.Of(role) : null),
            Typed(NpgsqlDbType.Date, step.Due), step.Due?.DayNumber ?? int.MaxValue,
            Typed(NpgsqlDbType.Text, step.Text), stored.RecordedAt.UnixMicros, stored.Position.Value));

    private static NpgsqlBatchCommand Gone(StepId step, StoredEvent stored) =>
        Sql("delete from worklist where case_file = $1 and step = $2", stored.Stream.Value, step.Value);

    private static NpgsqlBatchCommand Over(RouteId route, StoredEvent stored) =>
        Sql("delete from worklist where case_file = $1 and route = $2", stored.Stream.Value, route.Value);
}
