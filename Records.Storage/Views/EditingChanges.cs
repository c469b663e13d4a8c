using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Editing;
using Records.Core.Documents;
using Records.Core.People;
using Records.Core.Ports;
using static Records.Core.CaseFiles.Editing.EditingEvent;

namespace Records.Storage.Views;

/// <summary>What editing changes on the sheet: the mark of a check-out, and drafts beside the document.</summary>
internal static class EditingChanges
{
    /// <summary>Null for a version that was checked in: that has statements of its own.</summary>
    public static IReadOnlyList<SheetChange>? Of(EditingEvent happened, StoredEvent stored, Stamp stamp) =>
        happened switch
        {
            DocumentCheckedOut e =>
            [
                new SheetChange.Mark(ObjectRef.Of(e.Document), SheetChanges.Marked("checkedOut", new
                {
                    At = stored.RecordedAt.ToTime(),
                    By = e.By.Value,
                })),
            ],
            DraftSaved e =>
            [
                new SheetChange.Mark(ObjectRef.Of(e.Document), []),
                new SheetChange.Put("draft", e.Draft.Value, ObjectRef.Of(e.Document), SheetChanges.Data(new
                {
                    e.Number,
                    Content = Content(e.Content, stored),
                    At = stored.RecordedAt.ToTime(),
                    By = stamp.Actor.Person.Value,
                })),
            ],
            CheckOutAbandoned e => [Back(e.Document)],
            CheckOutReleased e => [Back(e.Document)],
            _ => null,
        };

    /// <summary>The document is checked out no more.</summary>
    public static SheetChange Back(DocumentId document) =>
        new SheetChange.Mark(ObjectRef.Of(document), SheetChanges.Unmarked("checkedOut"));

    /// <summary>Where bytes lie and what they are; read back as <see cref="PartContent"/>.</summary>
    internal static PartContent Content(DocumentContent content, StoredEvent stored) => new(
        content.Object.Value, stored.Key.Value, content.Type.Name, content.SizeBytes, content.Sha256.ToString(),
        content.OriginalName);
}
