using System.Diagnostics;
using Records.Core.Deciding;
using Records.Core.Documents;
using Records.Core.People;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.CaseFiles.Editing.EditingCommand;
using static Records.Core.CaseFiles.Editing.EditingEvent;
using static Records.Core.CaseFiles.Editing.EditingRefusals;
using static Records.Core.Deciding.Decision<Records.Core.CaseFiles.CaseFileEvent>;

namespace Records.Core.CaseFiles.Editing;

/// <summary>The rules of checking out, saving drafts and checking in (R28).</summary>
internal static class EditingRules
{
    private const int MaxDrafts = 1000;

    public static Decision<CaseFileEvent> Decide(EditingCommand command, CaseFile state) => command switch
    {
        CheckOutDocument c when HolderOf(state.Contents, c.Document) == c.By => AlreadySo,
        CheckOutDocument c => Editable.Document(state, c.Document, c.Expected, (_, document) =>
            document switch
            {
                { CheckedOut: not null } => Refuse(CheckedOut),
                { CleanCopy: not null } => Refuse(Renditions.RenditionsRefusals.AlreadyFinal),
                _ => Accept(new DocumentCheckedOut(c.Document, c.By)),
            }),

        SaveDraft c when CaseFileDecider.FaultOf(c.Content, null) is { } fault => Refuse(fault),
        SaveDraft c => Held(state, c.Document, c.Expected, c.By, document => document.Drafts < MaxDrafts
            ? Accept(new DraftSaved(c.Document, c.Draft, document.Drafts + 1, c.Content))
            : Refuse(TooManyDrafts)),
        CheckIn c when CaseFileDecider.FaultOf(c.Content, c.Comment) is { } fault => Refuse(fault),
        CheckIn c => Held(state, c.Document, c.Expected, c.By, document =>
            Accept(new VersionCheckedIn(c.Document, document.Newest + 1, c.Content, c.Comment))),

        AbandonCheckOut c when state.Contents.Find(c.Document) is { CheckedOut: null } => AlreadySo,
        AbandonCheckOut c => Held(state, c.Document, c.Expected, c.By, _ =>
            Accept(new CheckOutAbandoned(c.Document))),

        ReleaseCheckOut c when !Describing.PlainText.IsRemark(c.Reason) =>
            Refuse(Locking.LockingRefusals.ReasonUnclean),
        ReleaseCheckOut c when state.Contents.Find(c.Document) is { CheckedOut: null } => AlreadySo,
        ReleaseCheckOut c => Editable.Document(state, c.Document, c.Expected, (_, document) =>
            Accept(new CheckOutReleased(c.Document, document.CheckedOut!.Value, c.Reason))),

        _ => throw new UnreachableException($"No rule for {command.GetType().Name}."),
    };

    public static CaseFileBody Evolve(CaseFileBody body, EditingEvent happened) => happened switch
    {
        DocumentCheckedOut e => body.Change(e.Document, document => document with { CheckedOut = e.By }),
        DraftSaved e => body.Change(e.Document, document => document with { Drafts = e.Number }),
        VersionCheckedIn e => body.Change(e.Document, document => document with
        {
            Versions = document.Versions.Add(e.Version, e.Content),
            CheckedOut = null,
        }),
        CheckOutAbandoned e => body.Change(e.Document, document => document with { CheckedOut = null }),
        CheckOutReleased e => body.Change(e.Document, document => document with { CheckedOut = null }),
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };

    /// <summary>
    /// Whether anybody has a document of the matter, or of those below it, checked out. What is cancelled or deleted
    /// does not count: nothing comes of it any more.
    /// </summary>
    public static bool IsAnyCheckedOut(CaseFileBody body, MatterId within) => body.Documents.Values.Any(document =>
        document is { CheckedOut: not null, IsCancelled: false, IsDeleted: false }
        && body.Find(document.Matter)! is var matter && !body.IsCancelled(matter)
        && body.Lineage(matter).Any(above => above.Id == within));

    private static Decision<CaseFileEvent> Held(
        CaseFile state, DocumentId id, Revision expected, PersonId by,
        Func<Document, Decision<CaseFileEvent>> decide) =>
        Editable.Document(state, id, expected, (_, document) => document.CheckedOut switch
        {
            null => Refuse(NotCheckedOut),
            { } holder when holder != by => Refuse(CheckedOut),
            _ => decide(document),
        });

    private static PersonId? HolderOf(CaseFileBody body, DocumentId id) => body.Find(id)?.CheckedOut;
}
