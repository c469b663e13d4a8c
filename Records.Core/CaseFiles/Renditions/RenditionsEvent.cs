using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Documents;

namespace Records.Core.CaseFiles.Renditions;

/// <summary>What can happen about renditions. Stored for ever (docs/events.md).</summary>
public abstract record RenditionsEvent : CaseFileEvent
{
    private RenditionsEvent() { }

    /// <summary>
    /// A version got a rendition beside it. A clean copy (Reinschrift) fixes the document until it is retired.
    /// </summary>
    public sealed record RenditionAdded(
        DocumentId Document, RenditionId Rendition, int Version, RenditionKind Kind, DocumentContent Content,
        Making Making) : RenditionsEvent;

    /// <summary>A rendition is not to be used any more (zurückgezogen); it is kept.</summary>
    public sealed record RenditionRetired(DocumentId Document, RenditionId Rendition, RenditionKind Kind)
        : RenditionsEvent;

    /// <summary>
    /// A copy of a version in which areas are hidden was filed beside it, as a document of its own (geschwärzt).
    /// </summary>
    public sealed record RedactedFiled(
        MatterId Matter, DocumentId Document, DocumentKind Kind, DocumentId Source, int Version,
        ValueList<RedactedArea> Areas, string Reason, string LegalGround, ValueList<FieldChange> Fields,
        DocumentContent Content, Making Making) : RenditionsEvent;
}
