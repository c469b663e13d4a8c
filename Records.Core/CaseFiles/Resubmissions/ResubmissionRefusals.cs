using System.Globalization;
using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Resubmissions;

/// <summary>Why a resubmission, or a closing because of one, can be turned down.</summary>
public static class ResubmissionRefusals
{
    private const int MostListed = 50;

    public static Refusal DateInThePast { get; } =
        new(RefusalKind.Invalid, "date-in-the-past", "Der Tag der Wiedervorlage ist schon vorbei.", "/on");

    public static Refusal AddresseeUnclear { get; } =
        new(RefusalKind.Invalid, "addressee-unclear",
            "Eine Wiedervorlage geht an genau eine Person oder genau eine Organisationseinheit.", "/for");

    public static Refusal ReasonUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Der Grund ist leer, länger als 1000 Zeichen oder enthält Steuerzeichen.", "/reason");

    public static Refusal UnknownResubmission { get; } =
        new(RefusalKind.NotFound, "unknown-resubmission", "Diese Wiedervorlage gibt es nicht, oder sie ist erledigt.");

    public static Refusal ResubmissionExists { get; } =
        new(RefusalKind.Conflict, "resubmission-already-set", "Diese Wiedervorlage gibt es schon.");

    public static Refusal TooManyResubmissions { get; } =
        new(RefusalKind.Conflict, "too-many-resubmissions", "In einer Akte sind höchstens 1.000 Wiedervorlagen offen.");

    public static Refusal NotOpen { get; } =
        new(RefusalKind.Conflict, "resubmission-not-open",
            "Eine der genannten Wiedervorlagen ist hier nicht oder nicht mehr offen.", "/resubmissions");

    public static Refusal ChosenTwice { get; } =
        new(RefusalKind.Invalid, "resubmission-chosen-twice",
            "Für jede Wiedervorlage ist genau eine Entscheidung zu nennen.", "/resubmissions");

    public static Refusal OpenResubmissions(IEnumerable<Resubmission> open) =>
        new(RefusalKind.Conflict, "open-resubmissions",
            "Für diese offenen Wiedervorlagen ist zu sagen, ob sie bleiben, verlegt oder gestrichen werden: "
            + $"{string.Join(", ", open.OrderBy(one => one.On).Take(MostListed).Select(Named))}.");

    private static string Named(Resubmission one) =>
        string.Create(CultureInfo.InvariantCulture, $"{one.On:dd.MM.yyyy} ({one.Id.Value})");
}
