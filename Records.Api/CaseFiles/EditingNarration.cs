using System.Diagnostics;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Editing;
using Records.Core.Deciding;
using Records.Core.Describing;
using static Records.Api.CaseFiles.EventNarration;
using static Records.Core.CaseFiles.Editing.EditingEvent;

namespace Records.Api.CaseFiles;

/// <summary>What the events of editing mean to a person.</summary>
internal static class EditingNarration
{
    public static EventNarration Of(EditingEvent happened) => happened switch
    {
        DocumentCheckedOut e => On("ausgecheckt", e.Document, [new("checkedOut", null, $"{e.By.Value}")]),
        DraftSaved e => On("Entwurf gesichert", e.Document,
            [new("draft", null, Text(e.Number)), .. Content(e.Content)]),
        VersionCheckedIn e => On("eingecheckt", e.Document,
            [new("version", Text(e.Version - 1), Text(e.Version)), .. Content(e.Content),
                .. Remark("comment", e.Comment)]),
        CheckOutAbandoned e => On("Bearbeitung verworfen", e.Document, []),
        CheckOutReleased e => On("Freigabe erzwungen", e.Document,
            [new("checkedOut", $"{e.From.Value}", null), .. Remark("reason", e.Reason)]),
        _ => throw new UnreachableException($"{happened.GetType().Name} has no words."),
    };

    private static EventNarration On(string action, DocumentId document, ValueList<FieldChange> changes) =>
        new(action, "document", document.Value, changes);
}
