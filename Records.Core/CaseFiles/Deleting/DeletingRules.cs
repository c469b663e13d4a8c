using System.Diagnostics;
using Records.Core.CaseFiles.Cancelling;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.Deciding;
using Records.Core.Describing;
using static Records.Core.CaseFiles.Deleting.DeletingCommand;
using static Records.Core.CaseFiles.Deleting.DeletingEvent;
using static Records.Core.CaseFiles.Deleting.DeletingRefusals;
using static Records.Core.Deciding.Decision<Records.Core.CaseFiles.CaseFileEvent>;

namespace Records.Core.CaseFiles.Deleting;

/// <summary>
/// The rules of deleting filing mistakes (R45, R46). While the mark stands nothing below it is edited
/// (<see cref="Editable"/>), so what the checker confirms is what was marked.
/// </summary>
internal static class DeletingRules
{
    // Everything that goes is listed in one event.
    private const int MaxListed = 1_000;

    public static Decision<CaseFileEvent> Decide(DeletingCommand command, CaseFile state) => command switch
    {
        MarkForDeletion { Policy.Deletes: false } => Refuse(NotAllowed),
        MarkForDeletion c when MarkOn(state, c.Of) is { } mark && mark == new DeletionMark(
            c.By, c.Checker ?? default, c.Reason) => AlreadySo,
        MarkForDeletion c when !PlainText.IsRemark(c.Reason) => Refuse(ReasonUnclean),
        MarkForDeletion { Checker: null } => Refuse(UnknownChecker),
        MarkForDeletion c when c.Checker == c.By => Refuse(SamePerson),
        MarkForDeletion c => Editable.Object(state, c.Of, c.Expected, body => Against(c.Of, body) is { } reason
            ? Refuse(reason)
            : Accept(new DeletionMarked(c.Of, c.By, c.Checker!.Value, c.Reason))),

        WithdrawDeletion c when Exists(state, c.Of) && MarkOn(state, c.Of) is null => Refuse(NotMarked),
        WithdrawDeletion c => Editable.Object(Put(state, c.Of, null), c.Of, c.Expected, _ =>
            Accept(new DeletionWithdrawn(c.Of))),

        ConfirmDeletion { Policy.Deletes: false } => Refuse(NotAllowed),
        ConfirmDeletion c when Exists(state, c.Of) && MarkOn(state, c.Of) is null => Refuse(NotMarked),
        ConfirmDeletion c => Editable.Object(Put(state, c.Of, null), c.Of, c.Expected, body =>
            Confirm(c, MarkOn(state, c.Of)!, body)),

        _ => throw new UnreachableException($"No rule for {command.GetType().Name}."),
    };

    public static CaseFile Evolve(CaseFile state, DeletingEvent happened) => happened switch
    {
        DeletionMarked e => Put(state, e.Of, new(e.By, e.Checker, e.Reason)).With(body => body.Touch(e.Of)),
        DeletionWithdrawn e => Put(state, e.Of, null).With(body => body.Touch(e.Of)),
        ObjectDeleted { Of.Kind: ObjectKind.CaseFile } e => new CaseFile.Deleted(
            Deleted(state.Contents, e).Next() with { Deletion = null }),
        ObjectDeleted e => state.With(Deleted(state.Contents, e)),
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };

    // Asked when it is marked and again when it is confirmed, for weeks may lie between. A hold (R48) and what was
    // handed to the archive stand in the way too: whoever brings them says so here.
    private static Refusal? Against(ObjectRef of, CaseFileBody body)
    {
        var documents = Below.Documents(body, of).ToList();
        var matters = Below.Matters(body, of).ToList();
        return of switch
        {
            _ when matters.Any(matter => matter.IsClosed) => CancellingRefusals.ClosedMatterInside,
            _ when documents.Any(document => !document.FinalSigned.IsEmpty) => CancellingRefusals.FinalSignedInside,
            _ when matters.Count > MaxListed || documents.Sum(document => document.Newest) > MaxListed => TooMuch,
            _ => null,
        };
    }

    private static Decision<CaseFileEvent> Confirm(ConfirmDeletion c, DeletionMark mark, CaseFileBody body) => c switch
    {
        _ when c.By == mark.By => Refuse(SamePerson),
        _ when c.By != mark.Checker => Refuse(NotTheChecker),
        _ when Against(c.Of, body) is { } reason => Refuse(reason),
        // What is gone comes back on no day.
        _ => Accept([.. body.OpenResubmissions(c.Of).Select(ResubmissionRules.Dropped), Deletion(c, mark, body)]),
    };

    private static ObjectDeleted Deletion(ConfirmDeletion c, DeletionMark mark, CaseFileBody body) => new(
        c.Of, mark.By, c.By, mark.Reason,
        [.. from matter in Below.Matters(body, c.Of) where !matter.IsDeleted select matter.Id],
        [.. from document in Below.Documents(body, c.Of)
            where !document.IsDeleted
            from version in document.Versions
            select new DeletedContent(document.Id, version.Key, version.Value.Sha256)]);

    private static CaseFileBody Deleted(CaseFileBody body, ObjectDeleted e)
    {
        foreach (var id in e.Matters)
            body = body.Change(id, matter => matter with { IsDeleted = true, Deletion = null });
        foreach (var id in e.Contents.Select(content => content.Document).Distinct())
            body = body.Change(id, document => document with { IsDeleted = true, Deletion = null });
        return body;
    }

    private static bool Exists(CaseFile state, ObjectRef of) => of.Kind switch
    {
        ObjectKind.CaseFile => true,
        ObjectKind.Matter => state.Contents.Find(new MatterId(of.Id!.Value)) is { },
        _ => state.Contents.Find(new DocumentId(of.Id!.Value)) is { },
    };

    private static DeletionMark? MarkOn(CaseFile state, ObjectRef of) => of.Kind switch
    {
        ObjectKind.CaseFile => state.Contents.Deletion,
        ObjectKind.Matter => state.Contents.Find(new MatterId(of.Id!.Value))?.Deletion,
        _ => state.Contents.Find(new DocumentId(of.Id!.Value))?.Deletion,
    };

    private static CaseFile Put(CaseFile state, ObjectRef of, DeletionMark? mark) => of.Kind switch
    {
        ObjectKind.CaseFile => state.With(state.Contents with { Deletion = mark }),
        ObjectKind.Matter when state.Contents.Find(new MatterId(of.Id!.Value)) is { } matter =>
            state.With(state.Contents.With(matter with { Deletion = mark })),
        ObjectKind.Document when state.Contents.Find(new DocumentId(of.Id!.Value)) is { } document =>
            state.With(state.Contents.With(document with { Deletion = mark })),
        _ => state,
    };
}
