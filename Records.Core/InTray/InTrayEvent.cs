using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Documents;

namespace Records.Core.InTray;

/// <summary>What can happen to an entry of the in-tray. Stored for ever (docs/events.md).</summary>
public abstract record InTrayEvent
{
    private InTrayEvent() { }

    /// <summary>Something came in and was put into an in-tray (R16).</summary>
    public sealed record InTrayEntryPut(
        InTraySource Source, DateTimeOffset ReceivedAt, InTrayPlace Place, ValueList<FieldChange> Fields,
        DocumentContent Content) : InTrayEvent;

    /// <summary>It was put into another in-tray (umgeleitet).</summary>
    public sealed record InTrayEntryReassigned(InTrayPlace Old, InTrayPlace New, string? Reason) : InTrayEvent;

    /// <summary>It became this document of a case file (R17).</summary>
    public sealed record InTrayEntryRegistered(
        CaseFileId CaseFile, MatterId Matter, DocumentId Document, InTrayPlace Place) : InTrayEvent;

    /// <summary>It was turned away (zurückgewiesen).</summary>
    public sealed record InTrayEntryRejected(string Reason, InTrayPlace Place) : InTrayEvent;
}
