using System.Globalization;
using Records.Actors;
using Records.Api.Access;
using Records.Api.Calls;
using Records.Api.CaseFiles;
using Records.Core.Access;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Documents;
using Records.Core.InTray;
using static Records.Core.CaseFiles.CaseFileCommand;

namespace Records.Api.InTray;

/// <summary>Registering what came in (R17): out of the in-tray and into a matter, in one act.</summary>
internal static class RegistrationEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapRegistrations() =>
            routes.MapGroup("/case-files/{id:guid}/matters/{matter:guid}/registrations").WithTags("Postkorb")
                .MapPost("", RegisterAsync).Needs(Act.HandleInTray).Takes<RegisterRequest>().Gives<Receipt>(201)
                .WithName("registerIncoming")
                .WithSummary("Aus dem Postkorb zum Vorgang nehmen (register as an incoming document)");
    }

    private static async Task<IResult> RegisterAsync(Call call, Guid id, Guid matter)
    {
        var request = await call.ReadAsync<RegisterRequest>();
        var document = new DocumentId(call.NewId());
        var asked = await CaseFileCommands.FieldsAskedAsync(call, id, ObjectKind.Document);
        var wish = new RegistrationWish(new(request.Entry), new(id), call.Hides, call.Hides, (entry, content) =>
            new FileDocument(new(matter), document, DocumentKind.Incoming, FieldsOf(request, entry), content)
            {
                Extra = asked,
            });
        return await Changes.RunAsync<CaseFile>(call, request, 201, needsKey: true,
            terms => call.Tenant.InTrayRegistration.RegisterAsync(wish, terms, call.Cancel),
            state => CaseFileCommands.ReceiptOf(call, id, ObjectRef.Of(document), state));
    }

    private static ValueList<FieldValue> FieldsOf(RegisterRequest request, InTrayBody entry)
    {
        var fields = new Dictionary<string, string?>
        {
            ["subject"] = entry.Fields.GetValueOrDefault("subject"),
            ["receivedOn"] = Call.DayOf(entry.ReceivedAt).ToString("O", CultureInfo.InvariantCulture),
        };
        foreach (var (field, value) in request.Fields ?? new Dictionary<string, string?>())
            fields[field] = value;
        return CaseFileCommands.FieldsOf(fields);
    }
}
