using System.Text.Json;
using Records.Api.Access;
using Records.Api.Calls;
using Records.Core.Access;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Routing;
using Records.Core.Deciding;
using Records.Core.People;
using static Records.Core.CaseFiles.Routing.RoutingCommand;

namespace Records.Api.CaseFiles;

/// <summary>Routes (Geschäftsgang) of matters and documents, and circulation folders (R18, R19, R21).</summary>
internal static class RouteEndpoints
{
    private const string Tag = "Geschäftsgang";

    extension(IEndpointRouteBuilder routes)
    {
        public void MapRoutes()
        {
            foreach (var (group, noun) in routes.OnObjects(Tag).Where(on => on.Noun != "CaseFile"))
                group.MapPost("/routes", StartAsync).Needs(Act.Route).Takes<StartRouteRequest>().Gives<Receipt>(201)
                    .WithName($"start{noun}Route").WithSummary("Verfügen (start a route)");
            routes.MapGroup("/case-files/{id:guid}/matters/{matter:guid}").WithTags(Tag)
                .MapPost("/circulations", PrepareAsync)
                .Needs(Act.Route).Takes<PrepareCirculationRequest>().Gives<Receipt>(201)
                .WithName("prepareCirculation").WithSummary("Umlaufmappe anlegen (lay out a circulation folder)");

            var route = routes.MapGroup("/case-files/{id:guid}/routes/{route:guid}").WithTags(Tag);
            route.MapGet("", LookAsync).Needs(Act.ReadCaseFile).Gives<RouteAnswer>()
                .WithName("getRoute").WithSummary("Geschäftsgang mit seinen Schritten (a route with its steps)");
            route.MapPut("/documents/{document:guid}", AddAsync)
                .Needs(Act.Route).Takes<PlainRequest>().Gives<Receipt>()
                .WithName("addToCirculation").WithSummary(
                    "Dokument in die Umlaufmappe legen (add a document to a circulation folder)");
            route.MapPut("/start", StartCirculationAsync).Needs(Act.Route).Takes<StartRouteRequest>().Gives<Receipt>()
                .WithName("startCirculation").WithSummary("Umlaufmappe auf den Weg geben (start a circulation)");
            route.MapPut("/steps", ChangeStepsAsync).Needs(Act.Route).Takes<ChangeRouteRequest>().Gives<Receipt>()
                .WithName("changeRoute").WithSummary("Künftige Schritte ändern (change the steps to come)");
            route.MapPut("/withdrawal", WithdrawAsync)
                .Needs(Act.Route).Takes<WithdrawRouteRequest>().Gives<Receipt>()
                .WithName("withdrawRoute").WithSummary("Geschäftsgang zurückziehen (end a route)");
        }
    }

    /// <summary>A change of a route, answered with it and with the revision of the object it belongs to.</summary>
    public static Task<IResult> ChangeAsync<TRequest>(
        Call call, Guid id, Guid route, Func<TRequest, Revision, CaseFileCommand> wish)
        where TRequest : ICommandContract =>
        CaseFileCommands.ChangeAsync(call, id, wish, state => ReceiptOf(call, id, route, state));

    private static async Task<IResult> StartAsync(Call call, Guid id)
    {
        var request = await call.ReadAsync<StartRouteRequest>();
        if (await UnknownAsync(call, id, request.Steps) is { } unknown)
            return unknown.ToProblem();
        var route = call.NewId();
        return await CaseFileCommands.MakeAsync(call, id, request,
            new StartRoute(new(route), call.Object, Wishes(call, request.Steps), call.Handler), [],
            state => ReceiptOf(call, id, route, state));
    }

    private static async Task<IResult> PrepareAsync(Call call, Guid id, Guid matter)
    {
        var request = await call.ReadAsync<PrepareCirculationRequest>();
        var route = call.NewId();
        return await CaseFileCommands.MakeAsync(call, id, request,
            new PrepareCirculation(
                new(route), new(matter), request.Title,
                [.. (request.Documents ?? []).Select(document => new DocumentId(document))], call.Handler),
            [], state => ReceiptOf(call, id, route, state));
    }

    private static async Task<IResult> LookAsync(Call call, Guid id, Guid route)
    {
        if (await call.WaitForPositionAsync() is { } late)
            return late;

        var (sheet, position) = await call.Tenant.Views.CaseFileAsync(id, call.Actor, call.Cancel);
        call.Reflects(position);
        if (sheet?.Parts.FirstOrDefault(part => part.Kind == "route" && part.Id == route) is not { } found)
            return RoutingRefusals.UnknownRoute.ToProblem();

        var revision = sheet.Matters.FirstOrDefault(row => row.Id == found.Owner)?.Revision
            ?? sheet.Documents.First(row => row.Id == found.Owner).Revision;
        call.Http.Response.Headers.ETag = $"\"{revision}\"";
        var (state, _, _, _) = await call.Tenant.Files.LookAsync(new(id), call.Cancel);
        return Answers.Json(RoutingContracts.RouteOf(sheet, found, new StateLinks(call, state)));
    }

    private static Task<IResult> AddAsync(Call call, Guid id, Guid route, Guid document) =>
        ChangeAsync<PlainRequest>(call, id, route, (_, seen) => new AddToCirculation(new(route), seen, new(document)));

    private static async Task<IResult> StartCirculationAsync(Call call, Guid id, Guid route) =>
        await WithAddresseesAsync<StartRouteRequest>(call, id, request => request.Steps)
        ?? await ChangeAsync<StartRouteRequest>(call, id, route, (request, seen) =>
            new StartCirculation(new(route), seen, Wishes(call, request.Steps), call.Handler));

    private static async Task<IResult> ChangeStepsAsync(Call call, Guid id, Guid route) =>
        await WithAddresseesAsync<ChangeRouteRequest>(call, id, request => request.Steps)
        ?? await ChangeAsync<ChangeRouteRequest>(call, id, route, (request, seen) =>
            new ChangeRoute(new(route), seen, request.From, Wishes(call, request.Steps)));

    private static Task<IResult> WithdrawAsync(Call call, Guid id, Guid route) =>
        ChangeAsync<WithdrawRouteRequest>(call, id, route, (request, seen) =>
            new WithdrawRoute(new(route), seen, call.Handler, request.Reason));

    // Null when every addressee is known.
    private static async Task<IResult?> WithAddresseesAsync<TRequest>(
        Call call, Guid id, Func<TRequest, IReadOnlyList<StepBody>> steps) where TRequest : notnull
    {
        if (call.IfMatch().Problem is { } problem)
            return problem;
        return (await UnknownAsync(call, id, steps(await call.ReadAsync<TRequest>())))?.ToProblem();
    }

    // A step for a unit or a person that is none would wait for ever.
    private static async Task<Refusal?> UnknownAsync(Call call, Guid id, IReadOnlyList<StepBody> steps)
    {
        if (steps.Any(step => step is null))
            throw new JsonException("null is no step.", "$.steps", null, null);
        // Whose file one may not see learns nothing from the people in it either.
        if (call.Hides((await call.Tenant.Files.LookAsync(new(id), call.Cancel)).State) is { } hidden)
            return hidden;

        PersonId[] people = [.. steps.Select(step => step.To.Person).OfType<Guid>().Distinct()
            .Select(id => new PersonId(id))];
        var known = people.Length == 0 ? null : await call.Tenant.People.NamesAsync(people, call.Cancel);
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].To.Unit is { } unit && call.Tenant.UnitName(new(unit)) is null)
                return CaseFileProblems.UnknownUnit with { Pointer = $"/steps/{i}/to/unit" };
            if (steps[i].To.Person is { } person && !known!.ContainsKey(new(person)))
                return CaseFileProblems.UnknownPerson with { Pointer = $"/steps/{i}/to/person" };
        }
        return null;
    }

    private static ValueList<StepWish> Wishes(Call call, IReadOnlyList<StepBody> steps) =>
        [.. steps.Select(step => new StepWish(
            new(call.NewId()), step.Order, step.Kind, AddresseeOf(step.To), step.Text, step.Due))];

    private static StepAddressee AddresseeOf(AddresseeBody to) => new(
        to.Person is { } person ? new PersonId(person) : null, to.Unit is { } unit ? new UnitId(unit) : null, to.Role);

    private static Receipt ReceiptOf(Call call, Guid id, Guid route, CaseFile state) =>
        state.Contents.Routes.GetValueOrDefault(route) is { } found
            ? new(route, CaseFileCommands.ReceiptOf(call, id, found.Of, state).Revision, call.LinksOf(id, state, found))
            : CaseFileCommands.ReceiptOf(call, id, ObjectRef.CaseFile, state);
}

/// <param name="Order">Steps of the same order run side by side.</param>
/// <param name="Text">What is asked; at most 1000 characters.</param>
internal sealed record StepBody(int Order, StepKind Kind, AddresseeBody To, string? Text = null, DateOnly? Due = null);

/// <param name="Steps">1 to 50.</param>
internal sealed record StartRouteRequest(
    IReadOnlyList<StepBody> Steps, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<StartRouteRequest>
{
    /// <summary>The building office of the demo town.</summary>
    public static readonly Guid DemoUnit = new("10000000-0000-4000-8000-000000000061");

    public static StartRouteRequest Example { get; } = new(
    [
        new(1, StepKind.CoSign, new(Unit: DemoUnit), "Bitte mitzeichnen", new(2026, 10, 15)),
        new(1, StepKind.TakeNote, new(Unit: DemoUnit, Role: Role.Registrar)),
        new(2, StepKind.FinalSign, new(Unit: DemoUnit)),
    ]);
}

/// <param name="Title">What the folder is called; at most 200 characters.</param>
/// <param name="Documents">What lies in it from the beginning.</param>
internal sealed record PrepareCirculationRequest(
    string? Title = null, IReadOnlyList<Guid>? Documents = null, DateOnly? Effective = null,
    string? LegalBasis = null)
    : ICommandContract, IExampled<PrepareCirculationRequest>
{
    public static PrepareCirculationRequest Example { get; } = new("Unterlagen zur Vergabe, Los 2");
}

/// <param name="From">The order number from which on these steps take the place of all; none end the route there.</param>
internal sealed record ChangeRouteRequest(
    int From, IReadOnlyList<StepBody> Steps, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<ChangeRouteRequest>
{
    public static ChangeRouteRequest Example { get; } =
        new(2, [new(2, StepKind.Approve, new(Unit: StartRouteRequest.DemoUnit))]);
}

/// <param name="Reason">Why, for people; at most 1000 characters.</param>
internal sealed record WithdrawRouteRequest(string Reason, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<WithdrawRouteRequest>
{
    public static WithdrawRouteRequest Example { get; } = new("Der Entwurf wird neu gefasst.");
}
