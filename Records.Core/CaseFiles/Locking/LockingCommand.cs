using Records.Core.Deciding;
using Records.Core.People;

namespace Records.Core.CaseFiles.Locking;

/// <summary>Lock and unlock (R12). A lock stops editing for now; reading and holds are untouched.</summary>
public abstract record LockingCommand : CaseFileCommand
{
    private LockingCommand() { }

    /// <summary>Nobody edits the object, or anything in it, until it is unlocked (sperren).</summary>
    /// <param name="Reason">Why, for people; at most 1000 characters, or null.</param>
    public sealed record LockObject(ObjectRef Of, Revision Expected, string? Reason) : LockingCommand;

    /// <summary>Editing is possible again (entsperren).</summary>
    public sealed record UnlockObject(ObjectRef Of, Revision Expected) : LockingCommand;
}
