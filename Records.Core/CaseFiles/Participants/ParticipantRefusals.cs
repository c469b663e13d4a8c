using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Participants;

/// <summary>Why an act on participants can be turned down.</summary>
public static class ParticipantRefusals
{
    public static Refusal UnknownParticipant { get; } =
        new(RefusalKind.NotFound, "unknown-participant", "Diesen Beteiligten gibt es hier nicht.");

    public static Refusal ParticipantExists { get; } =
        new(RefusalKind.Conflict, "participant-exists", "Diesen Beteiligten gibt es hier schon.");

    public static Refusal TooManyParticipants { get; } =
        new(RefusalKind.Conflict, "too-many-participants", "Ein Objekt hat höchstens 500 Beteiligte.");

    public static Refusal RoleLabelMissing { get; } =
        new(RefusalKind.Invalid, "role-label-missing",
            "Eine andere Rolle als die der Liste braucht eine Bezeichnung.", "/roleLabel");

    public static Refusal RoleLabelNotNeeded { get; } =
        new(RefusalKind.Invalid, "role-label-not-needed",
            "Eine Rolle der Liste hat schon eine Bezeichnung; eine eigene hat nur die Rolle „other“.", "/roleLabel");

    public static Refusal NameUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Der Name ist leer, länger als 200 Zeichen oder enthält Steuerzeichen.", "/name");

    public static Refusal RoleLabelUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Die Bezeichnung der Rolle ist leer, länger als 100 Zeichen oder enthält Steuerzeichen.", "/roleLabel");

    public static Refusal AddressUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Die Anschrift ist leer, länger als 500 Zeichen oder enthält Steuerzeichen.", "/address");

    public static Refusal EmailUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Die E-Mail-Adresse ist leer, länger als 254 Zeichen oder enthält Steuerzeichen.", "/email");

    public static Refusal PhoneUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Die Telefonnummer ist leer, länger als 50 Zeichen oder enthält Steuerzeichen.", "/phone");
}
