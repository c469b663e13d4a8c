using Records.Api.Access;
using Records.Api.Calls;
using Records.Core.Access;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.Deciding;
using Records.Core.People;
using Records.Storage.Views;
using static Records.Core.CaseFiles.Resubmissions.ResubmissionCommand;

namespace Records.Api.CaseFiles;

/// <summary>Resubmissions (Wiedervorlagen): set, move, complete, drop, and what is due (R25).</summary>
internal static class ResubmissionEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapResubmissions()
        {
            foreach (var (group, noun) in routes.OnObjects("Wiedervorlagen"))
                group.MapPost("/resubmissions", SetAsync)
                    .Needs(Act.Resubmit).Takes<SetResubmissionRequest>().Gives<Receipt>(201)
                    .WithName($"resubmit{noun}").WithSummary("Auf Wiedervorlage legen (bring it back on a day)");

            var one = routes.MapGroup("/case-files/{id:guid}/resubmissions/{resubmission:guid}")
                .WithTags("Wiedervorlagen");
            one.MapGet("", LookAsync).Needs(Act.ReadCaseFile).Gives<ResubmissionAnswer>()
                .WithName("getResubmission").WithSummary("Offene Wiedervorlage (an open resubmission)");
            one.MapPatch("", MoveAsync).Needs(Act.Resubmit).Takes<MoveResubmissionRequest>().Gives<Receipt>()
                .WithName("moveResubmission")
                .WithSummary("Wiedervorlage verlegen (to another day or somebody else)");
            one.MapPut("/completion", CompleteAsync).Needs(Act.Resubmit).Takes<PlainRequest>().Gives<Receipt>()
                .WithName("completeResubmission").WithSummary("Wiedervorlage erledigen (what it was for is done)");
            one.MapDelete("", DropAsync).Needs(Act.Resubmit).Takes<PlainRequest>().Gives<Receipt>()
                .WithName("dropResubmission").WithSummary("Wiedervorlage streichen (it is not needed any more)");

            routes.MapGet("/resubmissions", ListAsync).WithTags("Wiedervorlagen")
                .Needs(Act.ReadCaseFile).Gives<Page<ResubmissionItem>>().WithName("listResubmissions").WithSummary(
                    "Fällige Wiedervorlagen, die älteste zuerst (what is due for me, whom I represent, or my unit)");
        }
    }

    private static async Task<IResult> SetAsync(Call call, Guid id)
    {
        var request = await call.ReadAsync<SetResubmissionRequest>();
        var who = request.For?.ToAddressee() ?? Addressee.Of(call.Actor.OnBehalfOf ?? call.Actor.Person);
        if (await UnknownAsync(call, request.For) is { } unknown)
            return unknown.ToProblem();
        var resubmission = call.NewId();
        return await CaseFileCommands.MakeAsync(call, id, request,
            new SetResubmission(call.Object, new(resubmission), request.On, who, request.Reason, call.Today), [],
            state => CaseFileCommands.ReceiptOf(call, id, call.Object, state) with
            {
                Id = resubmission,
                Links = LinksOf(call, id, resubmission),
            });
    }

    private static async Task<IResult> MoveAsync(Call call, Guid id, Guid resubmission)
    {
        var request = await call.ReadAsync<MoveResubmissionRequest>();
        if (await UnknownAsync(call, request.For) is { } unknown)
            return unknown.ToProblem();
        return await ChangeAsync<MoveResubmissionRequest>(call, id, resubmission, (wish, seen) =>
            new MoveResubmission(new(resubmission), seen, wish.On, wish.For?.ToAddressee(), call.Today));
    }

    private static Task<IResult> CompleteAsync(Call call, Guid id, Guid resubmission) =>
        ChangeAsync<PlainRequest>(call, id, resubmission, (_, seen) =>
            new CompleteResubmission(new(resubmission), seen));

    private static Task<IResult> DropAsync(Call call, Guid id, Guid resubmission) =>
        ChangeAsync<PlainRequest>(call, id, resubmission, (_, seen) => new DropResubmission(new(resubmission), seen));

    // What was done about it is answered with the object it stood on: that is what has a new revision.
    private static async Task<IResult> ChangeAsync<TRequest>(
        Call call, Guid id, Guid resubmission, Func<TRequest, Revision, CaseFileCommand> wish)
        where TRequest : ICommandContract
    {
        var (state, _, _, _) = await call.Tenant.Files.LookAsync(new(id), call.Cancel);
        var of = state is CaseFile.Unopened ? null : state.Contents.Resubmissions.GetValueOrDefault(resubmission)?.Of;
        return await CaseFileCommands.ChangeAsync(call, id, wish, after =>
            CaseFileCommands.ReceiptOf(call, id, of ?? ObjectRef.CaseFile, after));
    }

    private static async Task<IResult> LookAsync(Call call, Guid id, Guid resubmission)
    {
        if (await call.WaitForPositionAsync() is { } late)
            return late;

        var (sheet, position) = await call.Tenant.Views.CaseFileAsync(id, call.Actor, call.Cancel);
        call.Reflects(position);
        if (sheet is null)
            return CaseFileRefusals.NotOpened.ToProblem();
        if (sheet.Parts.FirstOrDefault(part => part.Kind == "resubmission" && part.Id == resubmission) is not { } part)
            return ResubmissionRefusals.UnknownResubmission.ToProblem();
        var revision = part.OwnerKind switch
        {
            "matter" => sheet.Matters.Single(matter => matter.Id == part.Owner).Revision,
            "document" => sheet.Documents.Single(document => document.Id == part.Owner).Revision,
            _ => sheet.CaseFile.Revision,
        };
        call.Http.Response.Headers.ETag = $"\"{revision}\"";
        return Answers.Json(ResubmissionAnswer.Of(part));
    }

    private static async Task<IResult> ListAsync(
        Call call, DateOnly? until, Guid? addressee, string? cursor, int limit = Reads.DefaultLimit)
    {
        if (limit is < 1 or > Reads.MaxLimit)
            return CallProblems.LimitOutOfRange;
        var after = cursor is null ? null : Reads.ReadCursor(cursor, 2);
        if (cursor is not null && !(after is [var day, _] && day <= DateOnly.MaxValue.DayNumber))
            return CallProblems.CursorMalformed;
        if (await call.WaitForPositionAsync() is { } late)
            return late;

        var query = new ResubmissionQuery(
            until ?? call.Today, addressee, after is null ? null : (DateOnly.FromDayNumber((int)after[0]), after[1]),
            limit);
        var (found, position) = await call.Tenant.Views.ResubmissionsAsync(query, call.Actor, call.Cancel);
        call.Reflects(position);
        var next = found.Count == limit ? Reads.Cursor(found[^1].Due.DayNumber, found[^1].Position) : null;
        return Answers.Json(new Page<ResubmissionItem>([.. found.Select(row => ResubmissionItem.Of(call, row))], next));
    }

    // A resubmission for somebody who is not there would come back to nobody.
    private static async Task<Refusal?> UnknownAsync(Call call, AddresseeContract? who) => who switch
    {
        { Unit: { } unit } when call.Tenant.UnitName(new(unit)) is null =>
            CaseFileProblems.UnknownUnit with { Pointer = "/for/unit" },
        { Person: { } person } when (await call.Tenant.People.NamesAsync([new(person)], call.Cancel)).Count == 0 =>
            CaseFileProblems.UnknownPerson,
        _ => null,
    };

    private static Dictionary<string, Link> LinksOf(Call call, Guid file, Guid resubmission)
    {
        var self = $"{call.Root}/case-files/{file}/resubmissions/{resubmission}";
        return new()
        {
            ["self"] = new(self),
            ["move"] = new(self, "PATCH"),
            ["complete"] = new($"{self}/completion", "PUT"),
            ["drop"] = new(self, "DELETE"),
        };
    }
}
