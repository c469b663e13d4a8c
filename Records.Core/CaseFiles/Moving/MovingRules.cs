using System.Diagnostics;
using Records.Core.CaseFiles.Cancelling;
using Records.Core.CaseFiles.References;
using Records.Core.Deciding;
using Records.Core.Describing;
using static Records.Core.CaseFiles.Moving.MovingCommand;
using static Records.Core.CaseFiles.Moving.MovingEvent;
using static Records.Core.CaseFiles.Moving.MovingRefusals;
using static Records.Core.Deciding.Decision<Records.Core.CaseFiles.CaseFileEvent>;

namespace Records.Core.CaseFiles.Moving;

/// <summary>The rules of re-filing (R39, R40, R41).</summary>
internal static class MovingRules
{
    public static Decision<CaseFileEvent> Decide(MovingCommand command, CaseFile state) => command switch
    {
        RefileCaseFile c when DescribingRefusals.FaultInReason(c.Reason) is { } fault => Refuse(fault),
        RefileCaseFile c => Editable.File(state, c.Expected, body => Accept([.. InPlan(c, body), .. InUnit(c, body)])),

        MoveDocument c when state.Contents.Find(c.Document)?.Matter == c.To => AlreadySo,
        MoveDocument c => Editable.Document(state, c.Document, c.Expected, (_, document) =>
            Editable.Matter(state, c.To, null, (_, _) =>
                Accept(new DocumentMoved(c.Document, document.Matter, c.To))) switch
            {
                Decision<CaseFileEvent>.Refused { Reason.Kind: RefusalKind.Conflict } => Refuse(TargetNotActive),
                var decision => decision,
            }),

        MergeMatters c when !PlainText.IsRemark(c.Reason) => Refuse(ReasonUnclean),
        MergeMatters c => CaseFileDecider.Decide(Beginning(c), state) switch
        {
            Decision<CaseFileEvent>.Accepted { Events: var opened } => Merge(c, state, opened),
            var refused => refused,
        },

        _ => throw new UnreachableException($"No rule for {command.GetType().Name}."),
    };

    public static CaseFileBody Evolve(CaseFileBody body, MovingEvent happened) => happened switch
    {
        CaseFileRefiled e => body.Next() with
        {
            Entry = e.NewEntry,
            Reference = e.NewReference,
            Rule = e.NewRule,
        },
        CaseFileReassigned e => body.Next() with { LeadUnit = e.New },
        DocumentMoved e => Put(body, e.Document, e.To),
        MattersMerged e => e.From.Append(e.Into).Aggregate(
            e.Documents.Aggregate(body, (moving, document) => Put(moving, document, e.Into)),
            // As the past of a matter that came from another file it names some that stayed there.
            (linking, matter) => linking.Find(matter) is null ? linking : linking.Touch(ObjectRef.Of(matter))),
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };

    // What was set by hand holds wherever the file lies: recomputing must not lose it.
    private static ValueList<CaseFileEvent> InPlan(RefileCaseFile c, CaseFileBody body) => c.To switch
    {
        null => [],
        { Entry: var entry } when entry == body.Entry => [],
        { } to => [new CaseFileRefiled(
            body.Entry, to.Entry, body.Reference, to.Reference,
            body.Rule, body.Keeping.IsRuleByHand ? body.Rule : to.Rule,
            body.Keeping.IsRuleByHand ? null : to.RuleFrom, to.PlanVersion, c.Reason.Trim())],
    };

    private static ValueList<CaseFileEvent> InUnit(RefileCaseFile c, CaseFileBody body) =>
        c.LeadUnit == body.LeadUnit ? [] : [new CaseFileReassigned(body.LeadUnit, c.LeadUnit, c.Reason.Trim())];

    // All or nothing: each matter and each document that comes along can be edited, or nothing happens.
    private static Decision<CaseFileEvent> Merge(MergeMatters c, CaseFile state, ValueList<CaseFileEvent> opened)
    {
        MatterId[] from = [.. c.From.Select(seen => seen.Matter).Distinct()];
        if (from.Length < 2)
            return Refuse(NothingToMerge);
        foreach (var seen in c.From)
            if (Editable.Matter(state, seen.Matter, seen.Expected, (_, _) => AlreadySo) is { } of && of != AlreadySo)
                return of;
        if (state.Contents.Matters.Values.Any(matter => matter.Parent is { } above && from.Contains(above)))
            return Refuse(SubMattersInside);

        var documents = state.Contents.Documents.Values.Where(document =>
            // What was cancelled or deleted stays where it was.
            from.Contains(document.Matter) && document is { IsCancelled: false, IsDeleted: false }).ToList();
        foreach (var document in documents.Where(document => document.PutAwayUntil is null))
            if (Editable.Document(state, document.Id, null, (_, _) => AlreadySo) is { } of && of != AlreadySo)
                return of;

        return Accept(
        [
            .. opened,
            new MattersMerged([.. from], c.Into, [.. documents.Select(document => document.Id)]),
            .. from.SelectMany(matter => Referring(c.Into, matter)),
            .. from.Select(matter => new CancellingEvent.ObjectCancelled(ObjectRef.Of(matter), c.Reason)),
        ]);
    }

    // Noted at both ends: it is part of merging and no edit of its own.
    private static CaseFileEvent[] Referring(MatterId into, MatterId from)
    {
        var (here, there) = (ReferenceId.Merging(into, from), ReferenceId.Merging(from, into));
        return
        [
            new ReferenceEvent.ReferenceNoted(ObjectRef.Of(into), here, new(
                ReferenceRelation.MergedFrom, new(null, ObjectRef.Of(from), null, null), null, there)),
            new ReferenceEvent.ReferenceNoted(ObjectRef.Of(from), there, new(
                ReferenceRelation.MergedInto, new(null, ObjectRef.Of(into), null, null), null, here)),
        ];
    }

    private static CaseFileCommand.OpenMatter Beginning(MergeMatters c) =>
        new(c.Into, c.Fields) { Numbering = c.Numbering, Extra = c.Extra };

    private static CaseFileBody Put(CaseFileBody body, DocumentId id, MatterId to) =>
        body.Change(id, document => document with { Matter = to });
}
