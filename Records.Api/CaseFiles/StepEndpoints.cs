using Records.Api.Access;
using Records.Api.Calls;
using Records.Core.Access;
using Records.Core.CaseFiles.Routing;
using static Records.Core.CaseFiles.Routing.RoutingCommand;

namespace Records.Api.CaseFiles;

/// <summary>What is done with the steps of a route (R20).</summary>
internal static class StepEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapSteps()
        {
            var steps = routes.MapGroup("/case-files/{id:guid}/routes/{route:guid}/steps/{step:guid}")
                .WithTags("Geschäftsgang");
            steps.MapPut("/handling", HandleAsync).Needs(Act.HandleStep).Takes<HandleStepRequest>().Gives<Receipt>()
                .WithName("handleStep").WithSummary("Schritt erledigen oder ablehnen (do a step, or reject it)");
            steps.MapPut("/skipping", SkipAsync).Needs(Act.Route).Takes<SkipStepRequest>().Gives<Receipt>()
                .WithName("skipStep").WithSummary("Schritt überspringen (skip a step)");
        }
    }

    private static Task<IResult> HandleAsync(Call call, Guid id, Guid route, Guid step) =>
        RouteEndpoints.ChangeAsync<HandleStepRequest>(call, id, route, (request, seen) => new DoStep(
            new(route), new(step), seen, call.Handler, request.Outcome is StepOutcome.Rejected, request.Note,
            [.. (request.Versions ?? []).Select(version => new SeenVersion(new(version.Document), version.Version))]));

    private static Task<IResult> SkipAsync(Call call, Guid id, Guid route, Guid step) =>
        RouteEndpoints.ChangeAsync<SkipStepRequest>(call, id, route, (request, seen) => new SkipStep(
            new(route), new(step), seen, call.Handler, request.Note));
}

/// <summary>What became of a step.</summary>
internal enum StepOutcome
{
    /// <summary>Done as it was asked.</summary>
    Done,

    /// <summary>Turned down, which ends the route.</summary>
    Rejected,
}

/// <param name="Note">At most 1000 characters; a rejection needs one.</param>
/// <param name="Versions">The versions looked at; each must be the newest.</param>
internal sealed record HandleStepRequest(
    StepOutcome Outcome, string? Note = null, IReadOnlyList<SeenVersionBody>? Versions = null,
    DateOnly? Effective = null, string? LegalBasis = null) : ICommandContract, IExampled<HandleStepRequest>
{
    public static HandleStepRequest Example { get; } = new(StepOutcome.Done, "einverstanden");
}

/// <param name="Note">At most 1000 characters.</param>
internal sealed record SkipStepRequest(string? Note = null, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<SkipStepRequest>
{
    public static SkipStepRequest Example { get; } = new("bis auf Weiteres nicht im Dienst");
}
