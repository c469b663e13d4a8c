using System.CommandLine;
using Records.Actors.Followers;
using Records.Api.Configuration;
using Records.Api.Embedded;
using Records.Api.Narration;
using Records.Api.Tenants;
using Records.Core.Ports;
using Records.Storage.Views;

namespace Records.Api.Commands;

/// <summary>
/// <c>records rebuild</c>: fills new query tables beside the live ones, then puts them in their place. Serving goes on
/// meanwhile.
/// </summary>
internal static class RebuildVerb
{
    private const int MaxSwaps = 100;
    private const string Work = "view-rebuild";

    public static Command Command => WorkVerb.Make("rebuild",
        "Build all query tables anew from the events (Sichten neu aufbauen).", RunAsync);

    private static async Task<int> RunAsync(Installation installation, INarrator narrator, CancellationToken cancel)
    {
        var faults = 0;
        foreach (var tenant in installation.Settings.Tenants)
            faults += await RebuildAsync(tenant, narrator, cancel);
        return faults == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Rebuilds one tenant; returns how many events could not be read.</summary>
    internal static async Task<int> RebuildAsync(TenantSettings tenant, INarrator narrator, CancellationToken cancel)
    {
        await using var storage = await TenantStorage.OpenAsync(tenant, TimeProvider.System, cancel);
        // Two of them would drop each other's tables.
        await using var held = await HeldLease.TakeAsync(storage.Leases, Work, TimeProvider.System, cancel)
            ?? throw new OperatorException($"The tables of {tenant.Name} are being rebuilt already. Nothing changed.");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel, held.Over);
        return await RebuildAsync(tenant, storage, held.Lease, narrator, end.Token);
    }

    private static async Task<int> RebuildAsync(
        TenantSettings tenant, TenantStorage storage, Lease lease, INarrator narrator, CancellationToken cancel)
    {
        var schema = new ViewSchema(storage.Database);
        await schema.EnsureAsync(cancel);
        await schema.PrepareNextAsync(cancel);

        await using var next = storage.OpenViews(ViewSchema.Next);
        var rebuild = new ViewRebuild(storage.Store, new PostgresViewStore(next), storage.Reader, lease);
        var total = (await storage.Store.HeadAsync(cancel)).Value + 1;
        var faults = await narrator.FollowAsync(
            $"Rebuilding {tenant.Name}", total, progress => rebuild.CatchUpAsync(progress, cancel));

        // The live tables move on while nobody looks; each attempt begins where the last one ended.
        for (var attempt = 1; !await schema.SwapAsync(cancel); attempt++)
        {
            if (attempt == MaxSwaps)
                throw new OperatorException(
                    $"The tables of {tenant.Name} could not be swapped: "
                    + "the live ones kept getting ahead. Nothing changed.");
            faults += await rebuild.CatchUpAsync(new Progress<long>(), cancel);
        }

        narrator.Tell("rebuilt",
            $"{tenant.Name}: query tables rebuilt from {total} events"
            + $"{(faults > 0 ? $", {faults} of which could not be read" : "")}.",
            new Figure("tenant", tenant.Name), new Figure("events", total), new Figure("faults", faults));
        return faults;
    }
}
