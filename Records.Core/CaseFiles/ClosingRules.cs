using System.Diagnostics;
using Records.Core.CaseFiles.Editing;
using Records.Core.CaseFiles.Numbering;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.CaseFiles.Routing;
using Records.Core.Deciding;
using static Records.Core.CaseFiles.CaseFile;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.Deciding.Decision<Records.Core.CaseFiles.CaseFileEvent>;

namespace Records.Core.CaseFiles;

/// <summary>The rules of closing and reopening (R33 to R36), of the file and of its matters.</summary>
internal static class ClosingRules
{
    public static Decision<CaseFileEvent> Close(CloseCaseFile c, CaseFile state) => state switch
    {
        Closed => AlreadySo,
        _ => Editable.File(state, c.Expected, body => Close(body, null, c.Resubmissions, c.On,
            new CaseFileClosed(c.On, body.Rule, body.Keeping.EndsFrom(body.Rule, c.On)))),
    };

    public static Decision<CaseFileEvent> Close(CloseMatter c, CaseFile state) => state switch
    {
        Active or Closed when state.Contents.Find(c.Matter) is { IsClosed: true } => AlreadySo,
        _ => Editable.Matter(state, c.Matter, c.Expected, (body, matter) =>
            Close(body, matter, c.Resubmissions, c.On,
                new CaseFileEvent.MatterClosed(c.Matter, c.On, body.Rule, body.Rule.EndsFrom(c.On)))),
    };

    public static Decision<CaseFileEvent> Reopen(ReopenCaseFile c, CaseFile state) => state switch
    {
        Active => AlreadySo,
        Closed s when c.Expected != s.Body.Revision => Refuse(RevisionStale),
        Closed s when c.On > s.Ends.TransferEnds => Refuse(TransferPeriodOver(s.Ends.TransferEnds)),
        Closed s => Accept(new CaseFileReopened(c.On, s.Ends)),
        Cancelled => Refuse(CaseFileCancelled),
        Deleted => Refuse(CaseFileDeleted),
        _ => throw new UnreachableException($"{state.GetType().Name} was never opened."),
    };

    public static Decision<CaseFileEvent> Reopen(ReopenMatter c, CaseFile state) =>
        Editable.File(state, null, body => body.Find(c.Matter) switch
        {
            null => Refuse(UnknownMatter),
            { Ends: null } => AlreadySo,
            var matter when matter.Revision != c.Expected => Refuse(RevisionStale),
            var matter when body.IsCancelled(matter) => Refuse(MatterCancelled),
            var matter when body.Lineage(matter).Any(above => above.IsDeleted) => Refuse(MatterDeleted),
            var matter when body.Lineage(matter).Any(above => above.Deletion is not null) => Refuse(DeletionRequested),
            var matter when body.Lineage(matter).Skip(1).Any(above => above.IsClosed) =>
                Refuse(CaseFileRefusals.MatterClosed),
            var matter when body.Lineage(matter).Any(above => above.IsLocked) => Refuse(Locked),
            { Ends: { } ends } when c.On > ends.TransferEnds => Refuse(TransferPeriodOver(ends.TransferEnds)),
            { Ends: { } ends } => Accept(new MatterReopened(c.Matter, c.On, ends)),
        });

    /// <summary>What stands against closing, in the order in which it is said.</summary>
    /// <param name="matter">The matter to close; null for the file.</param>
    private static Decision<CaseFileEvent> Close(
        CaseFileBody body, Matter? matter, ValueList<ResubmissionChoice> choices, DateOnly on,
        CaseFileEvent closing) => body switch
        {
            _ when SubMatterRules.StillOpen(body, matter) is { Count: > 0 } open => Refuse(OpenMatters(open)),
            _ when RoutingRules.OpenActivities(body, matter) is { Count: > 0 } steps =>
                Refuse(RoutingRefusals.OpenActivities(steps)),
            // A file whose matters are all closed has none: no matter closes over one.
            _ when matter is not null && EditingRules.IsAnyCheckedOut(body, matter.Id) => Refuse(EditingRefusals.CheckedOut),
            _ => ResubmissionRules.Close(
                body, matter is null ? ObjectRef.CaseFile : ObjectRef.Of(matter.Id), choices, on, closing),
        };
}
