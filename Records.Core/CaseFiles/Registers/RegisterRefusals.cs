using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Registers;

/// <summary>Why an act on register sheets can be turned down.</summary>
public static class RegisterRefusals
{
    public static Refusal UnknownSheet { get; } =
        new(RefusalKind.NotFound, "unknown-sheet", "Dieses Registerblatt gibt es in der Akte nicht.");

    public static Refusal SheetExists { get; } =
        new(RefusalKind.Conflict, "sheet-exists", "Ein Registerblatt mit diesem Titel gibt es in der Akte schon.");

    public static Refusal SheetNotEmpty { get; } =
        new(RefusalKind.Conflict, "sheet-not-empty",
            "Auf dem Registerblatt liegen noch Vorgänge; sie müssen zuerst heruntergenommen werden.");

    public static Refusal SubMatter { get; } =
        new(RefusalKind.Conflict, "sub-matter",
            "Ein Teilvorgang liegt auf dem Registerblatt seines Vorgangs und auf keinem eigenen.");

    public static Refusal TooManySheets { get; } =
        new(RefusalKind.Conflict, "too-many-sheets", "Eine Akte hat höchstens 200 Registerblätter.");

    public static Refusal TitleUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Der Titel ist leer, länger als 200 Zeichen oder enthält Steuerzeichen.", "/title");
}
