using System.CommandLine;
using Records.Actors;
using Records.Api.Configuration;
using Records.Api.Embedded;
using Records.Api.Narration;
using Records.Api.Tenants;

namespace Records.Api.Commands;

/// <summary>
/// <c>records check</c>: reads everything and holds it against its hashes. The exit code says whether all is as it was
/// written.
/// </summary>
internal static class CheckVerb
{
    public static Command Command => WorkVerb.Make("check",
        "Check the whole history and all documents against their hashes (Bestand prüfen).", RunAsync);

    private static async Task<int> RunAsync(Installation installation, INarrator narrator, CancellationToken cancel)
    {
        var clean = true;
        foreach (var tenant in installation.Settings.Tenants)
            clean &= await CheckAsync(tenant, narrator, cancel);
        return clean ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<bool> CheckAsync(TenantSettings tenant, INarrator narrator, CancellationToken cancel)
    {
        await using var storage = await TenantStorage.OpenAsync(tenant, TimeProvider.System, cancel);
        var total = (await storage.Store.HeadAsync(cancel)).Value + 1;
        var report = await narrator.FollowAsync($"Checking {tenant.Name}", total,
            progress => new HistoryCheck(storage.Files, storage.Tray, storage.Objects).RunAsync(progress, cancel));

        foreach (var finding in report.Findings)
            narrator.Tell("finding",
                $"{tenant.Name}: position {finding.Position.Value}, version {finding.Version.Value} of "
                + $"{finding.Stream.Value}: {finding.Fault}",
                new Figure("tenant", tenant.Name), new Figure("position", finding.Position.Value),
                new Figure("stream", finding.Stream.Value), new Figure("fault", finding.Fault));
        narrator.Tell("checked",
            $"{tenant.Name}: {report.Events} events and {report.Objects} objects read, "
            + $"{report.Findings.Count} not as written.",
            new Figure("tenant", tenant.Name), new Figure("events", report.Events),
            new Figure("objects", report.Objects), new Figure("findings", report.Findings.Count));
        return report.Findings.Count == 0;
    }
}
