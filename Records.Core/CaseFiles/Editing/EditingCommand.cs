using Records.Core.Deciding;
using Records.Core.Documents;
using Records.Core.People;

namespace Records.Core.CaseFiles.Editing;

/// <summary>
/// Edit a document elsewhere and bring it back (R28). A check-out is a lock of the business, held by one person;
/// whoever acts comes in with the command.
/// </summary>
public abstract record EditingCommand : CaseFileCommand
{
    private EditingCommand() { }

    /// <summary>Take the document to edit it; nobody else edits its content meanwhile (auschecken).</summary>
    public sealed record CheckOutDocument(DocumentId Document, Revision Expected, PersonId By) : EditingCommand;

    /// <summary>Keep a state of the work that is no version yet (Entwurf sichern).</summary>
    public sealed record SaveDraft(
        DocumentId Document, Revision Expected, PersonId By, DraftId Draft, DocumentContent Content) : EditingCommand;

    /// <summary>Bring the work back as a new version (einchecken).</summary>
    /// <param name="Comment">What is different, for people; at most 1000 characters, or null.</param>
    public sealed record CheckIn(
        DocumentId Document, Revision Expected, PersonId By, DocumentContent Content, string? Comment) : EditingCommand;

    /// <summary>Give the document back without a new version; what was saved stays visible (verwerfen).</summary>
    public sealed record AbandonCheckOut(DocumentId Document, Revision Expected, PersonId By) : EditingCommand;

    /// <summary>Take the document from whoever has it; what was saved stays visible (Freigabe erzwingen).</summary>
    /// <param name="Reason">Why, for people; 1 to 1000 characters.</param>
    public sealed record ReleaseCheckOut(DocumentId Document, Revision Expected, string Reason) : EditingCommand;
}
