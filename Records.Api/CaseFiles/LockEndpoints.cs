using Records.Api.Access;
using Records.Api.Calls;
using Records.Core.Access;
using static Records.Core.CaseFiles.Locking.LockingCommand;

namespace Records.Api.CaseFiles;

/// <summary>Locks (Sperren) on case files, matters and documents (R12).</summary>
internal static class LockEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapLocks()
        {
            foreach (var (group, noun) in routes.OnObjects("Sperren"))
            {
                group.MapPut("/lock", LockAsync).Needs(Act.Lock).Takes<LockRequest>().Gives<Receipt>()
                    .WithName($"lock{noun}").WithSummary("Gegen Bearbeitung sperren (lock against editing)");
                group.MapDelete("/lock", UnlockAsync).Needs(Act.Unlock).Takes<PlainRequest>().Gives<Receipt>()
                    .WithName($"unlock{noun}").WithSummary("Sperre aufheben (take the lock off)");
            }
        }
    }

    private static Task<IResult> LockAsync(Call call, Guid id) => CaseFileCommands.ChangeAsync<LockRequest>(
        call, id, (request, seen) => new LockObject(call.Object, seen, request.Reason),
        state => CaseFileCommands.ReceiptOf(call, id, call.Object, state));

    private static Task<IResult> UnlockAsync(Call call, Guid id) => CaseFileCommands.ChangeAsync<PlainRequest>(
        call, id, (_, seen) => new UnlockObject(call.Object, seen),
        state => CaseFileCommands.ReceiptOf(call, id, call.Object, state));
}

/// <param name="Reason">Why, for people; at most 1000 characters.</param>
internal sealed record LockRequest(string? Reason = null, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<LockRequest>
{
    public static LockRequest Example { get; } = new("Rechnungsprüfung bis Ende des Monats");
}

/// <param name="By">Who locked it.</param>
internal sealed record LockMark(DateTimeOffset At, Guid By, string? Reason = null);
