using Records.Core.Documents;
using Records.Core.History;
using Records.Core.InTray;
using Records.Core.Ports;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Core.CaseFiles.Editing.EditingEvent;
using static Records.Core.CaseFiles.Inspections.InspectionEvent;
using static Records.Core.CaseFiles.Renditions.RenditionsEvent;

namespace Records.Core.CaseFiles;

/// <summary>What lies in the object store because an event names it, and what it must be.</summary>
/// <param name="SizeBytes">Of the plain bytes.</param>
/// <param name="Sha256">Of the plain bytes.</param>
public readonly record struct NamedContent(ObjectId Object, long SizeBytes, Digest Sha256);

/// <summary>
/// The objects that an event names: what a check reads and what no sweeper may take. The one place to say so; a test
/// looks for objects in every event that are not said here.
/// </summary>
public static class NamedContents
{
    public static IEnumerable<NamedContent> Of(CaseFileEvent happened) => happened switch
    {
        DocumentFiled e => [Of(e.Content)],
        VersionAdded e => [Of(e.Content)],
        TextNoted e => [new(e.Text.Object, e.Text.SizeBytes, e.Text.Sha256)],

        DraftSaved e => [Of(e.Content)],
        VersionCheckedIn e => [Of(e.Content)],

        RenditionAdded e => [Of(e.Content)],
        RedactedFiled e => [Of(e.Content)],

        InspectionGiven e => [Of(e.Content)],

        _ => [],
    };

    /// <summary>The same for what came into the in-tray.</summary>
    public static IEnumerable<NamedContent> Of(InTrayEvent happened) => happened switch
    {
        InTrayEvent.InTrayEntryPut e => [Of(e.Content)],
        _ => [],
    };

    private static NamedContent Of(DocumentContent content) => new(content.Object, content.SizeBytes, content.Sha256);
}
