using System.Globalization;
using Records.Core.Deciding;

namespace Records.Core.CaseFiles.PuttingAway;

/// <summary>Why putting away or taking up again can be turned down.</summary>
public static class PuttingAwayRefusals
{
    public static Refusal IncomingNotPutAway { get; } =
        new(RefusalKind.Conflict, "incoming-not-put-away",
            "Eingegangene Dokumente werden nicht weggelegt; sie bleiben so lange wie ihr Vorgang.");

    public static Refusal YearOver(DateOnly ended) =>
        new(RefusalKind.Conflict, "put-away-year-over",
            string.Create(CultureInfo.InvariantCulture, $"Die Frist des Weglegens ist am {ended:dd.MM.yyyy} abgelaufen."));
}
