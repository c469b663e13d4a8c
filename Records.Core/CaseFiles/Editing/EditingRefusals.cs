using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Editing;

/// <summary>Why editing can be turned down.</summary>
public static class EditingRefusals
{
    /// <summary>Says that somebody has it, and not who: that says the mark, to whoever may see it.</summary>
    public static Refusal CheckedOut { get; } =
        new(RefusalKind.Conflict, "checked-out",
            "Das Dokument ist ausgecheckt; es muss zuerst eingecheckt oder freigegeben werden.");

    public static Refusal NotCheckedOut { get; } =
        new(RefusalKind.Conflict, "not-checked-out",
            "Das Dokument ist nicht ausgecheckt; es muss zuerst ausgecheckt werden.");

    public static Refusal UnknownDraft { get; } =
        new(RefusalKind.NotFound, "unknown-draft", "Diesen Entwurf gibt es nicht.");

    public static Refusal TooManyDrafts { get; } =
        new(RefusalKind.Conflict, "too-many-drafts",
            "Zu einem Dokument werden höchstens 1000 Entwürfe aufbewahrt; bitte einchecken.");
}
