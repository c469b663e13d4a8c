using Records.Core.CaseFiles.Routing;
using Records.Core.CaseFiles.Signing;
using Records.Core.Documents;
using static Records.Core.CaseFiles.Routing.RoutingCommand;
using static Records.Tests.Model.Outcome;

namespace Records.Tests.Model;

/// <summary>Doing, rejecting and skipping the steps of a route (R20, R22, R23, R27).</summary>
internal sealed class StepBook(Desk desk)
{
    public string Do(DoStep c)
    {
        if (c.Note != null && !Words.IsSentence(c.Note))
            return No("field-unclean");
        if (c.IsRejected && c.Note == null)
            return No("field-required");
        if (Barred(c.Route, c.Step, c.Expected) is { } bar)
            return No(bar);

        var route = desk.File!.Routes[c.Route.Value];
        var step = route.Steps.Find(one => one.Wish.Id == c.Step)!;
        var (wish, by) = (step.Wish, c.By);
        var isMeant = wish.To.Person != null
            ? wish.To.Person == by.Person || wish.To.Person == by.For
            : wish.To.Unit == by.Unit && (wish.To.Role == null || by.Roles.Contains(wish.To.Role.Value));
        if (!isMeant)
            return No(by.For == null ? "step-of-another" : "no-deputyship");
        var documents = route.Documents.FindAll(document => !document.Cancelled && !document.Deleted);
        foreach (var seen in c.Seen)
        {
            if (desk.Find(seen.Document) is not { } document || !documents.Contains(document))
                return No("unknown-document");
            if (SigningBook.Outdated(document, seen.Version) is { } outdated)
                return No(outdated);
        }
        if (c.IsRejected
            && wish.Kind is not (StepKind.CoSign or StepKind.Approve or StepKind.FinalSign or StepKind.Sign))
            return No("not-rejectable");
        foreach (var document in documents)
            if (desk.Barred(
                RouteBook.RefOf(desk, document), null, closedMatter: wish.Kind == StepKind.TakeNote) is { } untouchable)
                return No(untouchable);

        var represented = wish.To.Person == by.Person ? null : by.For;
        if (c.IsRejected)
        {
            RouteBook.End(route);
            route.Of.Revision++;
            foreach (var document in documents)
                Act(document, VersionActKind.Reject);
            return Yes(["step-rejected", .. documents.Select(_ => "version-act-recorded")]);
        }
        if (wish.Kind == StepKind.Dispatch && documents.Any(document => document.Kind == DocumentKind.Outgoing
            && !document.Dispatches.Any(dispatch => dispatch.Version == document.Versions)))
            return No("not-dispatched");
        if (wish.Kind == StepKind.FinalSign && documents.Any(document =>
            document.Holder != null && !document.FinalSigned.Contains(document.Versions)))
            return No("checked-out");

        var events = new List<string> { "step-done" };
        route.Of.Revision++;
        foreach (var document in documents)
        {
            if (wish.Kind == StepKind.FinalSign && document.FinalSigned.Add(document.Versions))
            {
                document.Revision++;
                events.Add("document-final-signed");
            }
            if (wish.Kind is not (StepKind.FinalSign or StepKind.Dispatch or StepKind.WorkOn))
            {
                Act(document, Enum.Parse<VersionActKind>(wish.Kind.ToString()));
                events.Add("version-act-recorded");
            }
        }
        return Yes([.. events, .. Settle(route, step)]);

        void Act(DocumentPaper document, VersionActKind kind)
        {
            document.Acts.Add((document.Versions, kind, by.Person, represented, c.Note));
            document.Revision++;
        }
    }

    public string Skip(SkipStep c)
    {
        if (c.Note != null && !Words.IsSentence(c.Note))
            return No("field-unclean");
        if (Barred(c.Route, c.Step, c.Expected) is { } bar)
            return No(bar);
        var route = desk.File!.Routes[c.Route.Value];
        route.Of.Revision++;
        return Yes(["step-skipped", .. Settle(route, route.Steps.Find(one => one.Wish.Id == c.Step)!)]);
    }

    private string? Barred(RouteId id, StepId wanted, Core.Deciding.Revision seen)
    {
        var route = desk.File!.Routes.GetValueOrDefault(id.Value);
        var step = route?.Steps.Find(one => one.Wish.Id == wanted);
        // Taking note goes on in a closed matter; so does being told that there is nothing to do.
        var isReading = step is null or { Settled: true } || step.Wish.Kind == StepKind.TakeNote;
        if (RouteBook.Barred(desk, id, seen, isReading) is { } bar)
            return bar;
        if (step == null)
            return "unknown-step";
        if (step.Settled || !route!.Started || step.Order != route.Turn)
            return "step-not-current";
        return null;
    }

    private static string[] Settle(RouteCard route, StepCard step)
    {
        step.Settled = true;
        if (route.Open.Count > 0)
            return [];
        route.Over = true;
        return ["route-completed"];
    }
}
