using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Routing;

/// <summary>What can be asked of routes (R18 to R21): start, change, do or skip a step, end.</summary>
public abstract record RoutingCommand : CaseFileCommand
{
    private RoutingCommand() { }

    /// <summary>Send a matter or a document round (verfügen).</summary>
    /// <param name="Of">The matter or the document.</param>
    public sealed record StartRoute(RouteId Route, ObjectRef Of, ValueList<StepWish> Steps, Handler By)
        : RoutingCommand;

    /// <summary>Lay out a circulation folder (Umlaufmappe) for documents of a matter; it starts later.</summary>
    /// <param name="Title">What it is called, or null.</param>
    public sealed record PrepareCirculation(
        RouteId Route, MatterId Matter, string? Title, ValueList<DocumentId> Documents, Handler By) : RoutingCommand;

    /// <summary>Put a further document into a circulation folder that has not started.</summary>
    public sealed record AddToCirculation(RouteId Route, Revision Expected, DocumentId Document) : RoutingCommand;

    /// <summary>Send the circulation folder round.</summary>
    public sealed record StartCirculation(
        RouteId Route, Revision Expected, ValueList<StepWish> Steps, Handler By) : RoutingCommand;

    /// <summary>Say how the route goes on from a turn that has not come; no steps end it before that turn.</summary>
    /// <param name="From">The order number from which on all steps are replaced.</param>
    public sealed record ChangeRoute(RouteId Route, Revision Expected, int From, ValueList<StepWish> Steps)
        : RoutingCommand;

    /// <summary>Do what the step asks, or say no to it.</summary>
    /// <param name="Seen">Versions looked at, where the caller names them; each must be the newest.</param>
    public sealed record DoStep(
        RouteId Route, StepId Step, Revision Expected, Handler By, bool IsRejected, string? Note,
        ValueList<SeenVersion> Seen) : RoutingCommand;

    /// <summary>Let the route go on without the step (überspringen).</summary>
    public sealed record SkipStep(RouteId Route, StepId Step, Revision Expected, Handler By, string? Note)
        : RoutingCommand;

    /// <summary>End the route before its last step.</summary>
    /// <param name="Reason">Why, for people; 1 to 1000 characters.</param>
    public sealed record WithdrawRoute(RouteId Route, Revision Expected, Handler By, string Reason) : RoutingCommand;
}
