using System.Collections.Immutable;
using System.Diagnostics;
using Records.Core.CaseFiles.Locking;
using Records.Core.Deciding;
using Records.Core.Describing;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.CaseFiles.Routing.RoutingCommand;
using static Records.Core.CaseFiles.Routing.RoutingRefusals;
using static Records.Core.Deciding.Decision<Records.Core.CaseFiles.CaseFileEvent>;

namespace Records.Core.CaseFiles.Routing;

/// <summary>
/// The rules of routes (R18, R19, R21); what may be done with a step is said by <see cref="StepRules"/>.
/// </summary>
internal static class RoutingRules
{
    private const int MaxSteps = 50;
    private const int MaxDocuments = 100;
    private const int MaxTitle = 200;

    public static Decision<CaseFileEvent> Decide(RoutingCommand command, CaseFile state) => command switch
    {
        StartRoute c => Editable.Object(state, c.Of, null, body => Start(c, body)),
        PrepareCirculation { Title: { } title } when !IsTitle(title) => Refuse(TitleUnclean),
        PrepareCirculation c => Editable.Object(state, ObjectRef.Of(c.Matter), null, body => Prepare(c, body)),
        AddToCirculation c => OnRoute(state, c.Route, c.Expected, (body, route) => Add(c, body, route)),
        StartCirculation c => OnRoute(state, c.Route, c.Expected, (_, route) => Start(c, route)),
        ChangeRoute c => OnRoute(state, c.Route, c.Expected, (_, route) => Change(c, route)),
        WithdrawRoute c when !PlainText.IsRemark(c.Reason) => Refuse(LockingRefusals.ReasonUnclean),
        WithdrawRoute c => OnRoute(state, c.Route, c.Expected, (_, route) => Withdraw(c, route), isClosed: true),
        DoStep or SkipStep => StepRules.Decide(command, state),
        _ => throw new UnreachableException($"No rule for {command.GetType().Name}."),
    };

    public static CaseFileBody Evolve(CaseFileBody body, RoutingEvent happened) => happened switch
    {
        RoutingEvent.CirculationPrepared e => body.Touch(e.Of).With(new Route(
            e.Route, e.Of, RouteStage.Prepared, e.By, e.Documents, NoSteps(), [])),
        RoutingEvent.CirculationExtended e => Put(body, e.Of, e.Route, route => route with
        {
            Documents = e.Documents,
        }),
        RoutingEvent.RouteStarted e => body.Touch(e.Of).With(new Route(
            e.Route, e.Of, RouteStage.Running, e.By, e.Documents, NoSteps().AddRange(Numbered(e.Steps)), [])),
        RoutingEvent.RouteChanged e => Put(body, e.Of, e.Route, route => route with
        {
            Open = route.Open.RemoveRange(e.Removed.Select(id => route.Find(id)!.Number)).AddRange(Numbered(e.Steps)),
        }),
        RoutingEvent.StepDone e => Put(body, e.Of, e.Route, route => route.Settle(e.Step)),
        RoutingEvent.StepSkipped e => Put(body, e.Of, e.Route, route => route.Settle(e.Step)),
        RoutingEvent.StepRejected e => Put(body, e.Of, e.Route, route => route.Settle(e.Step).End()),
        RoutingEvent.RouteWithdrawn e => Put(body, e.Of, e.Route, route => route.End()),
        // Said beside the last step, which has changed the object already.
        RoutingEvent.RouteCompleted e => body.With(body.Routes[e.Route.Value].End()),
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };

    /// <summary>
    /// The steps that keep the matter from being closed (R33): all that are still to do on it or below, but for taking
    /// note.
    /// </summary>
    /// <param name="matter">The matter, or null for the whole file: there no route may run at all (R34).</param>
    public static IReadOnlyList<RouteStep> OpenActivities(CaseFileBody body, Matter? matter) => matter is null
        ? [.. Running(body).SelectMany(route => route.Open.Values)]
        : [.. Running(body)
            .Where(route => MattersAbove(body, route.Of).Any(above => above.Id == matter.Id))
            .SelectMany(route => route.Open.Values.Where(step => step.Kind is not StepKind.TakeNote))];

    /// <summary>The steps still to do on these objects, taking note among them.</summary>
    public static IReadOnlyList<RouteStep> OpenSteps(CaseFileBody body, IReadOnlySet<Guid> objects) =>
        [.. Running(body).Where(route => objects.Contains(route.Of.Id!.Value)).SelectMany(route => route.Open.Values)];

    /// <summary>Asks the rule of an act on a route once the object it belongs to may be changed.</summary>
    /// <param name="isClosed">Whether the act is possible though the matter is closed.</param>
    public static Decision<CaseFileEvent> OnRoute(
        CaseFile state, RouteId id, Revision expected,
        Func<CaseFileBody, Route, Decision<CaseFileEvent>> decide, bool isClosed = false) =>
        state.Contents.Routes.GetValueOrDefault(id.Value) is { } route
            ? Editable.ObjectThough(state, route.Of, expected, isLocked: false, body => decide(body, route), isClosed)
            : Refuse(UnknownRoute);

    // What is cancelled or deleted is at rest, and its routes with it.
    private static IEnumerable<Route> Running(CaseFileBody body) => body.Routes.Values.Where(route =>
        route.Stage is RouteStage.Running
        && !MattersAbove(body, route.Of).Any(above => above.IsCancelled || above.IsDeleted)
        && !(route.Of is { Kind: ObjectKind.Document, Id: { } id }
            && body.Documents[id] is { IsCancelled: true } or { IsDeleted: true }));

    private static IEnumerable<Matter> MattersAbove(CaseFileBody body, ObjectRef of) =>
        body.Lineage(body.Matters[of.Kind is ObjectKind.Document ? body.Documents[of.Id!.Value].Matter.Value
            : of.Id!.Value]);

    private static Decision<CaseFileEvent> Start(StartRoute c, CaseFileBody body) => c switch
    {
        _ when body.Routes.ContainsKey(c.Route.Value) => Refuse(RoutingRefusals.RouteStarted),
        _ when Fault(c.Steps, MaxSteps) is { } fault => Refuse(fault),
        _ => Accept(new RoutingEvent.RouteStarted(
            c.Route, c.Of, c.Of is { Kind: ObjectKind.Document, Id: { } id } ? [new DocumentId(id)] : [],
            Planned(c.Steps, order: 1, number: 1), c.By.Person)),
    };

    private static Decision<CaseFileEvent> Prepare(PrepareCirculation c, CaseFileBody body) => c switch
    {
        _ when body.Routes.ContainsKey(c.Route.Value) => Refuse(RoutingRefusals.RouteStarted),
        { Documents.Count: > MaxDocuments } => Refuse(TooManyDocuments),
        _ when c.Documents.Select(id => Misplaced(body, c.Matter, id)).FirstOrDefault(no => no is not null)
            is { } fault => Refuse(fault),
        _ => Accept(new RoutingEvent.CirculationPrepared(
            c.Route, ObjectRef.Of(c.Matter), c.Title, [.. c.Documents.Distinct()], c.By.Person)),
    };

    private static Decision<CaseFileEvent> Add(AddToCirculation c, CaseFileBody body, Route route) => route switch
    {
        { Stage: not RouteStage.Prepared } => Refuse(RoutingRefusals.RouteStarted),
        _ when Misplaced(body, new(route.Of.Id!.Value), c.Document) is { } fault => Refuse(fault),
        _ when route.Documents.Contains(c.Document) => AlreadySo,
        { Documents.Count: >= MaxDocuments } => Refuse(TooManyDocuments),
        _ => Accept(new RoutingEvent.CirculationExtended(
            c.Route, route.Of, c.Document, [.. route.Documents, c.Document])),
    };

    private static Decision<CaseFileEvent> Start(StartCirculation c, Route route) => route switch
    {
        { Stage: not RouteStage.Prepared } => Refuse(RoutingRefusals.RouteStarted),
        { Documents.Count: 0 } => Refuse(NoDocuments),
        _ when Fault(c.Steps, MaxSteps) is { } fault => Refuse(fault),
        _ => Accept(new RoutingEvent.RouteStarted(
            c.Route, route.Of, route.Documents, Planned(c.Steps, order: 1, number: 1), c.By.Person)),
    };

    private static Decision<CaseFileEvent> Change(ChangeRoute c, Route route)
    {
        if (route.Stage is not RouteStage.Running)
            return Refuse(RouteNotRunning);
        if (c.From <= route.Turn)
            return Refuse(RoutingRefusals.StepDone);

        var kept = route.Open.Values.Where(step => step.Order < c.From).ToList();
        var removed = route.Open.Values.Where(step => step.Order >= c.From).ToList();
        var before = route.Settled.Count + kept.Count;
        if (c.Steps.Count > 0 && Fault(c.Steps, MaxSteps - before) is { } fault)
            return Refuse(fault);

        var steps = Planned(c.Steps, kept.Max(step => step.Order) + 1, before + 1);
        return removed.Select(Unnamed).SequenceEqual(steps.Select(Unnamed))
            ? AlreadySo
            : Accept(new RoutingEvent.RouteChanged(c.Route, route.Of, [.. removed.Select(step => step.Id)], steps));
    }

    private static Decision<CaseFileEvent> Withdraw(WithdrawRoute c, Route route) => route.Stage is RouteStage.Over
        ? AlreadySo
        : Accept(new RoutingEvent.RouteWithdrawn(
            c.Route, route.Of, c.By.Person, route.StartedBy, c.Reason, [.. route.Open.Values.Select(step => step.Id)]));

    // The folder goes round with documents of its matter, or of one below.
    private static Refusal? Misplaced(CaseFileBody body, MatterId matter, DocumentId id) => body.Find(id) switch
    {
        null => UnknownDocument,
        { IsDeleted: true } => DocumentDeleted,
        { IsCancelled: true } => DocumentCancelled,
        var document when !body.Lineage(body.Find(document.Matter)!).Any(above => above.Id == matter) =>
            DocumentElsewhere,
        _ => null,
    };

    private static Refusal? Fault(ValueList<StepWish> steps, int most)
    {
        if (steps.Count == 0)
            return RoutingRefusals.NoSteps;
        if (steps.Count > most)
            return TooManySteps;
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].To is { Person: null, Unit: null } or { Person: not null, Unit: not null }
                or { Person: not null, Role: not null })
                return AddresseeUnclear(i);
            if (steps[i].Text is { } text && !PlainText.IsRemark(text))
                return TextUnclean(i);
        }
        return null;
    }

    // Orders without gaps, and numbers in the order in which the steps come.
    private static ValueList<RouteStep> Planned(ValueList<StepWish> steps, int order, int number) =>
        [.. steps.GroupBy(step => step.Order).OrderBy(turn => turn.Key)
            .SelectMany((turn, rank) => turn.Select(step => (Step: step, Order: order + rank)))
            .Select((placed, i) => new RouteStep(
                placed.Step.Id, number + i, placed.Order, placed.Step.Kind, placed.Step.To, placed.Step.Text,
                placed.Step.Due))];

    private static RouteStep Unnamed(RouteStep step) => step with { Id = default };

    private static CaseFileBody Put(CaseFileBody body, ObjectRef of, RouteId id, Func<Route, Route> change) =>
        body.Touch(of).With(change(body.Routes[id.Value]));

    private static ImmutableSortedDictionary<int, RouteStep> NoSteps() =>
        ImmutableSortedDictionary<int, RouteStep>.Empty;

    private static IEnumerable<KeyValuePair<int, RouteStep>> Numbered(ValueList<RouteStep> steps) =>
        steps.Select(step => KeyValuePair.Create(step.Number, step));

    private static bool IsTitle(string title) =>
        !string.IsNullOrWhiteSpace(title) && title.Length <= MaxTitle && PlainText.IsClean(title, linesAllowed: false);
}
