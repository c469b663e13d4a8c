using System.Diagnostics;
using System.Globalization;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Moving;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Retention;
using Records.Storage.Json;
using static Records.Core.CaseFiles.Moving.MovingEvent;

namespace Records.Api.CaseFiles;

/// <summary>What was re-filed, in the words of the history.</summary>
internal static class MovingNarration
{
    public static EventNarration Of(MovingEvent happened) => happened switch
    {
        CaseFileRefiled e => EventNarration.On("Akte umgeschrieben", ObjectRef.CaseFile,
        [
            new("entry", e.OldEntry.Value.ToString(), e.NewEntry.Value.ToString()),
            new("reference", e.OldReference.Value, e.NewReference.Value),
            new("transferYears", Years(e.OldRule.TransferYears), Years(e.NewRule.TransferYears)),
            new("retentionYears", Years(e.OldRule.RetentionYears), Years(e.NewRule.RetentionYears)),
            new("disposal", StoredWord.Of(e.OldRule.Disposal), StoredWord.Of(e.NewRule.Disposal)),
            new("reason", null, e.Reason),
        ]),
        CaseFileReassigned e => EventNarration.On("an andere Organisationseinheit abgegeben", ObjectRef.CaseFile,
            [new("unit", e.Old.Value.ToString(), e.New.Value.ToString()), new("reason", null, e.Reason)]),
        DocumentMoved e => new("in anderen Vorgang umgeschrieben", "document", e.Document.Value,
            [new("matter", e.From.Value.ToString(), e.To.Value.ToString())]),
        MattersMerged e => new("Vorgänge zusammengeführt", "matter", e.Into.Value,
        [
            .. e.From.Select(matter => new FieldChange("mergedFrom", null, matter.Value.ToString())),
            .. e.Documents.Select(document => new FieldChange("document", null, document.Value.ToString())),
        ]),
        _ => throw new UnreachableException($"{happened.GetType().Name} has no words."),
    };

    private static string Years(int? years) => years?.ToString(CultureInfo.InvariantCulture) ?? "unlimited";
}
