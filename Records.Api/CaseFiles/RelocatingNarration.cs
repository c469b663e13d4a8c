using System.Diagnostics;
using Records.Core.CaseFiles.Relocating;
using Records.Core.Describing;
using static Records.Core.CaseFiles.Relocating.RelocatingEvent;

namespace Records.Api.CaseFiles;

/// <summary>What left for another file or came from one, in the words of the history.</summary>
internal static class RelocatingNarration
{
    public static EventNarration Of(RelocatingEvent happened) => happened switch
    {
        ObjectMovedOut e => EventNarration.On("in andere Akte umgeschrieben", e.Of,
        [
            new("caseFile", null, e.To.Value.ToString()),
            .. EventNarration.Remark("matter", e.Into?.Value.ToString()),
            .. e.Documents.Select(document => new FieldChange("document", document.Value.ToString(), null)),
        ]),
        ObjectMovedIn e => EventNarration.On("aus anderer Akte übernommen", e.Of,
        [
            new("caseFile", e.From.Value.ToString(), null),
            .. EventNarration.Remark("matter", e.Into?.Value.ToString()),
            .. e.Documents.Select(document => new FieldChange("document", null, document.Value.ToString())),
        ]),
        _ => throw new UnreachableException($"{happened.GetType().Name} has no words."),
    };
}
