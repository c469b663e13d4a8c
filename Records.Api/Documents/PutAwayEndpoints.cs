using Records.Api.Access;
using Records.Api.Calls;
using Records.Api.CaseFiles;
using Records.Core.Access;
using static Records.Core.CaseFiles.PuttingAway.PuttingAwayCommand;

namespace Records.Api.Documents;

/// <summary>Putting documents away (Weglegen) and taking them up again (R37).</summary>
internal static class PutAwayEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapPuttingAway()
        {
            var document = routes.MapGroup("/case-files/{id:guid}/documents/{document:guid}").WithTags("Dokumente");
            document.MapPut("/put-away", PutAwayAsync).Needs(Act.PutAway).Takes<PlainRequest>().Gives<Receipt>()
                .WithName("putDocumentAway").WithSummary("Dokument weglegen (put a document away)");
            document.MapDelete("/put-away", TakeUpAsync).Needs(Act.PutAway).Takes<PlainRequest>().Gives<Receipt>()
                .WithName("takeDocumentUp")
                .WithSummary("Weggelegtes Dokument wieder aufnehmen (take a document up again)");
        }
    }

    private static Task<IResult> PutAwayAsync(
        Call call, Guid id, Guid document) => CaseFileCommands.ChangeAsync<PlainRequest>(
        call, id, (_, seen) => new PutAway(new(document), seen, call.Today),
        state => CaseFileCommands.ReceiptOf(call, id, call.Object, state));

    private static Task<IResult> TakeUpAsync(
        Call call, Guid id, Guid document) => CaseFileCommands.ChangeAsync<PlainRequest>(
        call, id, (_, seen) => new TakeUpAgain(new(document), seen, call.Today),
        state => CaseFileCommands.ReceiptOf(call, id, call.Object, state));
}

/// <param name="On">When it was put away.</param>
/// <param name="Until">The last day on which it is kept, and can be taken up again.</param>
internal sealed record PutAwayMark(DateOnly On, DateOnly Until);
