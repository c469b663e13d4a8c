using System.Diagnostics;
using Records.Core.CaseFiles.Signing;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Documents;
using Records.Core.People;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.CaseFiles.Routing.RoutingCommand;
using static Records.Core.CaseFiles.Routing.RoutingRefusals;
using static Records.Core.Deciding.Decision<Records.Core.CaseFiles.CaseFileEvent>;

namespace Records.Core.CaseFiles.Routing;

/// <summary>The rules of doing, rejecting and skipping a step (R20), and of who may (R27).</summary>
internal static class StepRules
{
    public static Decision<CaseFileEvent> Decide(RoutingCommand command, CaseFile state) => command switch
    {
        DoStep { Note: { } note } when !PlainText.IsRemark(note) => Refuse(NoteUnclean),
        DoStep { IsRejected: true, Note: null } => Refuse(RoutingRefusals.NoteMissing),
        DoStep c => OnStep(state, c.Route, c.Step, c.Expected, (body, route, step) => Do(
            c, state, route, step, [.. route.Documents.Select(id => body.Find(id)!).Where(each =>
                each is { IsCancelled: false, IsDeleted: false })])),
        SkipStep { Note: { } note } when !PlainText.IsRemark(note) => Refuse(NoteUnclean),
        SkipStep c => OnStep(state, c.Route, c.Step, c.Expected, (_, route, step) => Skip(c, route, step)),
        _ => throw new UnreachableException($"No rule for {command.GetType().Name}."),
    };

    // Taking note edits nothing, so it goes on in a matter that is closed (R33).
    private static Decision<CaseFileEvent> OnStep(
        CaseFile state, RouteId id, StepId step, Revision expected,
        Func<CaseFileBody, Route, RouteStep, Decision<CaseFileEvent>> decide)
    {
        var open = state.Contents.Routes.GetValueOrDefault(id.Value)?.Find(step);
        return RoutingRules.OnRoute(state, id, expected, (body, route) => open switch
        {
            null when !route.Settled.Contains(step.Value) => Refuse(UnknownStep),
            null => Refuse(StepNotCurrent),
            _ when !route.IsCurrent(open) => Refuse(StepNotCurrent),
            _ => decide(body, route, open),
        }, isClosed: open is null or { Kind: StepKind.TakeNote });
    }

    private static Decision<CaseFileEvent> Do(
        DoStep c, CaseFile state, Route route, RouteStep step, Document[] documents) => step switch
        {
            _ when !step.To.Includes(c.By) => Refuse(c.By.For is null ? StepOfAnother : NoDeputyship),
            _ when c.Seen.Select(seen => Outdated(documents, seen)).FirstOrDefault(no => no is not null)
                is { } fault => Refuse(fault),
            _ when c.IsRejected && !IsRejectable(step.Kind) => Refuse(NotRejectable),
            _ when documents.Select(each => Untouchable(state, each, step.Kind)).FirstOrDefault(no => no is not null)
                is { } fault => Refuse(fault),
            _ when c.IsRejected => Rejected(c, route, step, documents),
            { Kind: StepKind.Dispatch } when !documents.All(IsDispatched) => Refuse(NotDispatched),
            { Kind: StepKind.FinalSign } when documents.Select(SigningRules.Unsignable).FirstOrDefault(
                no => no is not null) is { } fault => Refuse(fault),
            _ => Done(c, route, step, documents),
        };

    // The folder may be in order and a document in it not: an act on it needs both.
    private static Refusal? Untouchable(CaseFile state, Document document, StepKind kind) =>
        (Editable.ObjectThough(
            state, ObjectRef.Of(document.Id), null, isLocked: false, _ => AlreadySo, kind is StepKind.TakeNote)
            as Decision<CaseFileEvent>.Refused)?.Reason;

    private static Decision<CaseFileEvent> Done(DoStep c, Route route, RouteStep step, Document[] documents)
    {
        var represented = Represented(step, c.By);
        return Accept(
        [
            new RoutingEvent.StepDone(
                route.Id, route.Of, step.Id, step.Kind, c.By.Person, represented, c.Note, Seen(documents),
                route.NextAfter(step)),
            .. documents.SelectMany(document => Acts(document, step.Kind, c.By with { For = represented }, c.Note)),
            .. Completed(route, step),
        ]);
    }

    private static Decision<CaseFileEvent> Rejected(DoStep c, Route route, RouteStep step, Document[] documents)
    {
        var represented = Represented(step, c.By);
        return Accept(
        [
            new RoutingEvent.StepRejected(
                route.Id, route.Of, step.Id, step.Kind, c.By.Person, represented, c.Note, Seen(documents),
                route.StartedBy, [.. route.Open.Values.Where(other => other != step).Select(other => other.Id)]),
            .. documents.Select(document => new SigningEvent.VersionActRecorded(
                document.Id, document.Newest, VersionActKind.Reject, c.By.Person, represented, c.Note)),
        ]);
    }

    private static Decision<CaseFileEvent> Skip(SkipStep c, Route route, RouteStep step) => Accept(
    [
        new RoutingEvent.StepSkipped(
            route.Id, route.Of, step.Id, step.Kind, c.By.Person, c.By.For, c.Note, route.NextAfter(step)),
        .. Completed(route, step),
    ]);

    private static IEnumerable<CaseFileEvent> Completed(Route route, RouteStep step) =>
        route.Open.Count == 1 && route.Open.ContainsKey(step.Number)
            ? [new RoutingEvent.RouteCompleted(route.Id, route.Of, route.StartedBy)]
            : [];

    private static IEnumerable<CaseFileEvent> Acts(Document document, StepKind kind, Handler by, string? note) =>
        (kind, ActOf(kind)) switch
        {
            (StepKind.FinalSign, _) => SigningRules.FinalSigned(document, by),
            (_, { } act) =>
                [new SigningEvent.VersionActRecorded(document.Id, document.Newest, act, by.Person, by.For, note)],
            _ => [],
        };

    private static VersionActKind? ActOf(StepKind kind) => kind switch
    {
        StepKind.TakeNote => VersionActKind.TakeNote,
        StepKind.Comment => VersionActKind.Comment,
        StepKind.CoSign => VersionActKind.CoSign,
        StepKind.Approve => VersionActKind.Approve,
        StepKind.Sign => VersionActKind.Sign,
        _ => null,
    };

    private static bool IsRejectable(StepKind kind) =>
        kind is StepKind.CoSign or StepKind.Approve or StepKind.FinalSign or StepKind.Sign;

    // What came in or stays inside goes along with an outgoing letter, and is not dispatched itself.
    private static bool IsDispatched(Document document) => document.Kind is not DocumentKind.Outgoing
        || document.Dispatches.Any(dispatch => dispatch.Version == document.Newest);

    private static Refusal? Outdated(Document[] documents, SeenVersion seen) =>
        documents.FirstOrDefault(document => document.Id == seen.Document) is { } document
            ? SigningRules.Outdated(document, seen.Version)
            : UnknownDocument;

    private static ValueList<SeenVersion> Seen(Document[] documents) =>
        [.. documents.Select(document => new SeenVersion(document.Id, document.Newest))];

    // A step of one's own is done for oneself, whomever else one represents.
    private static PersonId? Represented(RouteStep step, Handler by) => step.To.Person == by.Person ? null : by.For;
}
