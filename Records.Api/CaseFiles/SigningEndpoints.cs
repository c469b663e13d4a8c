using Records.Api.Access;
using Records.Api.Calls;
using Records.Core.Access;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Signing;
using static Records.Core.CaseFiles.Signing.SigningCommand;

namespace Records.Api.CaseFiles;

/// <summary>Acts on versions of a document outside a route (R22), final signature (R23) and dispatch (R24).</summary>
internal static class SigningEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapSigning()
        {
            var document = routes.MapGroup("/case-files/{id:guid}/documents/{document:guid}").WithTags("Zeichnung");
            document.MapPost("/acts", ActAsync)
                .Needs(Act.ActOnVersion).Takes<ActOnVersionRequest>().Gives<Receipt>(201)
                .WithName("actOnVersion").WithSummary(
                    "Mitzeichnen, genehmigen, ablehnen, Stellung oder zur Kenntnis nehmen (act on a version)");
            document.MapPut("/final-signature", FinalSignAsync)
                .Needs(Act.FinalSign).Takes<PlainRequest>().Gives<Receipt>()
                .WithName("finalSign").WithSummary("Schlusszeichnen (final-sign the newest version)");
            document.MapPost("/dispatches", DispatchAsync)
                .Needs(Act.ConfirmDispatch).Takes<ConfirmDispatchRequest>().Gives<Receipt>(201)
                .WithName("confirmDispatch").WithSummary("Versand bestätigen (confirm a dispatch)");
        }
    }

    private static async Task<IResult> ActAsync(Call call, Guid id, Guid document)
    {
        var request = await call.ReadAsync<ActOnVersionRequest>();
        return await CaseFileCommands.MakeAsync(call, id, request,
            new ActOnVersion(new(document), request.Version, request.Kind, call.Handler, request.Note), [],
            state => ReceiptOf(call, id, state));
    }

    private static Task<IResult> FinalSignAsync(Call call, Guid id, Guid document) =>
        CaseFileCommands.ChangeAsync<PlainRequest>(
            call, id, (_, seen) => new FinalSign(new(document), seen, call.Handler),
            state => ReceiptOf(call, id, state));

    private static async Task<IResult> DispatchAsync(Call call, Guid id, Guid document)
    {
        var request = await call.ReadAsync<ConfirmDispatchRequest>();
        return await CaseFileCommands.MakeAsync(call, id, request,
            new ConfirmDispatch(
                new(document), request.Version, request.On, call.Today, request.Way, [.. request.Addressees],
                call.Handler),
            [], state => ReceiptOf(call, id, state));
    }

    private static Receipt ReceiptOf(Call call, Guid id, CaseFile state) =>
        CaseFileCommands.ReceiptOf(call, id, call.Object, state);
}

/// <param name="Version">The version looked at; it must be the newest.</param>
/// <param name="Note">At most 1000 characters; rejecting and commenting need one.</param>
internal sealed record ActOnVersionRequest(
    VersionActKind Kind, int Version, string? Note = null, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<ActOnVersionRequest>
{
    public static ActOnVersionRequest Example { get; } =
        new(VersionActKind.Comment, 1, "Aus Sicht des Brandschutzes keine Bedenken.");
}

/// <param name="Version">The version that went out; it must be the newest.</param>
/// <param name="On">The day on which it went out.</param>
/// <param name="Addressees">To whom, by name: 1 to 500, each at most 200 characters.</param>
internal sealed record ConfirmDispatchRequest(
    int Version, DateOnly On, DispatchWay Way, IReadOnlyList<string> Addressees, DateOnly? Effective = null,
    string? LegalBasis = null) : ICommandContract, IExampled<ConfirmDispatchRequest>
{
    public static ConfirmDispatchRequest Example { get; } =
        new(1, new(2026, 9, 15), DispatchWay.Letter, ["Bauherrengemeinschaft Mühlenstraße 12"]);
}
