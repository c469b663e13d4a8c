namespace Records.Core.CaseFiles.Registers;

/// <summary>What can happen about register sheets. Stored for ever (docs/events.md).</summary>
public abstract record RegisterEvent : CaseFileEvent
{
    private RegisterEvent() { }

    /// <summary>A sheet was put into the file (Registerblatt angelegt).</summary>
    public sealed record SheetAdded(RegisterSheetId Sheet, string Title) : RegisterEvent;

    /// <summary>It got another title.</summary>
    public sealed record SheetRenamed(RegisterSheetId Sheet, string Old, string New) : RegisterEvent;

    /// <summary>It was taken out, empty.</summary>
    public sealed record SheetDeleted(RegisterSheetId Sheet) : RegisterEvent;

    /// <summary>A matter was laid on a sheet.</summary>
    /// <param name="Old">The sheet on which it lay; null for none.</param>
    public sealed record MatterPutOnSheet(MatterId Matter, RegisterSheetId? Old, RegisterSheetId Sheet) : RegisterEvent;

    /// <summary>A matter was taken off its sheet.</summary>
    public sealed record MatterTakenOffSheet(MatterId Matter, RegisterSheetId Old) : RegisterEvent;
}
