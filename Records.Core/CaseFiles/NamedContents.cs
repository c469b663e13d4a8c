using Records.Core.Documents;
using Records.Core.History;
using Records.Core.InTray;
using Records.Core.Ports;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Core.CaseFiles.Editing.EditingEvent;
using static Records.Core.CaseFiles.Inspections.InspectionEvent;
using static Records.Core.CaseFiles.Relocating.RelocatingEvent;
using static Records.Core.CaseFiles.Renditions.RenditionsEvent;

namespace Records.Core.CaseFiles;

/// <summary>What lies in the object store because an event names it, and what it must be.</summary>
/// <param name="SizeBytes">Of the plain bytes.</param>
/// <param name="Sha256">Of the plain bytes.</param>
public readonly record struct NamedContent(ObjectId Object, long SizeBytes, Digest Sha256);

/// <summary>Where the same content lies under another key.</summary>
/// <param name="SealedSha256">Of the bytes as they lie in the object store.</param>
public readonly record struct SealedAnew(ObjectId Object, Digest SealedSha256);

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

        ObjectMovedIn e => e.Past.SelectMany(past => Of(past.Happened)),

        _ => [],
    };

    /// <summary>The event with other objects in the place of those it names: the same content, sealed anew.</summary>
    public static CaseFileEvent Resealed(
        CaseFileEvent happened, IReadOnlyDictionary<ObjectId, SealedAnew> anew)
    {
        DocumentContent In(DocumentContent content) => anew.TryGetValue(content.Object, out var now)
            ? content with { Object = now.Object, SealedSha256 = now.SealedSha256 }
            : content;

        return happened switch
        {
            DocumentFiled e => e with { Content = In(e.Content) },
            VersionAdded e => e with { Content = In(e.Content) },
            TextNoted e when anew.TryGetValue(e.Text.Object, out var now) =>
                e with { Text = e.Text with { Object = now.Object, SealedSha256 = now.SealedSha256 } },

            DraftSaved e => e with { Content = In(e.Content) },
            VersionCheckedIn e => e with { Content = In(e.Content) },

            RenditionAdded e => e with { Content = In(e.Content) },
            RedactedFiled e => e with { Content = In(e.Content) },

            InspectionGiven e => e with { Content = In(e.Content) },

            ObjectMovedIn e => e with
            {
                Past = [.. e.Past.Select(past => past with { Happened = Resealed(past.Happened, anew) })],
            },

            _ => happened,
        };
    }

    /// <summary>The same for what came into the in-tray.</summary>
    public static IEnumerable<NamedContent> Of(InTrayEvent happened) => happened switch
    {
        InTrayEvent.InTrayEntryPut e => [Of(e.Content)],
        _ => [],
    };

    private static NamedContent Of(DocumentContent content) => new(content.Object, content.SizeBytes, content.Sha256);
}
