using Records.Api.Access;
using Records.Api.Calls;
using Records.Core.Access;
using Records.Core.CaseFiles.Participants;
using static Records.Core.CaseFiles.Participants.ParticipantCommand;

namespace Records.Api.CaseFiles;

/// <summary>Participants (Beteiligte) of case files, matters and documents.</summary>
internal static class ParticipantEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapParticipants()
        {
            foreach (var (group, noun) in routes.OnObjects("Beteiligte"))
            {
                group.MapPost("/participants", AddAsync)
                    .Needs(Act.NameParticipants).Takes<ParticipantRequest>().Gives<Receipt>(201)
                    .WithName($"addParticipantTo{noun}").WithSummary("Beteiligten hinzufügen (add a participant)");
                group.MapPut("/participants/{participant:guid}", ChangeAsync)
                    .Needs(Act.NameParticipants).Takes<ParticipantRequest>().Gives<Receipt>()
                    .WithName($"changeParticipantOf{noun}").WithSummary("Beteiligten ändern (change a participant)");
                group.MapDelete("/participants/{participant:guid}", RemoveAsync)
                    .Needs(Act.NameParticipants).Takes<PlainRequest>().Gives<Receipt>()
                    .WithName($"removeParticipantOf{noun}")
                    .WithSummary("Beteiligten entfernen (remove a participant)");
            }
        }
    }

    private static async Task<IResult> AddAsync(Call call, Guid id)
    {
        var request = await call.ReadAsync<ParticipantRequest>();
        var participant = new ParticipantId(call.NewId());
        return await CaseFileCommands.MakeAsync(
            call, id, request, new AddParticipant(call.Object, participant, request.ToParticipant()), [],
            state => CaseFileCommands.ReceiptOf(call, id, call.Object, state) with { Id = participant.Value });
    }

    private static Task<IResult> ChangeAsync(Call call, Guid id, Guid participant) =>
        CaseFileCommands.ChangeAsync<ParticipantRequest>(
            call, id,
            (request, seen) => new ChangeParticipant(call.Object, new(participant), seen, request.ToParticipant()),
            state => CaseFileCommands.ReceiptOf(call, id, call.Object, state) with { Id = participant });

    private static Task<IResult> RemoveAsync(Call call, Guid id, Guid participant) =>
        CaseFileCommands.ChangeAsync<PlainRequest>(
            call, id, (_, seen) => new RemoveParticipant(call.Object, new(participant), seen),
            state => CaseFileCommands.ReceiptOf(call, id, call.Object, state) with { Id = participant });
}

/// <param name="Name">At most 200 characters.</param>
/// <param name="RoleLabel">The role in words, at most 100 characters; for the role other, and only for it.</param>
/// <param name="Address">At most 500 characters, lines allowed.</param>
/// <param name="Email">At most 254 characters.</param>
/// <param name="Phone">At most 50 characters.</param>
internal sealed record ParticipantRequest(
    ParticipantKind Kind, string Name, ParticipantRole Role, string? RoleLabel = null, string? Address = null,
    string? Email = null, string? Phone = null, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<ParticipantRequest>
{
    public static ParticipantRequest Example { get; } = new(
        ParticipantKind.Person, "Erika Berg", ParticipantRole.Applicant,
        Address: "Lindenweg 4\n70000 Musterstadt", Email: "e.berg@example.org");

    public Participant ToParticipant() => new(
        Kind, Name.Trim(), Role, RoleLabel?.Trim(), Address?.Trim(), Email?.Trim(), Phone?.Trim());
}

/// <summary>Somebody outside the house who has to do with the object.</summary>
internal sealed record ParticipantAnswer(
    Guid Id, string Kind, string Name, string Role, string? RoleLabel = null, string? Address = null,
    string? Email = null, string? Phone = null);
