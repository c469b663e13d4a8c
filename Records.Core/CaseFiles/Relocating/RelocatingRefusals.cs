using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Relocating;

/// <summary>Why re-filing into another case file can be turned down.</summary>
public static class RelocatingRefusals
{
    /// <summary>The address is an old one.</summary>
    public static Refusal MovedAway { get; } =
        new(RefusalKind.Gone, "moved-to-another-file",
            "Das Objekt liegt nicht mehr in dieser Akte; es wurde in eine andere umgeschrieben.");

    public static Refusal TargetFileNotActive { get; } =
        new(RefusalKind.Conflict, "target-not-active",
            "Die Akte, in die umgeschrieben werden soll, ist nicht in Bearbeitung.");

    public static Refusal InCirculation { get; } =
        new(RefusalKind.Conflict, "in-circulation",
            "Ein Dokument liegt in einer Umlaufmappe, die noch nicht durchgelaufen ist.");

    public static Refusal OpenResubmissions { get; } =
        new(RefusalKind.Conflict, "open-resubmissions",
            "Auf dem Objekt oder darunter ist eine Wiedervorlage offen; sie muss zuerst erledigt oder gestrichen "
            + "werden.");

    public static Refusal DeletedInside { get; } =
        new(RefusalKind.Conflict, "deleted-inside",
            "In dem Vorgang wurde etwas gelöscht; sein Protokoll bleibt in dieser Akte und der Vorgang mit ihm.");

    public static Refusal TooMuch { get; } =
        new(RefusalKind.Conflict, "too-much-to-move",
            "Auf einmal lassen sich höchstens 200 Dokumente mit 10.000 Ereignissen umschreiben.");
}
