using Records.Api.Access;
using Records.Api.Calls;
using Records.Core.Access;
using Records.Core.People;
using static Records.Core.CaseFiles.Deleting.DeletingCommand;

namespace Records.Api.CaseFiles;

/// <summary>Deleting filing mistakes (Löschen) by two people: one marks, the one named confirms (R45, R46).</summary>
internal static class DeletionEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapDeletions()
        {
            foreach (var (group, noun) in routes.OnObjects("Löschungen"))
            {
                group.MapPut("/deletion", MarkAsync).Needs(Act.Delete).Takes<DeletionRequest>().Gives<Receipt>()
                    .WithName($"markForDeletion{noun}")
                    .WithSummary("Löschmarkierung setzen (ask for its deletion)");
                group.MapDelete("/deletion", WithdrawAsync).Needs(Act.Delete).Takes<PlainRequest>().Gives<Receipt>()
                    .WithName($"withdrawDeletionOf{noun}")
                    .WithSummary("Löschmarkierung zurücknehmen (take that back)");
                group.MapPut("/deletion/confirmation", ConfirmAsync)
                    .Needs(Act.Delete).Takes<PlainRequest>().Gives<Receipt>()
                    .WithName($"confirmDeletionOf{noun}")
                    .WithSummary("Löschung bestätigen, als benannte Person (confirm it, as the person named)");
            }
        }
    }

    private static async Task<IResult> MarkAsync(Call call, Guid id)
    {
        var named = new PersonId((await call.ReadAsync<DeletionRequest>()).Checker);
        var known = await call.Tenant.People.NamesAsync([named], call.Cancel);
        return await CaseFileCommands.ChangeAsync<DeletionRequest>(
            call, id, (request, seen) => new MarkForDeletion(
                call.Object, seen, call.Actor.Person, known.ContainsKey(named) ? named : null, request.Reason,
                call.Tenant.Policy),
            state => CaseFileCommands.ReceiptOf(call, id, call.Object, state));
    }

    private static Task<IResult> WithdrawAsync(Call call, Guid id) => CaseFileCommands.ChangeAsync<PlainRequest>(
        call, id, (_, seen) => new WithdrawDeletion(call.Object, seen),
        state => CaseFileCommands.ReceiptOf(call, id, call.Object, state));

    private static Task<IResult> ConfirmAsync(Call call, Guid id) => CaseFileCommands.ChangeAsync<PlainRequest>(
        call, id, (_, seen) => new ConfirmDeletion(call.Object, seen, call.Actor.Person, call.Tenant.Policy),
        state => CaseFileCommands.ReceiptOf(call, id, call.Object, state));
}

/// <param name="Checker">Who is to confirm it, as the history names people; not the one who asks.</param>
/// <param name="Reason">Why, kept for ever, so without names of people; 1 to 1000 characters.</param>
internal sealed record DeletionRequest(
    Guid Checker, string Reason, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<DeletionRequest>
{
    public static DeletionRequest Example { get; } =
        new(new("2c9f7d1e-3b52-4a0e-9d57-6f1c0a8e4b23"), "In die falsche Akte hochgeladen");
}

/// <param name="By">Who asks for it.</param>
/// <param name="Checker">Who is to confirm it.</param>
internal sealed record DeletionMark(DateTimeOffset At, Guid By, Guid Checker, string Reason);

/// <param name="Of">What was confirmed: the object itself, or what it lay in.</param>
internal sealed record DeletedMark(
    DateTimeOffset At, Guid MarkedBy, Guid ConfirmedBy, string Reason, MarkedObject Of);
