using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Documents;

namespace Records.Core.InTray;

/// <summary>What can be asked of an entry of the in-tray.</summary>
public abstract record InTrayCommand
{
    private InTrayCommand() { }

    /// <summary>Something came in (R16).</summary>
    /// <param name="Now">When this is asked: nothing is received later than that.</param>
    public sealed record PutInTray(
        InTraySource Source, DateTimeOffset ReceivedAt, DateTimeOffset Now, InTrayPlace Place,
        ValueList<FieldValue> Fields, DocumentContent Content) : InTrayCommand;

    /// <summary>Somebody else is to look at it (umleiten).</summary>
    /// <param name="Reason">Why, for people; at most 1000 characters, or null.</param>
    public sealed record ReassignEntry(Revision Expected, InTrayPlace Place, string? Reason) : InTrayCommand;

    /// <summary>It becomes this document (R17); decided together with the filing.</summary>
    public sealed record RegisterEntry(CaseFileId CaseFile, MatterId Matter, DocumentId Document) : InTrayCommand;

    /// <summary>It does not belong here and becomes no document (zurückweisen).</summary>
    /// <param name="Reason">Why; 1 to 1000 characters.</param>
    public sealed record RejectEntry(Revision Expected, string Reason) : InTrayCommand;
}
