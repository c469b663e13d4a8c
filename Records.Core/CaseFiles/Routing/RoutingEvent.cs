using Records.Core.Deciding;
using Records.Core.People;

namespace Records.Core.CaseFiles.Routing;

/// <summary>
/// What can happen to routes. Stored for ever (docs/events.md). Whoever tells people what waits for them finds here
/// all that takes: each event brings the steps whose turn has come, with their addressees.
/// </summary>
public abstract record RoutingEvent : CaseFileEvent
{
    private RoutingEvent() { }

    /// <summary>A circulation folder was laid out (Umlaufmappe angelegt).</summary>
    public sealed record CirculationPrepared(
        RouteId Route, ObjectRef Of, string? Title, ValueList<DocumentId> Documents, PersonId By) : RoutingEvent;

    /// <summary>A document was put into the circulation folder.</summary>
    /// <param name="Documents">All that lie in it now.</param>
    public sealed record CirculationExtended(
        RouteId Route, ObjectRef Of, DocumentId Document, ValueList<DocumentId> Documents) : RoutingEvent;

    /// <summary>The route began (verfügt); the steps of order 1 are current.</summary>
    public sealed record RouteStarted(
        RouteId Route, ObjectRef Of, ValueList<DocumentId> Documents, ValueList<RouteStep> Steps, PersonId By)
        : RoutingEvent;

    /// <summary>Future steps fell away and others took their place (R19).</summary>
    public sealed record RouteChanged(
        RouteId Route, ObjectRef Of, ValueList<StepId> Removed, ValueList<RouteStep> Steps) : RoutingEvent;

    /// <summary>A step was done; what it says stands on these versions (R20).</summary>
    /// <param name="For">The person represented (R27), or null.</param>
    /// <param name="Current">The steps that became current by it.</param>
    public sealed record StepDone(
        RouteId Route, ObjectRef Of, StepId Step, StepKind Kind, PersonId By, PersonId? For, string? Note,
        ValueList<SeenVersion> Versions, ValueList<RouteStep> Current) : RoutingEvent;

    /// <summary>The addressee said no, which ends the route.</summary>
    /// <param name="Issuer">Who started the route, and has to see to it now.</param>
    /// <param name="Dropped">The other steps, which fell away.</param>
    public sealed record StepRejected(
        RouteId Route, ObjectRef Of, StepId Step, StepKind Kind, PersonId By, PersonId? For, string? Note,
        ValueList<SeenVersion> Versions, PersonId Issuer, ValueList<StepId> Dropped) : RoutingEvent;

    /// <summary>A step was skipped; who skipped it counts as its handler.</summary>
    public sealed record StepSkipped(
        RouteId Route, ObjectRef Of, StepId Step, StepKind Kind, PersonId By, PersonId? For, string? Note,
        ValueList<RouteStep> Current) : RoutingEvent;

    /// <summary>The last step is settled.</summary>
    public sealed record RouteCompleted(RouteId Route, ObjectRef Of, PersonId Issuer) : RoutingEvent;

    /// <summary>The route was ended before its last step.</summary>
    public sealed record RouteWithdrawn(
        RouteId Route, ObjectRef Of, PersonId By, PersonId Issuer, string Reason, ValueList<StepId> Dropped)
        : RoutingEvent;
}
