using System.Diagnostics;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Keeping;
using Records.Core.People;
using Records.Core.Ports;
using Records.Storage.Json;

namespace Records.Storage.Views;

/// <summary>What appraisal in advance and changes by hand leave on the sheet.</summary>
internal static class KeepingChanges
{
    public static IReadOnlyList<SheetChange> Of(KeepingEvent happened, StoredEvent stored, Stamp stamp) =>
        happened switch
        {
            KeepingEvent.CaseFileAppraised e => [new SheetChange.Mark(ObjectRef.CaseFile,
                SheetChanges.Marked("appraisal", new
                {
                    At = stored.RecordedAt.ToTime(),
                    By = e.By.Value,
                    Type = StoredWord.Of(e.New),
                    e.Reason,
                }))],
            KeepingEvent.RetentionRuleChanged e =>
            [
                // A last day set by hand falls with the old periods.
                new SheetChange.Mark(ObjectRef.CaseFile, new()
                {
                    ["ruleByHand"] = SheetChanges.Data(ByHand(stored, stamp, e.Reason, e.LegalGround)),
                    ["endByHand"] = null,
                }),
                new SheetChange.Rule(e.New),
            ],
            KeepingEvent.RetentionEndSet e =>
            [
                new SheetChange.Mark(ObjectRef.CaseFile,
                    SheetChanges.Marked("endByHand", ByHand(stored, stamp, e.Reason, e.LegalGround))),
                new SheetChange.Ends(e.New),
            ],
            _ => throw new UnreachableException($"{happened.GetType().Name} changes nothing that is known."),
        };

    private static object ByHand(StoredEvent stored, Stamp stamp, string reason, string legalGround) => new
    {
        At = stored.RecordedAt.ToTime(),
        By = stamp.Actor.Person.Value,
        Reason = reason,
        LegalGround = legalGround,
    };
}
