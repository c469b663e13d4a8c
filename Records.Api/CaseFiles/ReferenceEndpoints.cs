using Records.Actors;
using Records.Api.Access;
using Records.Api.Calls;
using Records.Core.Access;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.References;
using static Records.Core.CaseFiles.References.ReferenceCommand;

namespace Records.Api.CaseFiles;

/// <summary>
/// References (Verweise) between objects: within a case file, to another, and to what we do not hold.
/// </summary>
internal static class ReferenceEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapReferences()
        {
            foreach (var (group, noun) in routes.OnObjects("Verweise"))
            {
                group.MapPost("/references", AddAsync)
                    .Needs(Act.Refer).Takes<ReferenceRequest>().Gives<Receipt>(201)
                    .WithName($"addReferenceTo{noun}").WithSummary("Verweis anlegen (add a reference)");
                group.MapDelete("/references/{reference:guid}", RemoveAsync)
                    .Needs(Act.Refer).Takes<PlainRequest>().Gives<Receipt>()
                    .WithName($"removeReferenceOf{noun}").WithSummary("Verweis zurücknehmen (remove a reference)");
            }

            routes.MapGroup("/case-files/{id:guid}/documents/{document:guid}").WithTags("Verweise")
                .MapPut("/incoming", AnswerAsync).Needs(Act.Refer).Takes<AnswerRequest>().Gives<Receipt>()
                .WithName("answerIncoming")
                .WithSummary("Eingang nennen, auf den der Ausgang antwortet (link outgoing to incoming)");
        }
    }

    private static async Task<IResult> AddAsync(Call call, Guid id)
    {
        var request = await call.ReadAsync<ReferenceRequest>();
        var (of, added, twin) = (call.Object, new ReferenceId(call.NewId()), new ReferenceId(call.NewId()));
        Receipt ReceiptOf(CaseFile state) => CaseFileCommands.ReceiptOf(call, id, of, state) with { Id = added.Value };

        if (request is not { Foreign: null, Text: null, Object: { } to })
            return await CaseFileCommands.MakeAsync(call, id, request, new AddReference(of, added, new(
                ReferenceRelation.SeeAlso, new(null, request.Object, request.Foreign, request.Text), request.Remark,
                null)), [], ReceiptOf);
        if (request.CaseFile is not { } other || other == id)
            return await CaseFileCommands.MakeAsync(
                call, id, request, new ReferWithin(of, added, to, twin, request.Remark), [], ReceiptOf);

        var (here, there) = (new CaseFileId(id), new CaseFileId(other));
        return await Changes.RunAsync<CaseFile>(call, request, 201, needsKey: true,
            terms => call.Tenant.Joint.AskAsync(
                new(nameof(AddReference), here, there, call.Hides, (one, two) => JointReferences.Refer(
                    (here, one, of, added), (there, two, to, twin), request.Remark)),
                terms),
            ReceiptOf);
    }

    private static async Task<IResult> RemoveAsync(Call call, Guid id, Guid reference)
    {
        var (seen, problem) = call.IfMatch();
        if (problem is not null)
            return problem;
        var request = await call.ReadAsync<PlainRequest>();
        var (of, file) = (call.Object, new CaseFileId(id));
        var command = new RemoveReference(of, new(reference), seen);
        return await Changes.RunAsync<CaseFile>(call, request, 200, needsKey: false, async terms =>
        {
            // Which object has its other end does not change; whether both may be touched is decided on both states.
            var (state, _, _, _) = await call.Tenant.Files.LookAsync(new(id), call.Cancel);
            return JointReferences.OtherEnd(state, of, command.Id) is { } other
                && await LiesInAsync(call, other.File, other.Of) is var lies && lies != file
                ? await call.Tenant.Joint.AskAsync(
                    new(nameof(RemoveReference), file, lies, call.Hides, (one, two) =>
                        JointReferences.Remove(command, one, (other.Of, other.Id), two)),
                    terms)
                : await call.Tenant.Files.AskAsync(
                    new(id), new(command, terms) { Guard = call.Hides }, call.Cancel);
        }, state => CaseFileCommands.ReceiptOf(call, id, of, state) with { Id = reference });
    }

    // What was moved to another file since took its end of the reference along.
    private static async Task<CaseFileId> LiesInAsync(Call call, CaseFileId file, ObjectRef of)
    {
        while (of.Id is { } id && (await call.Tenant.Files.LookAsync(new(file.Value), call.Cancel)).State is var state
            && state is not CaseFile.Unopened && state.Contents.MovedOut.TryGetValue(id, out var next))
            file = next;
        return file;
    }

    private static Task<IResult> AnswerAsync(Call call, Guid id, Guid document) =>
        CaseFileCommands.ChangeAsync<AnswerRequest>(
            call, id,
            (request, seen) => new AnswerIncoming(
                new(document), seen, new(request.Incoming), new(call.NewId()), new(call.NewId())),
            state => CaseFileCommands.ReceiptOf(call, id, call.Object, state));
}

/// <param name="CaseFile">Another case file; left out for this one, and for what we do not hold.</param>
/// <param name="Matter">A matter of that file.</param>
/// <param name="Document">A document of that file.</param>
/// <param name="Foreign">The id of something we do not hold.</param>
/// <param name="Text">How something we do not hold is quoted; at most 500 characters.</param>
/// <param name="Remark">Why, for people; at most 1000 characters.</param>
internal sealed record ReferenceRequest(
    Guid? CaseFile = null, Guid? Matter = null, Guid? Document = null, Guid? Foreign = null, string? Text = null,
    string? Remark = null, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<ReferenceRequest>
{
    public static ReferenceRequest Example { get; } =
        new(Text: "Bebauungsplan Südring, Planblatt 3", Remark: "Grundlage der Genehmigung");

    public ObjectRef? Object => this switch
    {
        { Document: { } document } => ObjectRef.Of(new DocumentId(document)),
        { Matter: { } matter } => ObjectRef.Of(new MatterId(matter)),
        { CaseFile: { } } => ObjectRef.CaseFile,
        _ => null,
    };
}

/// <param name="Incoming">The incoming document of the same matter.</param>
internal sealed record AnswerRequest(Guid Incoming, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<AnswerRequest>
{
    public static AnswerRequest Example { get; } = new(Incoming: new("7d2f6e1a-90b4-4c7d-a3c4-5b1e8c40d3f3"));
}

/// <summary>One end of a reference.</summary>
/// <param name="Relation">see-also, answers, answered-by, copy-of, copied-to, merged-from or merged-into.</param>
/// <param name="CaseFile">The other case file; left out for this one, and for what we do not hold.</param>
/// <param name="Kind">case-file, matter or document; left out for what we do not hold.</param>
/// <param name="Object">The matter or document.</param>
internal sealed record ReferenceAnswer(
    Guid Id, string Relation, Guid? CaseFile = null, string? Kind = null, Guid? Object = null, Guid? Foreign = null,
    string? Text = null, string? Remark = null);
