using Records.Core.Deciding;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.Deciding.Decision<Records.Core.CaseFiles.CaseFileEvent>;

namespace Records.Core.CaseFiles;

/// <summary>
/// What holds for every act that edits (R10): the file is active, the object is there and was seen as it stands, it and
/// all above it are active, not cancelled and not locked. Asked here and nowhere else, so that no act can forget one.
/// </summary>
internal static class Editable
{
    /// <param name="expected">The revision the caller saw; null where the act adds and so changes nothing seen.</param>
    /// <param name="decide">The rule of the act itself, asked last.</param>
    public static Decision<CaseFileEvent> File(
        CaseFile state, Revision? expected, Func<CaseFileBody, Decision<CaseFileEvent>> decide) =>
        Object(state, ObjectRef.CaseFile, expected, decide);

    /// <inheritdoc cref="File"/>
    public static Decision<CaseFileEvent> Matter(
        CaseFile state, MatterId id, Revision? expected,
        Func<CaseFileBody, Matter, Decision<CaseFileEvent>> decide) =>
        Object(state, ObjectRef.Of(id), expected, body => decide(body, body.Find(id)!));

    /// <inheritdoc cref="File"/>
    public static Decision<CaseFileEvent> Document(
        CaseFile state, DocumentId id, Revision? expected,
        Func<CaseFileBody, Document, Decision<CaseFileEvent>> decide) =>
        Object(state, ObjectRef.Of(id), expected, body => decide(body, body.Find(id)!));

    /// <inheritdoc cref="File"/>
    public static Decision<CaseFileEvent> Object(
        CaseFile state, ObjectRef of, Revision? expected, Func<CaseFileBody, Decision<CaseFileEvent>> decide) =>
        ObjectThough(state, of, expected, isLocked: false, decide);

    /// <summary>
    /// As <see cref="Object"/>, for what concerns a closed object as well: it is there, was seen as it stands, and
    /// neither it nor anything above it is cancelled or locked.
    /// </summary>
    public static Decision<CaseFileEvent> EvenClosed(
        CaseFile state, ObjectRef of, Revision? expected, Func<CaseFileBody, Decision<CaseFileEvent>> decide) =>
        state switch
        {
            CaseFile.Unopened => Refuse(NotOpened),
            CaseFile.Cancelled => Refuse(CaseFileCancelled),
            CaseFile.Deleted => Refuse(CaseFileDeleted),
            _ => Fault(state.Contents, of, expected, isLocked: false, isClosed: true) is { } fault
                ? Refuse(fault)
                : decide(state.Contents),
        };

    /// <summary>
    /// As <see cref="Object"/>, for the acts that are there for what is locked (taking the lock off) or closed (taking
    /// note, ending a route).
    /// </summary>
    public static Decision<CaseFileEvent> ObjectThough(
        CaseFile state, ObjectRef of, Revision? expected, bool isLocked,
        Func<CaseFileBody, Decision<CaseFileEvent>> decide, bool isClosed = false) => state switch
        {
            CaseFile.Unopened => Refuse(NotOpened),
            CaseFile.Closed => Refuse(NotActive),
            CaseFile.Cancelled => Refuse(CaseFileCancelled),
            CaseFile.Deleted => Refuse(CaseFileDeleted),
            CaseFile.Active { Body: var body } => Fault(body, of, expected, isLocked, isClosed) is { } fault
                ? Refuse(fault)
                : decide(body),
            _ => throw new System.Diagnostics.UnreachableException($"{state.GetType().Name} is not known."),
        };

    private static Refusal Missing(CaseFileBody body, ObjectRef of, Refusal unknown) =>
        body.MovedOut.ContainsKey(of.Id!.Value) ? Relocating.RelocatingRefusals.MovedAway : unknown;

    private static Refusal? Fault(
        CaseFileBody body, ObjectRef of, Revision? expected, bool isLocked, bool isClosed = false)
    {
        var document = of.Kind is ObjectKind.Document ? body.Find(new DocumentId(of.Id!.Value)) : null;
        if (of.Kind is ObjectKind.Document && document is null)
            return Missing(body, of, UnknownDocument);
        var matter = of.Kind is ObjectKind.CaseFile ? null : body.Find(document?.Matter ?? new(of.Id!.Value));
        if (of.Kind is not ObjectKind.CaseFile && matter is null)
            return Missing(body, of, UnknownMatter);

        Matter[] matters = matter is null ? [] : [.. body.Lineage(matter)];
        // From the object outwards, so that its own comes first.
        bool[] locks = [.. document is null ? (bool[])[] : [document.IsLocked], .. matters.Select(m => m.IsLocked),
            body.IsLocked];
        var revision = document?.Revision ?? matter?.Revision ?? body.Revision;
        return matters switch
        {
            _ when expected is { } seen && seen != revision => RevisionStale,
            _ when document is { IsDeleted: true } => DocumentDeleted,
            _ when matters.Any(above => above.IsDeleted) => MatterDeleted,
            _ when document is { IsCancelled: true } => DocumentCancelled,
            _ when matters.Any(above => above.IsCancelled) => MatterCancelled,
            _ when document is { Deletion: not null } => DeletionRequested,
            _ when body.Deletion is not null || matters.Any(above => above.Deletion is not null) => DeletionRequested,
            _ when !isClosed && document is { PutAwayUntil: not null } => DocumentPutAwayAlready,
            _ when !isClosed && matters.Any(above => above.IsClosed) => MatterClosed,
            _ when locks.Skip(isLocked ? 1 : 0).Contains(true) => Locked,
            _ => null,
        };
    }
}
