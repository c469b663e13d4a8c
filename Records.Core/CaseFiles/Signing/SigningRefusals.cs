using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Signing;

/// <summary>Why an act on a version can be turned down.</summary>
public static class SigningRefusals
{
    public static Refusal VersionSuperseded { get; } =
        new(RefusalKind.Conflict, "version-superseded",
            "Inzwischen gibt es eine neuere Version; bitte diese ansehen und noch einmal entscheiden.");

    public static Refusal NoteMissing { get; } =
        new(RefusalKind.Invalid, "field-required", "Stellungnahme und Ablehnung brauchen einen Vermerk.", "/note");

    public static Refusal NotOutgoing { get; } =
        new(RefusalKind.Conflict, "not-outgoing", "Versandt werden nur ausgehende Dokumente.");

    public static Refusal NoAddressee { get; } =
        new(RefusalKind.Invalid, "no-addressee", "Ein Versand braucht mindestens einen Empfänger.", "/addressees");

    public static Refusal TooManyAddressees { get; } =
        new(RefusalKind.Invalid, "too-many-addressees", "Ein Versand nennt höchstens 500 Empfänger.", "/addressees");

    public static Refusal AddresseeUnclean(int addressee) =>
        new(RefusalKind.Invalid, "field-unclean",
            "Der Empfänger ist leer, länger als 200 Zeichen oder enthält Steuerzeichen.", $"/addressees/{addressee}");

    public static Refusal DispatchInFuture { get; } =
        new(RefusalKind.Invalid, "date-in-the-future", "Bestätigt wird ein Versand erst, wenn er geschehen ist.",
            "/on");
}
