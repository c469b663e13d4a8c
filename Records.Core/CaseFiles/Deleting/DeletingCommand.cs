using Records.Core.Deciding;
using Records.Core.People;

namespace Records.Core.CaseFiles.Deleting;

/// <summary>
/// Delete a filing mistake by two people (R45, R46): one marks and names who shall check, that one confirms.
/// </summary>
public abstract record DeletingCommand : CaseFileCommand
{
    private DeletingCommand() { }

    /// <summary>The object, with all that lies in it, shall be deleted (Löschmarkierung setzen).</summary>
    /// <param name="By">Who asks for it.</param>
    /// <param name="Checker">Who is to confirm it (Löschprüfer); null where the house knows nobody by that id.</param>
    /// <param name="Reason">Why; at most 1000 characters, kept for ever.</param>
    public sealed record MarkForDeletion(
        ObjectRef Of, Revision Expected, PersonId By, PersonId? Checker, string Reason, Policy Policy)
        : DeletingCommand;

    /// <summary>It shall not be deleted after all (Löschmarkierung zurücknehmen).</summary>
    public sealed record WithdrawDeletion(ObjectRef Of, Revision Expected) : DeletingCommand;

    /// <summary>The checker has looked at it, and it shall go (Löschung bestätigen).</summary>
    public sealed record ConfirmDeletion(ObjectRef Of, Revision Expected, PersonId By, Policy Policy) : DeletingCommand;
}
