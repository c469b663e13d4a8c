using Records.Core.Deciding;
using static Records.Core.CaseFiles.References.ReferenceCommand;

namespace Records.Core.CaseFiles.References;

/// <summary>References with an end in each of two case files: both ends are written, or neither.</summary>
public static class JointReferences
{
    /// <summary>Refer from an object of the first file to one of the second.</summary>
    public static JointDecision Refer(
        (CaseFileId Id, CaseFile State, ObjectRef Of, ReferenceId Reference) first,
        (CaseFileId Id, CaseFile State, ObjectRef Of, ReferenceId Reference) second, string? remark) =>
        JointDecision.Of(
            CaseFileDecider.Decide(
                new AddReference(first.Of, first.Reference, new(
                    ReferenceRelation.SeeAlso, new(second.Id, second.Of, null, null), remark, second.Reference)),
                first.State),
            CaseFileDecider.Decide(
                new NoteReference(second.Of, second.Reference, new(
                    ReferenceRelation.SeeAlso, new(first.Id, first.Of, null, null), remark, first.Reference)),
                second.State));

    /// <summary>The other end of a reference, where it lies in another file; null where there is none.</summary>
    public static (CaseFileId File, ObjectRef Of, ReferenceId Id)? OtherEnd(
        CaseFile state, ObjectRef of, ReferenceId id) =>
        ReferenceRules.Find(state, of, id) is { Target: { File: { } file, Object: { } to }, Twin: { } twin }
            ? (file, to, twin)
            : null;

    /// <summary>
    /// Take a reference back at both ends. Where the other end is there no more, this one goes alone.
    /// </summary>
    public static JointDecision Remove(
        RemoveReference command, CaseFile first, (ObjectRef Of, ReferenceId Id) other, CaseFile second) =>
        JointDecision.Of(
            CaseFileDecider.Decide(command, first),
            ReferenceRules.Find(second, other.Of, other.Id) is null
                ? Decision<CaseFileEvent>.AlreadySo
                : CaseFileDecider.Decide(new DropReference(other.Of, other.Id), second));

    /// <summary>File a copy in the first file of a document in the second (R15).</summary>
    public static JointDecision Copy(InsertCopy command, CaseFileId target, CaseFile first, CaseFile second) =>
        JointDecision.Of(
            CaseFileDecider.Decide(command, first),
            CaseFileDecider.Decide(
                new NoteReference(command.Source.Object!.Value, command.Twin, new(
                    ReferenceRelation.CopiedTo, new(target, ObjectRef.Of(command.Document), null, null), null,
                    command.Id)),
                second));
}
