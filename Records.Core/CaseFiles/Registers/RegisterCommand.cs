using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Registers;

/// <summary>A register sheet (Registerblatt): divides the matters of a case file, as the sheets of a binder do.</summary>
public readonly record struct RegisterSheetId(Guid Value);

/// <summary>Divide a file's matters by register sheets (R13).</summary>
public abstract record RegisterCommand : CaseFileCommand
{
    private RegisterCommand() { }

    /// <summary>Put a new sheet into the file (Registerblatt anlegen).</summary>
    /// <param name="Title">At most 200 characters; no two sheets of a file have the same.</param>
    public sealed record AddSheet(RegisterSheetId Sheet, string Title) : RegisterCommand;

    /// <summary>Give it another title.</summary>
    /// <param name="Expected">The revision of the file.</param>
    public sealed record RenameSheet(RegisterSheetId Sheet, Revision Expected, string Title) : RegisterCommand;

    /// <summary>Take an empty sheet out of the file; its history remains.</summary>
    /// <param name="Expected">The revision of the file.</param>
    public sealed record DeleteSheet(RegisterSheetId Sheet, Revision Expected) : RegisterCommand;

    /// <summary>Lay a matter on a sheet, and so off the one it lay on. Its sub-matters come with it.</summary>
    /// <param name="Expected">The revision of the matter.</param>
    public sealed record PutOnSheet(MatterId Matter, Revision Expected, RegisterSheetId Sheet) : RegisterCommand;

    /// <summary>Take a matter off its sheet.</summary>
    /// <param name="Expected">The revision of the matter.</param>
    public sealed record TakeOffSheet(MatterId Matter, Revision Expected) : RegisterCommand;
}
