using System.Diagnostics;
using Records.Core.CaseFiles.Editing;
using Records.Core.CaseFiles.Moving;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.CaseFiles.Routing;
using Records.Core.Deciding;
using static Records.Core.CaseFiles.Relocating.RelocatingCommand;
using static Records.Core.CaseFiles.Relocating.RelocatingEvent;
using static Records.Core.Deciding.Decision<Records.Core.CaseFiles.CaseFileEvent>;

namespace Records.Core.CaseFiles.Relocating;

/// <summary>
/// The rules of re-filing into another case file (R40). What arrives is made of its past by the same rules that made it
/// the first time, so that nothing of its state can be forgotten on the way.
/// </summary>
internal static class RelocatingRules
{
    // All of it is one event, and all its content is sealed anew while somebody waits.
    private const int MaxDocuments = 200;
    private const int MaxPast = 10_000;

    public static Decision<CaseFileEvent> Decide(RelocatingCommand command, CaseFile state) => command switch
    {
        MoveAway c when state.Contents.MovedOut.TryGetValue(c.Of.Id!.Value, out var to) && to == c.To => AlreadySo,
        MoveAway c => Editable.Object(state, c.Of, c.Expected, body => Against(c.Of, body) is { } reason
            ? Refuse(reason)
            : Accept(new ObjectMovedOut(
                c.Of, c.To, c.Into,
                [.. Below.Matters(body, c.Of).Select(matter => matter.Id)],
                [.. Below.Documents(body, c.Of).Select(document => document.Id)]))),

        TakeIn c => Place(state, c.Into) is { } fault ? Refuse(fault) : Arrive(c, state.Contents),

        _ => throw new UnreachableException($"No rule for {command.GetType().Name}."),
    };

    public static CaseFile Evolve(CaseFile state, RelocatingEvent happened) => happened switch
    {
        ObjectMovedOut e => state.With(body => Without(body, e)),
        ObjectMovedIn e => e.Past
            .Aggregate(state, (told, past) => CaseFileDecider.Evolve(told, past.Happened))
            .With(body => With(body, e)),
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };

    // What is cancelled below goes along as it is: it is at rest, and so is what is open on it.
    private static Refusal? Against(ObjectRef of, CaseFileBody body)
    {
        var matters = Below.Matters(body, of).ToList();
        var documents = Below.Documents(body, of).ToList();
        var moving = Ids([.. matters.Select(one => one.Id)], [.. documents.Select(one => one.Id)]);
        var awake = documents.Where(one => !one.IsCancelled && !body.IsCancelled(body.Find(one.Matter)!)).ToList();
        var open = body.Routes.Values.Where(route => route.Stage is not RouteStage.Over).ToList();
        return body switch
        {
            _ when documents.Count > MaxDocuments => RelocatingRefusals.TooMuch,
            _ when matters.Any(one => one.IsDeleted) || documents.Any(one => one.IsDeleted) =>
                RelocatingRefusals.DeletedInside,
            _ when matters.Any(one => one.Deletion is not null) || documents.Any(one => one.Deletion is not null) =>
                CaseFileRefusals.DeletionRequested,
            _ when matters.Any(one => one.IsLocked) || documents.Any(one => one.IsLocked) => CaseFileRefusals.Locked,
            _ when awake.Any(one => one.CheckedOut is not null) => EditingRefusals.CheckedOut,
            _ when RoutingRules.OpenSteps(body, moving) is { Count: > 0 } steps =>
                RoutingRefusals.OpenActivities(steps),
            _ when open.Any(route => !moving.Contains(route.Of.Id!.Value)
                && route.Documents.Any(one => moving.Contains(one.Value))) => RelocatingRefusals.InCirculation,
            _ when body.OpenResubmissions(of).Any() => RelocatingRefusals.OpenResubmissions,
            _ => null,
        };
    }

    private static Refusal? Place(CaseFile state, MatterId? into)
    {
        var asked = into is { } matter
            ? Editable.Matter(state, matter, null, (_, _) => AlreadySo)
            : Editable.File(state, null, _ => AlreadySo);
        return asked switch
        {
            Decision<CaseFileEvent>.Refused { Reason.Kind: RefusalKind.Conflict } =>
                into is null ? RelocatingRefusals.TargetFileNotActive : MovingRefusals.TargetNotActive,
            Decision<CaseFileEvent>.Refused no => no.Reason,
            _ => null,
        };
    }

    private static Decision<CaseFileEvent> Arrive(TakeIn c, CaseFileBody body)
    {
        var (matters, documents) = Past.Objects(c.Past);
        var above = c.Into is { } into ? body.Find(into) : null;
        return c switch
        {
            _ when c.Past.Count > MaxPast => Refuse(RelocatingRefusals.TooMuch),
            _ when matters.Any(id => body.Find(id) is { }) => Refuse(CaseFileRefusals.MatterExists),
            _ when documents.Any(id => body.Find(id) is { }) => Refuse(CaseFileRefusals.DocumentExists),
            _ when CaseFileDecider.IsFull(body, matters.Count, documents.Count) =>
                Refuse(CaseFileRefusals.TooManyMatters),
            { Of.Kind: ObjectKind.Matter } when above is { Parent: { } } || (above is { } && matters.Count > 1) =>
                Refuse(CaseFileRefusals.TooDeep),
            { Of.Kind: ObjectKind.Matter } => Accept(new ObjectMovedIn(
                c.Of, c.From, c.Into, matters, documents, Numbered(c, body, above))),
            _ => Accept(new ObjectMovedIn(c.Of, c.From, c.Into, matters, documents, c.Past)),
        };
    }

    // The matter is opened here with the next number here; what lies in it keeps its number below it.
    private static ValueList<PastEvent> Numbered(TakeIn c, CaseFileBody body, Matter? above)
    {
        var number = (above?.SubMattersOpened ?? body.MattersOpened) + 1;
        var reference = above is null
            ? c.Numbering.Of(body.Reference, number)
            : c.Numbering.Of(above.Reference, number);
        return [.. c.Past.Select(past => past.Happened is not CaseFileEvent.MatterOpened e ? past : past with
        {
            Happened = e.Matter.Value == c.Of.Id
                ? e with { Number = number, Parent = c.Into, Reference = reference }
                : e with { Reference = c.Numbering.Of(reference, e.Number) },
        })];
    }

    private static CaseFileBody Without(CaseFileBody body, ObjectMovedOut e)
    {
        var gone = Ids(e.Matters, e.Documents);
        return Past.Repointed(body with
        {
            Matters = body.Matters.RemoveRange(gone),
            Documents = body.Documents.RemoveRange(gone),
            Routes = body.Routes.RemoveRange(
                body.Routes.Where(route => gone.Contains(route.Value.Of.Id!.Value)).Select(route => route.Key)),
            Resubmissions = body.Resubmissions.RemoveRange(
                body.Resubmissions.Where(one => one.Value.Of.Id is { } id && gone.Contains(id)).Select(one => one.Key)),
            MovedOut = body.MovedOut.SetItems(gone.Select(id => KeyValuePair.Create(id, e.To))),
        }, gone, null, e.To);
    }

    // A register sheet is one of its file, and stays there.
    private static CaseFileBody With(CaseFileBody body, ObjectMovedIn e)
    {
        var come = Ids(e.Matters, e.Documents);
        var placed = e.Of.Kind is ObjectKind.Document
            ? body.Change(new DocumentId(e.Of.Id!.Value), document => document with { Matter = e.Into!.Value })
            : body.Change(new MatterId(e.Of.Id!.Value), matter => matter with { Sheet = null });
        return Past.Repointed(placed with { MovedOut = placed.MovedOut.RemoveRange(come) }, come, e.From, null);
    }

    private static HashSet<Guid> Ids(ValueList<MatterId> matters, ValueList<DocumentId> documents) =>
        [.. matters.Select(id => id.Value), .. documents.Select(id => id.Value)];
}
