using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Documents;

namespace Records.Core.CaseFiles.Renditions;

/// <summary>
/// Finalise and undo it (R29, R30), convert for the long term (R32), redact (R31). What was made comes in with the
/// command; the original stays as it is.
/// </summary>
public abstract record RenditionsCommand : CaseFileCommand
{
    private RenditionsCommand() { }

    /// <summary>Put the clean copy of the newest version beside it, which fixes the document (finalisieren).</summary>
    public sealed record FinaliseDocument(
        DocumentId Document, Revision Expected, RenditionId Rendition, DocumentContent Content, Making Making)
        : RenditionsCommand;

    /// <summary>Work on the document again; the clean copy is retired and kept (Finalisierung aufheben).</summary>
    public sealed record UndoFinalising(DocumentId Document, Revision Expected) : RenditionsCommand;

    /// <summary>Put a version in a long-term format beside it (in ein Langzeitformat umwandeln).</summary>
    public sealed record ConvertVersion(
        DocumentId Document, Revision Expected, int Version, RenditionId Rendition, DocumentContent Content,
        Making Making) : RenditionsCommand;

    /// <summary>A long-term rendition is not to be used any more; it is kept (Formatkopie zurückziehen).</summary>
    public sealed record RetireRendition(DocumentId Document, Revision Expected, RenditionId Rendition)
        : RenditionsCommand;

    /// <summary>File a copy in which areas are hidden, as a document of its own (schwärzen).</summary>
    /// <param name="Document">The new document.</param>
    /// <param name="Source">What it is a copy of, and in which version.</param>
    /// <param name="Reason">Why, for people; 1 to 1000 characters.</param>
    /// <param name="LegalGround">The rule it rests on, such as a paragraph; 1 to 200 characters.</param>
    public sealed record FileRedacted(
        DocumentId Document, DocumentId Source, int Version, ValueList<RedactedArea> Areas, string Reason,
        string LegalGround, ValueList<FieldValue> Fields, DocumentContent Content, Making Making) : RenditionsCommand
    {
        /// <inheritdoc/>
        public override ObjectKind? Describes => ObjectKind.Document;
    }
}
