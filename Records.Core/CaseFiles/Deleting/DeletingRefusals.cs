using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Deleting;

/// <summary>Why marking, withdrawing or confirming a deletion can be turned down.</summary>
public static class DeletingRefusals
{
    public static Refusal NotAllowed { get; } =
        new(RefusalKind.Conflict, "deletion-not-allowed",
            "Hier wird nichts gelöscht; was ein Versehen war, wird storniert.");

    public static Refusal UnknownChecker { get; } =
        new(RefusalKind.Invalid, "unknown-checker", "Diese Person ist hier nicht bekannt.", "/checker");

    public static Refusal SamePerson { get; } =
        new(RefusalKind.Forbidden, "same-person",
            "Wer eine Löschung verlangt, kann sie nicht selbst bestätigen.");

    public static Refusal NotTheChecker { get; } =
        new(RefusalKind.Forbidden, "not-the-checker",
            "Diese Löschung bestätigt nur, wer dafür benannt ist.");

    public static Refusal NotMarked { get; } =
        new(RefusalKind.Conflict, "not-marked-for-deletion", "Für das Objekt selbst ist keine Löschung verlangt.");

    public static Refusal TooMuch { get; } =
        new(RefusalKind.Conflict, "too-much-to-delete",
            "Es liegen mehr als 1.000 Vorgänge oder Versionen darin; so viel ist kein Versehen.");

    public static Refusal ReasonUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Der Grund ist leer, länger als 1000 Zeichen oder enthält Steuerzeichen.", "/reason");
}
