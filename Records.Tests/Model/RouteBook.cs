using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Routing;
using Records.Core.Deciding;
using static Records.Core.CaseFiles.Routing.RoutingCommand;
using static Records.Tests.Model.Outcome;

namespace Records.Tests.Model;

/// <summary>Routes and circulation folders (R18, R19, R21).</summary>
internal sealed class RouteBook(Desk desk)
{
    public string Answer(RoutingCommand wish) => wish switch
    {
        StartRoute c => Start(c),
        PrepareCirculation c => Prepare(c),
        AddToCirculation c => Add(c),
        StartCirculation c => Start(c),
        ChangeRoute c => Change(c),
        WithdrawRoute c => Withdraw(c),
        _ => NotModelled,
    };

    /// <summary>What keeps the route from being touched; null if nothing does.</summary>
    public static string? Barred(Desk desk, RouteId id, Revision seen, bool closedMatter = false)
    {
        if (!desk.File!.Routes.TryGetValue(id.Value, out var route))
            return "unknown-route";
        return desk.Barred(RefOf(desk, route.Of), seen, closedMatter: closedMatter);
    }

    public static ObjectRef RefOf(Desk desk, Paper paper)
    {
        foreach (var (id, matter) in desk.File!.Matters)
            if (matter == paper)
                return ObjectRef.Of(new MatterId(id));
        foreach (var (id, document) in desk.File.Documents)
            if (document == paper)
                return ObjectRef.Of(new DocumentId(id));
        return ObjectRef.CaseFile;
    }

    private string Start(StartRoute c)
    {
        if (desk.Barred(c.Of, null) is { } bar)
            return No(bar);
        if (desk.File!.Routes.ContainsKey(c.Route.Value))
            return No("route-started");
        if (Fault(c.Steps, 50) is { } fault)
            return No(fault);
        var route = new RouteCard(desk.Find(c.Of)!) { Started = true };
        if (route.Of is DocumentPaper document)
            route.Documents.Add(document);
        route.Steps.AddRange(Planned(c.Steps, 1));
        desk.File.Routes.Add(c.Route.Value, route);
        route.Of.Revision++;
        return Yes("route-started");
    }

    private string Prepare(PrepareCirculation c)
    {
        if (c.Title != null && !Words.IsSentence(c.Title, 200, lines: false))
            return No("field-unclean");
        if (desk.Barred(ObjectRef.Of(c.Matter), null) is { } bar)
            return No(bar);
        if (desk.File!.Routes.ContainsKey(c.Route.Value))
            return No("route-started");
        var route = new RouteCard(desk.Find(c.Matter)!);
        foreach (var id in c.Documents)
        {
            if (Misplaced(route, id) is { } fault)
                return No(fault);
            if (!route.Documents.Contains(desk.Find(id)!))
                route.Documents.Add(desk.Find(id)!);
        }
        desk.File.Routes.Add(c.Route.Value, route);
        route.Of.Revision++;
        return Yes("circulation-prepared");
    }

    private string Add(AddToCirculation c)
    {
        if (Barred(desk, c.Route, c.Expected) is { } bar)
            return No(bar);
        var route = desk.File!.Routes[c.Route.Value];
        if (route.Started || route.Over)
            return No("route-started");
        if (Misplaced(route, c.Document) is { } fault)
            return No(fault);
        if (route.Documents.Contains(desk.Find(c.Document)!))
            return Nothing;
        route.Documents.Add(desk.Find(c.Document)!);
        route.Of.Revision++;
        return Yes("circulation-extended");
    }

    private string Start(StartCirculation c)
    {
        if (Barred(desk, c.Route, c.Expected) is { } bar)
            return No(bar);
        var route = desk.File!.Routes[c.Route.Value];
        if (route.Started || route.Over)
            return No("route-started");
        if (route.Documents.Count == 0)
            return No("no-documents");
        if (Fault(c.Steps, 50) is { } fault)
            return No(fault);
        route.Started = true;
        route.Steps.AddRange(Planned(c.Steps, 1));
        route.Of.Revision++;
        return Yes("route-started");
    }

    private string Change(ChangeRoute c)
    {
        if (Barred(desk, c.Route, c.Expected) is { } bar)
            return No(bar);
        var route = desk.File!.Routes[c.Route.Value];
        if (!route.Started || route.Over)
            return No("route-not-running");
        if (c.From <= route.Turn)
            return No("step-done");
        var later = route.Open.FindAll(step => step.Order >= c.From);
        var kept = route.Steps.FindAll(step => !later.Contains(step));
        if (c.Steps.Count > 0 && Fault(c.Steps, 50 - kept.Count) is { } fault)
            return No(fault);
        var planned = Planned(c.Steps, kept.Where(step => !step.Settled).Max(step => step.Order) + 1);
        if (planned.Select(Said).SequenceEqual(later.Select(Said)))
            return Nothing;
        route.Steps.Clear();
        route.Steps.AddRange(kept);
        route.Steps.AddRange(planned);
        route.Of.Revision++;
        return Yes("route-changed");
    }

    private string Withdraw(WithdrawRoute c)
    {
        if (!Words.IsSentence(c.Reason))
            return No("field-unclean");
        if (Barred(desk, c.Route, c.Expected, closedMatter: true) is { } bar)
            return No(bar);
        var route = desk.File!.Routes[c.Route.Value];
        if (route.Over)
            return Nothing;
        End(route);
        route.Of.Revision++;
        return Yes("route-withdrawn");
    }

    public static void End(RouteCard route)
    {
        route.Over = true;
        foreach (var step in route.Steps)
            step.Settled = true;
    }

    private string? Misplaced(RouteCard route, DocumentId id)
    {
        var document = desk.Find(id);
        if (document == null)
            return "unknown-document";
        if (document.Deleted)
            return "document-deleted";
        if (document.Cancelled)
            return "document-cancelled";
        if (!document.LiesIn(route.Of))
            return "document-elsewhere";
        return null;
    }

    private static string? Fault(ValueList<StepWish> steps, int most)
    {
        if (steps.Count == 0)
            return "no-steps";
        if (steps.Count > most)
            return "too-many-steps";
        foreach (var step in steps)
        {
            if ((step.To.Person == null) == (step.To.Unit == null) || (step.To.Role != null && step.To.Unit == null))
                return "addressee-unclear";
            if (step.Text != null && !Words.IsSentence(step.Text))
                return "field-unclean";
        }
        return null;
    }

    private static List<StepCard> Planned(ValueList<StepWish> steps, int order)
    {
        var planned = new List<StepCard>();
        foreach (var turn in steps.Select(step => step.Order).Distinct().Order())
        {
            foreach (var step in steps.Where(step => step.Order == turn))
                planned.Add(new(step, order));
            order++;
        }
        return planned;
    }

    private static object Said(StepCard step) =>
        (step.Order, step.Wish.Kind, step.Wish.To, step.Wish.Text, step.Wish.Due);
}
