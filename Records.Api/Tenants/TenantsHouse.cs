using Records.Api.Access;
using Records.Api.Configuration;
using Records.Core.Deciding;

namespace Records.Api.Tenants;

/// <summary>The tenants of this process: opened before the first request, let go after the last.</summary>
internal sealed class TenantsHouse(ValueList<TenantSettings> settings, TenantOpening opening)
    : IHostedLifecycleService, ITenantIdentities, IAsyncDisposable
{
    private readonly Dictionary<string, Tenant> open = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Tenant> All => open.Values;

    public ITenantIdentity? Find(string name) => open.GetValueOrDefault(name);

    /// <summary>Before the server listens: a request never meets a house half open.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var tenant in settings)
            open.Add(tenant.Name, await opening.OpenAsync(tenant, cancellationToken));
    }

    /// <summary>After the server has answered its last request.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var tenant in open.Values)
            await tenant.DisposeAsync();
        open.Clear();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
