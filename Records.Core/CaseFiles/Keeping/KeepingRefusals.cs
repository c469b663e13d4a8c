using System.Globalization;
using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Keeping;

/// <summary>Why a change of keeping can be turned down.</summary>
public static class KeepingRefusals
{
    public static Refusal EntryNotOpen { get; } =
        new(RefusalKind.Conflict, "entry-not-open-for-appraisal",
            "Die Aktenplaneinheit steht nicht auf B; über die Akte ist damit schon entschieden.");

    public static Refusal NotClosed { get; } =
        new(RefusalKind.Conflict, "case-file-not-closed",
            "Ein Fristende gibt es erst, wenn die Akte abgeschlossen ist; vorher werden die Fristen geändert.");

    public static Refusal LegalGroundRequired { get; } =
        new(RefusalKind.Invalid, "reason-required", "Dafür muss eine Rechtsgrundlage genannt werden.", "/legalBasis");

    public static Refusal EndBeforeClosing(DateOnly closedOn) =>
        new(RefusalKind.Invalid, "end-before-closing", string.Create(CultureInfo.InvariantCulture,
            $"Die Akte wurde am {closedOn:dd.MM.yyyy} abgeschlossen; die Frist kann nicht vorher enden."),
            "/retentionEnds");
}
