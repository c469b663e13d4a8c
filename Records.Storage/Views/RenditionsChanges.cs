using System.Text.Json.Nodes;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Renditions;
using Records.Core.People;
using Records.Core.Ports;
using static Records.Core.CaseFiles.Renditions.RenditionsEvent;

namespace Records.Storage.Views;

/// <summary>What renditions change on the sheet: they lie beside their document; a clean copy is its status.</summary>
internal static class RenditionsChanges
{
    /// <summary>The status (Bearbeitungsstatus) of a document that has a clean copy.</summary>
    private const string DispatchCopyMade = "dispatch-copy-made";

    /// <summary>Null for a redacted copy that was filed: that has statements of its own.</summary>
    public static IReadOnlyList<SheetChange>? Of(RenditionsEvent happened, StoredEvent stored, Stamp stamp) =>
        happened switch
        {
            // It comes by itself, and no revision moves.
            RenditionAdded { Kind: RenditionKind.Searchable } e => [Beside(e, stored, stamp)],
            RenditionAdded e =>
            [
                new SheetChange.Mark(ObjectRef.Of(e.Document), Status(e.Kind, DispatchCopyMade)),
                Beside(e, stored, stamp),
            ],
            RenditionRetired e =>
            [
                new SheetChange.Mark(ObjectRef.Of(e.Document), Status(e.Kind, null)),
                new SheetChange.Put("rendition", e.Rendition.Value, ObjectRef.Of(e.Document), SheetChanges.Data(new
                {
                    RetiredAt = stored.RecordedAt.ToTime(),
                    RetiredBy = stamp.Actor.Person.Value,
                })),
            ],
            _ => null,
        };

    /// <summary>What a redacted copy says of where it comes from; it lies beside the copy.</summary>
    public static SheetChange Redaction(RedactedFiled e) =>
        new SheetChange.Put("redaction", e.Document.Value, ObjectRef.Of(e.Document), SheetChanges.Data(new
        {
            Source = e.Source.Value,
            e.Version,
            e.Areas,
            e.Reason,
            e.LegalGround,
            e.Making,
        }));

    private static SheetChange Beside(RenditionAdded e, StoredEvent stored, Stamp stamp) =>
        new SheetChange.Put("rendition", e.Rendition.Value, ObjectRef.Of(e.Document), SheetChanges.Data(new
        {
            e.Version,
            e.Kind,
            Content = EditingChanges.Content(e.Content, stored),
            e.Making,
            At = stored.RecordedAt.ToTime(),
            By = stamp.Actor.Person.Value,
        }));

    private static JsonObject Status(RenditionKind kind, string? status) =>
        kind is RenditionKind.CleanCopy ? new() { ["processing"] = status } : [];
}
