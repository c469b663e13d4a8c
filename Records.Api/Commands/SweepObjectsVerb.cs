using System.CommandLine;
using Records.Actors.Sweeping;
using Records.Api.Configuration;
using Records.Api.Embedded;
using Records.Api.Narration;
using Records.Api.Tenants;

namespace Records.Api.Commands;

/// <summary>
/// <c>records sweep-objects</c>: what the program does once a day by itself, at once and with a report. The exit code
/// says whether the store has all that events name and nothing was held back.
/// </summary>
internal static class SweepObjectsVerb
{
    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Only look and report (nur nachsehen).",
    };

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "Remove even what is held back: many, or after the database was restored.",
    };

    public static Command Command => WorkVerb.Make(
        "sweep-objects", "Remove objects that no event names, and name those that are missing (Waisen entfernen).",
        [DryRun, Force],
        (installation, parsed, narrator, cancel) => RunAsync(
            installation, new(parsed.GetValue(DryRun), parsed.GetValue(Force)), narrator, cancel));

    private static async Task<int> RunAsync(
        Installation installation, SweepOrder order, INarrator narrator, CancellationToken cancel)
    {
        var good = true;
        foreach (var tenant in installation.Settings.Tenants)
            good &= await SweepAsync(tenant, order, narrator, cancel);
        return good ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Sweeps one tenant; whether all was as it should be.</summary>
    internal static async Task<bool> SweepAsync(
        TenantSettings tenant, SweepOrder order, INarrator narrator, CancellationToken cancel)
    {
        await using var storage = await TenantStorage.OpenAsync(tenant, TimeProvider.System, cancel);
        var report = await storage.Sweep(TimeProvider.System).RunAsync(order, cancel);

        foreach (var claim in report.Missing)
            narrator.Tell("missing",
                $"{tenant.Name}: object {claim.Value} is missing; stream {claim.Stream.Value} names it.",
                new Figure("tenant", tenant.Name), new Figure("object", claim.Value),
                new Figure("stream", claim.Stream.Value));
        if (report.Hold is not SweepHold.None)
            narrator.Tell("held-back", $"{tenant.Name}: nothing was removed: {Reason(report.Hold)}",
                new Figure("tenant", tenant.Name), new Figure("hold", report.Hold.ToString()));
        narrator.Tell("swept",
            $"{tenant.Name}: {report.Objects} objects, {report.Missing.Count} missing; {report.Orphans} that nobody "
            + $"names ({report.OrphanBytes} bytes), {report.Removed} of them removed; {report.Young} not filed yet; "
            + $"{report.Unfinished} unfinished writes cleared away.",
            new Figure("tenant", tenant.Name), new Figure("objects", report.Objects),
            new Figure("missing", report.Missing.Count), new Figure("orphans", report.Orphans),
            new Figure("orphanBytes", report.OrphanBytes), new Figure("removed", report.Removed),
            new Figure("young", report.Young), new Figure("unfinished", report.Unfinished));
        return report.Missing.Count == 0 && report.Hold is SweepHold.None;
    }

    private static string Reason(SweepHold hold) => hold switch
    {
        SweepHold.OtherHistory => "the store knows of a later or another history than this database. Was it restored, "
            + "or copied? The objects may be all that is left of documents; --force removes them.",
        SweepHold.MuchMissing => "so much is missing that this may not be the right store.",
        _ => $"more than {ObjectSweep.MostByItself} are no accident. Look why, then use --force.",
    };
}
