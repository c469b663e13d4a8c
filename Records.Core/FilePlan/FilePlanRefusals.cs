using System.Globalization;
using Records.Core.Deciding;

namespace Records.Core.FilePlan;

/// <summary>Every way the file plan can say no.</summary>
public static class FilePlanRefusals
{
    public static Refusal PlanExists { get; } =
        new(RefusalKind.Conflict, "plan-exists", "Es gibt schon einen Aktenplan; es gibt nur einen.");

    public static Refusal PlanMissing { get; } =
        new(RefusalKind.NotFound, "plan-missing", "Es gibt noch keinen Aktenplan; er muss zuerst angelegt werden.");

    public static Refusal EntryIsLeaf { get; } =
        new(RefusalKind.Conflict, "entry-is-leaf",
            "Die Aktenplaneinheit ist eine Betreffseinheit; sie kann keine Untereinheiten bekommen.", "/parent");

    public static Refusal EntryHasEntries { get; } =
        new(RefusalKind.Conflict, "entry-has-entries",
            "Unter dieser Aktenplaneinheit liegen andere; sie kann nicht entfernt werden.");

    public static Refusal EntryClosed { get; } =
        new(RefusalKind.Conflict, "entry-closed",
            "Unter dieser Aktenplaneinheit werden keine neuen Akten angelegt.", "/entry");

    public static Refusal LeafFull { get; } =
        new(RefusalKind.Conflict, "leaf-full",
            "Die Aktenplaneinheit ist voll, und es kann keine weitere daneben angelegt werden.", "/entry");

    public static Refusal DisposalDataIsSeparate { get; } =
        new(RefusalKind.Forbidden, "disposal-data-is-separate",
            "Fristen und Aussonderungsart werden nicht auf diesem Weg geändert; "
            + "was das Archiv bewertet hat, ändert nur das Archiv.");

    public static Refusal ScopeUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Die Inhaltsbeschreibung ist länger als 4000 Zeichen oder enthält Steuerzeichen.", "/scope");

    public static Refusal ReferencesWrong { get; } =
        new(RefusalKind.Invalid, "unknown-entry-reference",
            "Verweise nennen höchstens 100 andere Aktenplaneinheiten, jede einmal.", "/references");

    public static Refusal TooManyFields { get; } =
        new(RefusalKind.Invalid, "field-declaration-malformed",
            "Eine Aktenplaneinheit verlangt höchstens 50 weitere Metadaten.", "/fields");

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

    /// <param name="member">What of the field is at fault, as the rest of a JSON pointer.</param>
    public static Refusal FieldMalformed(int index, string member) =>
        new(RefusalKind.Invalid, "field-declaration-malformed",
            "Name, Bezeichnung, Art, Länge oder Auswahlwerte des Metadatums passen nicht zusammen.",
            string.Create(CultureInfo.InvariantCulture, $"/fields/{index}/{member}"));

    public static Refusal FieldNameTaken(int index) =>
        new(RefusalKind.Invalid, "field-name-taken",
            "Ein Metadatum dieses Namens gibt es hier schon.",
            string.Create(CultureInfo.InvariantCulture, $"/fields/{index}/name"));

    public static Refusal VersionNotLater(DateOnly last) =>
        new(RefusalKind.Conflict, "version-not-later", string.Create(CultureInfo.InvariantCulture,
            $"Die letzte Fassung gilt ab {last:dd.MM.yyyy}; eine neue gilt später."), "/validFrom");

    public static Refusal AlreadyAppraisedBelow(Notation below) =>
        new(RefusalKind.Conflict, "already-appraised-below",
            $"Darunter steht {below.Value} schon auf A oder V.");

    public static Refusal EntryNotValid(DateOnly from) =>
        new(RefusalKind.Conflict, "entry-not-valid", string.Create(
            CultureInfo.InvariantCulture, $"Die Aktenplaneinheit gilt erst ab {from:dd.MM.yyyy}."), "/entry");

    public static Refusal NotationTaken(Notation notation) =>
        new(RefusalKind.Conflict, "notation-taken",
            $"Das Kennzeichen {notation.Value} ist schon vergeben.", "/notation");

    public static Refusal EntryRetired(DateOnly on) =>
        new(RefusalKind.Conflict, "entry-retired", string.Create(
            CultureInfo.InvariantCulture, $"Die Aktenplaneinheit ist seit {on:dd.MM.yyyy} stillgelegt."), "/entry");
}
