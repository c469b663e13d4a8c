using Records.Core.Documents;
using Records.Core.People;

namespace Records.Core.CaseFiles.Editing;

/// <summary>What can happen while a document is edited. Stored for ever (docs/events.md).</summary>
public abstract record EditingEvent : CaseFileEvent
{
    private EditingEvent() { }

    /// <summary>A person took the document to edit it (ausgecheckt).</summary>
    public sealed record DocumentCheckedOut(DocumentId Document, PersonId By) : EditingEvent;

    /// <summary>A state of the work was kept that is no version (Entwurf gesichert). It is never searched.</summary>
    /// <param name="Number">From 1 for each document, without gaps, over all its check-outs.</param>
    public sealed record DraftSaved(
        DocumentId Document, DraftId Draft, int Number, DocumentContent Content) : EditingEvent;

    /// <summary>The work came back as a new version, and the check-out ended (eingecheckt).</summary>
    public sealed record VersionCheckedIn(
        DocumentId Document, int Version, DocumentContent Content, string? Comment) : EditingEvent;

    /// <summary>The check-out ended without a new version (verworfen); the drafts stay.</summary>
    public sealed record CheckOutAbandoned(DocumentId Document) : EditingEvent;

    /// <summary>The check-out was ended by somebody else (Freigabe erzwungen); the drafts stay.</summary>
    /// <param name="From">Who had the document.</param>
    public sealed record CheckOutReleased(DocumentId Document, PersonId From, string Reason) : EditingEvent;
}
