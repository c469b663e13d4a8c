using Records.Api.Access;
using Records.Api.Calls;
using Records.Api.CaseFiles;
using Records.Api.Documents;
using Records.Core.Access;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.InTray;
using Records.Core.People;
using Records.Core.Ports;
using Records.Storage.Views;
using static Records.Core.InTray.InTrayCommand;

namespace Records.Api.InTray;

/// <summary>The in-tray (Postkorb): put in, look, put elsewhere, turn away (R16). What is filed leaves it (R17).</summary>
internal static class InTrayEndpoints
{
    private static readonly string[] States = ["waiting", "registered", "rejected"];

    extension(IEndpointRouteBuilder routes)
    {
        public void MapInTray()
        {
            var tray = routes.MapGroup("/in-tray").WithTags("Postkorb");
            tray.MapPost("/uploads", UploadAsync).Needs(Act.PutInTray)
                .Accepts<Stream>(isOptional: false, "application/octet-stream").Gives<UploadAnswer>(201)
                .WithName("uploadToInTray").WithSummary("Inhalt für den Postkorb hochladen (upload what came in)");
            tray.MapPost("", PutAsync).Needs(Act.PutInTray).Takes<PutInTrayRequest>().Gives<Receipt>(201)
                .WithName("putInTray").WithSummary("In den Postkorb legen (put into an in-tray)");
            tray.MapGet("", ListAsync).Needs(Act.ReadInTray).Gives<Page<InTrayAnswer>>()
                .WithName("listInTray").WithSummary("Postkorb, das Älteste zuerst (my in-tray, or that of a unit)");
            tray.MapGet("/{entry:guid}", LookAsync).Needs(Act.ReadInTray).Gives<InTrayAnswer>()
                .WithName("getInTrayEntry").WithSummary("Ein Eintrag im Postkorb (an entry)");
            tray.MapGet("/{entry:guid}/content", ContentAsync).Needs(Act.ReadInTray)
                .Produces<Stream>(200, "application/octet-stream")
                .Produces<ProblemDocument>(StatusCodes.Status400BadRequest, Problem.MediaType)
                .WithName("getInTrayContent").WithSummary("Was eingegangen ist (the bytes that came in; ranges)");
            tray.MapPut("/{entry:guid}/place", ReassignAsync)
                .Needs(Act.HandleInTray).Takes<ReassignRequest>().Gives<Receipt>()
                .WithName("reassignInTrayEntry").WithSummary("In einen anderen Postkorb legen (put elsewhere)");
            tray.MapPut("/{entry:guid}/rejection", RejectAsync)
                .Needs(Act.HandleInTray).Takes<RejectRequest>().Gives<Receipt>()
                .WithName("rejectInTrayEntry").WithSummary("Zurückweisen (turn away, with a reason)");
        }
    }

    // Sealed from the start with a key of its own, which becomes the entry's.
    private static async Task<IResult> UploadAsync(Call call)
    {
        var stream = new StreamId(call.NewId());
        return await Uploading.ReceiveAsync(
            call, stream, hasOwnKey: true, async () => await call.Tenant.Keys.CreateAsync(stream, call.Cancel));
    }

    private static async Task<IResult> PutAsync(Call call)
    {
        var request = await call.ReadAsync<PutInTrayRequest>();
        var (place, unknown) = await PlaceAsync(call, request.For);
        if (unknown is not null)
            return unknown.ToProblem();
        // A repetition whose upload is long gone still gets its stored answer.
        var upload = await call.Tenant.Uploads.FindForInTrayAsync(new(request.Upload), call.Cancel);
        var now = call.Tenant.Clock.GetUtcNow();
        return await Changes.RunAsync<InTrayEntry>(call, request, 201, needsKey: true,
            async terms =>
            {
                if (upload is null)
                    return new Actors.Outcome<InTrayEntry>.Refused(UploadProblems.Unknown);
                var outcome = await call.Tenant.InTrayRegistration.PutAsync(
                    upload,
                    new(request.Source, request.ReceivedAt ?? now, now, place,
                        CaseFileCommands.FieldsOf(request.Fields), upload.Content),
                    terms);
                if (outcome is Actors.Outcome<InTrayEntry>.Done)
                    await call.Tenant.Uploads.RemoveAsync(upload.Content.Object, CancellationToken.None);
                return outcome;
            },
            state => ReceiptOf(call, upload!.Stream.Value, state));
    }

    private static async Task<IResult> ListAsync(
        Call call, Guid? unit, string? cursor, string state = "waiting", int limit = Reads.DefaultLimit)
    {
        if (limit is < 1 or > Reads.MaxLimit)
            return CallProblems.LimitOutOfRange;
        if (!States.Contains(state))
            return CallProblems.QueryUnclean;
        var after = cursor is null ? null : Reads.ReadCursor(cursor, 1);
        if (cursor is not null && after is null)
            return CallProblems.CursorMalformed;
        if (await call.WaitForPositionAsync() is { } late)
            return late;

        var query = new InTrayQuery(unit, state, after?[0], limit);
        var (found, position) = await call.Tenant.Views.InTrayAsync(query, call.Actor, call.Cancel);
        call.Reflects(position);
        var next = found.Count == limit ? Reads.Cursor(found[^1].Position) : null;
        return Answers.Json(new Page<InTrayAnswer>(
            [.. found.Select(row => InTrayAnswer.Of(call, row, call.ReadingInTray(row.Id)))], next));
    }

    private static async Task<IResult> LookAsync(Call call, Guid entry)
    {
        var (row, late) = await FindAsync(call, entry);
        if (row is null)
            return late!;

        var (state, _, _, _) = await call.Tenant.InTray.LookAsync(new(entry), call.Cancel);
        call.Http.Response.Headers.ETag = $"\"{row.Revision}\"";
        return Answers.Json(InTrayAnswer.Of(call, row, call.LinksOf(entry, state)));
    }

    private static async Task<IResult> ContentAsync(Call call, Guid entry)
    {
        var (row, late) = await FindAsync(call, entry);
        if (row is null)
            return late!;
        return await ContentEndpoints.OpenAsync(call, row.Key, row.Object, row.SizeBytes) is { } content
            ? ContentEndpoints.Served(call, content, row.MediaType, row.OriginalName, row.PutAt, row.Sha256)
            : InTrayRefusals.UnknownEntry.ToProblem();
    }

    private static async Task<IResult> ReassignAsync(Call call, Guid entry)
    {
        var (place, unknown) = await PlaceAsync(call, (await call.ReadAsync<ReassignRequest>()).For);
        return unknown?.ToProblem() ?? await ChangeAsync<ReassignRequest>(
            call, entry, (request, seen) => new ReassignEntry(seen, place, request.Reason));
    }

    private static Task<IResult> RejectAsync(Call call, Guid entry) => ChangeAsync<RejectRequest>(
        call, entry, (request, seen) => new RejectEntry(seen, request.Reason));

    private static async Task<IResult> ChangeAsync<TRequest>(
        Call call, Guid entry, Func<TRequest, Revision, InTrayCommand> wish) where TRequest : ICommandContract
    {
        var (seen, problem) = call.IfMatch();
        if (problem is not null)
            return problem;
        var request = await call.ReadAsync<TRequest>();
        return await Changes.RunAsync<InTrayEntry>(call, request, 200, needsKey: false,
            terms => call.Tenant.InTray.AskAsync(
                new(entry),
                new(wish(request, seen), terms) { Guard = call.Hides }, call.Cancel),
            state => ReceiptOf(call, entry, state));
    }

    private static async Task<(InTrayRow? Row, IResult? Problem)> FindAsync(Call call, Guid entry)
    {
        if (await call.WaitForPositionAsync() is { } late)
            return (null, late);
        var (row, position) = await call.Tenant.Views.InTrayEntryAsync(entry, call.Actor, call.Cancel);
        call.Reflects(position);
        return (row, InTrayRefusals.UnknownEntry.ToProblem());
    }

    // In the tray of nobody it would wait for ever.
    private static async Task<(InTrayPlace Place, Refusal? Unknown)> PlaceAsync(Call call, PlaceContract? given)
    {
        var unit = given?.Unit is { } named ? new(named) : call.Actor.Unit;
        PersonId? person = given?.Person is { } one ? new(one) : null;
        var place = new InTrayPlace(unit, person);
        if (unit != call.Actor.Unit && call.Tenant.UnitName(unit) is null)
            return (place, CaseFileProblems.UnknownUnit with { Pointer = "/for/unit" });
        var isKnown = person is not { } who || (await call.Tenant.People.NamesAsync([who], call.Cancel)).Count > 0;
        return (place, isKnown ? null : CaseFileProblems.UnknownPerson);
    }

    private static Receipt ReceiptOf(Call call, Guid entry, InTrayEntry state) =>
        new(entry, state.Contents.Revision.Value, call.LinksOf(entry, state));
}
