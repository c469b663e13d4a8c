using System.Globalization;
using Records.Core.Deciding;

namespace Records.Core.FilePlan;

/// <summary>Every way the file plan can say no.</summary>
public static class FilePlanRefusals
{
    public static Refusal UnknownEntry { get; } =
        new(RefusalKind.NotFound, "unknown-entry", "Diese Aktenplaneinheit gibt es nicht.");

    public static Refusal UnknownParent { get; } =
        new(RefusalKind.Invalid, "unknown-parent", "Die übergeordnete Aktenplaneinheit gibt es nicht.", "/parent");

    public static Refusal EntryExists { get; } =
        new(RefusalKind.Conflict, "entry-exists", "Diese Aktenplaneinheit gibt es schon.");

    public static Refusal EntryHoldsFiles { get; } =
        new(RefusalKind.Conflict, "entry-holds-files",
            "Unter dieser Aktenplaneinheit liegen Akten; sie kann keine Untereinheiten bekommen.", "/parent");

    public static Refusal ParentRetired { get; } =
        new(RefusalKind.Conflict, "entry-retired", "Die übergeordnete Aktenplaneinheit ist stillgelegt.", "/parent");

    public static Refusal NotALeaf { get; } =
        new(RefusalKind.Conflict, "not-a-leaf",
            "Akten können nur auf der untersten Ebene des Aktenplans angelegt werden.", "/entry");

    public static Refusal NotationMalformed { get; } =
        new(RefusalKind.Invalid, "notation-malformed",
            "Das Kennzeichen besteht aus Ziffern und Buchstaben, getrennt durch Punkt oder Bindestrich, "
            + "höchstens 32 Zeichen.", "/notation");

    public static Refusal RuleOutOfRange { get; } =
        new(RefusalKind.Invalid, "rule-out-of-range", "Fristen sind 0 bis 200 volle Jahre, oder unbefristet.", "/rule");

    public static Refusal TitleUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Die Bezeichnung ist leer, länger als 200 Zeichen oder enthält Steuerzeichen.", "/title");

    public static Refusal EntryStale { get; } =
        new(RefusalKind.Stale, "revision-stale", "Die Aktenplaneinheit wurde inzwischen geändert.");

    public static Refusal NotationTaken(Notation notation) =>
        new(RefusalKind.Conflict, "notation-taken",
            $"Das Kennzeichen {notation.Value} ist schon vergeben.", "/notation");

    public static Refusal EntryRetired(DateOnly on) =>
        new(RefusalKind.Conflict, "entry-retired", string.Create(
            CultureInfo.InvariantCulture, $"Die Aktenplaneinheit ist seit {on:dd.MM.yyyy} stillgelegt."), "/entry");
}
