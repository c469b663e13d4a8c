using Records.Api.Access;
using Records.Api.Calls;
using Records.Core.Access;
using static Records.Core.CaseFiles.Cancelling.CancellingCommand;

namespace Records.Api.CaseFiles;

/// <summary>Cancelling (Stornieren) case files, matters and documents, and undoing it (R42 to R44).</summary>
internal static class CancellationEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapCancellations()
        {
            foreach (var (group, noun) in routes.OnObjects("Stornierungen"))
            {
                group.MapPut("/cancellation", CancelAsync)
                    .Needs(Act.Cancel).Takes<CancellationRequest>().Gives<Receipt>()
                    .WithName($"cancel{noun}").WithSummary("Stornieren, mit allem darin (cancel, with all in it)");
                group.MapDelete("/cancellation", UndoAsync).Needs(Act.Cancel).Takes<PlainRequest>().Gives<Receipt>()
                    .WithName($"undoCancellationOf{noun}")
                    .WithSummary("Stornierung aufheben (undo the cancellation)");
            }
        }
    }

    private static Task<IResult> CancelAsync(Call call, Guid id) => CaseFileCommands.ChangeAsync<CancellationRequest>(
        call, id, (request, seen) => new CancelObject(call.Object, seen, request.Reason, call.Tenant.Policy),
        state => CaseFileCommands.ReceiptOf(call, id, call.Object, state));

    private static Task<IResult> UndoAsync(Call call, Guid id) => CaseFileCommands.ChangeAsync<PlainRequest>(
        call, id, (_, seen) => new UndoCancellation(call.Object, seen),
        state => CaseFileCommands.ReceiptOf(call, id, call.Object, state));
}

/// <param name="Reason">Why, for people; 1 to 1000 characters.</param>
internal sealed record CancellationRequest(string Reason, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<CancellationRequest>
{
    public static CancellationRequest Example { get; } = new("Versehentlich doppelt angelegt");
}

/// <param name="By">Who cancelled it.</param>
/// <param name="Of">What was cancelled: the object itself, or what it lies in.</param>
internal sealed record CancellationMark(DateTimeOffset At, Guid By, string Reason, MarkedObject Of);

/// <param name="Kind">case-file, matter or document.</param>
/// <param name="Id">The matter or document; left out for the file itself.</param>
internal sealed record MarkedObject(string Kind, Guid? Id = null);
