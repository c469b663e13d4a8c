using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Documents;

namespace Records.Core.CaseFiles.References;

/// <summary>
/// Refer from one object to another (Verweise), answer an incoming document (R14), insert an identical copy (R15). What
/// has an end in another case file is decided on both files, by <see cref="JointReferences"/>.
/// </summary>
public abstract record ReferenceCommand : CaseFileCommand
{
    private ReferenceCommand() { }

    /// <summary>Refer to something we do not hold, or from this end to something in another file.</summary>
    public sealed record AddReference(ObjectRef Of, ReferenceId Id, Reference Reference) : ReferenceCommand;

    /// <summary>Refer from one object of the file to another; both ends are written.</summary>
    public sealed record ReferWithin(ObjectRef Of, ReferenceId Id, ObjectRef To, ReferenceId Twin, string? Remark)
        : ReferenceCommand;

    /// <summary>Take a reference back, at both ends where both are in the file.</summary>
    /// <param name="Expected">The revision of the object.</param>
    public sealed record RemoveReference(ObjectRef Of, ReferenceId Id, Revision Expected) : ReferenceCommand;

    /// <summary>The other end of a reference that was added elsewhere.</summary>
    public sealed record NoteReference(ObjectRef Of, ReferenceId Id, Reference Reference) : ReferenceCommand;

    /// <summary>The other end of a reference that was taken back elsewhere.</summary>
    public sealed record DropReference(ObjectRef Of, ReferenceId Id) : ReferenceCommand;

    /// <summary>Say that an outgoing document answers an incoming one of its matter.</summary>
    /// <param name="Expected">The revision of the outgoing document.</param>
    public sealed record AnswerIncoming(
        DocumentId Outgoing, Revision Expected, DocumentId Incoming, ReferenceId Id, ReferenceId Twin)
        : ReferenceCommand;

    /// <summary>
    /// File an identical copy of a document: the same content, sealed anew, and the same description.
    /// </summary>
    /// <param name="Source">The document it is a copy of.</param>
    public sealed record InsertCopy(
        MatterId Matter, DocumentId Document, DocumentKind Kind, ValueList<FieldValue> Fields, DocumentContent Content,
        ReferenceTarget Source, ReferenceId Id, ReferenceId Twin) : ReferenceCommand;
}
