using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Records.Actors;
using Records.Api;
using Records.Api.Configuration;
using Records.Api.Tenants;
using Records.Api.Tokens;
using Records.Core.Deciding;

namespace Records.Tests.Api.House;

/// <summary>
/// The real server on loopback with the two demo towns: real databases, keys, objects, followers and issuer. Nothing in
/// it knows that it is tested.
/// </summary>
internal sealed class TestHouse : IAsyncDisposable
{
    /// <summary>Longest document of the house; small, so that a test can send a larger one.</summary>
    public const long UploadBytes = 4 << 20;

    private static readonly Lazy<Task<TestHouse>> Shared = new(StartAsync);

    private readonly TestFolder folder;
    private readonly LocalIssuer issuer;
    private WebApplication app;
    private bool isGone;

    private TestHouse(RecordsSettings settings, IReadOnlyDictionary<string, HouseTown> towns, TestFolder folder)
    {
        this.folder = folder;
        (Settings, Towns) = (settings, towns);
        issuer = new(Path.Combine(folder.Folder, "issuer"), () => Address.ToString(), TimeProvider.System);
        app = Server.Build(settings, issuer);
        Http = new() { BaseAddress = Address };
    }

    public RecordsSettings Settings { get; }
    public IReadOnlyDictionary<string, HouseTown> Towns { get; }
    public HttpClient Http { get; }
    public Uri Address => Settings.Listen.Url;

    /// <summary>The house most tests live in. Each makes its own case files and looks at nobody else's.</summary>
    public static Task<TestHouse> SharedAsync() => Shared.Value;

    /// <summary>A house of its own, let go at the end of the run at the latest.</summary>
    public static Task<TestHouse> StartAsync() => StartAsync(_ => null);

    /// <summary>The same, with a say in where a town keeps its documents; null is a folder of the house.</summary>
    /// <param name="requests">How many it works on at once; so many that no test meets the limit by chance.</param>
    /// <param name="opening">How files are opened; null for the rules of a tenant that says nothing.</param>
    /// <param name="plans">Whether each town gets a file plan; without one nobody has worked there yet.</param>
    public static async Task<TestHouse> StartAsync(
        Func<string, ObjectSettings?> objects, OpeningRules? opening = null, long requests = 4_000,
        bool plans = true)
    {
        var folder = new TestFolder();
        Directory.CreateDirectory(
            Path.Combine(folder.Folder, "issuer"),
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var address = FreeAddress();
        HouseTown[] towns = await Task.WhenAll(
            DemoPeople.Towns.Values.Select(town => HouseTown.NewAsync(
                town, folder.Folder, address, objects(town.Tenant), opening)));
        var house = new TestHouse(
            new(
                new(address), [.. towns.Select(town => town.Settings)],
                new(TextSandbox.Bubblewrap, 1, Directory.CreateDirectory(Path.Combine(folder.Folder, "work")).FullName),
                new(Connections: 2_000, RequestBytes: 1 << 20, UploadBytes) { Requests = requests }),
            towns.ToDictionary(town => town.Name), folder);
        TestDatabase.LetGoFirst(house);
        await house.app.StartAsync();
        foreach (var town in plans ? towns : [])
        {
            var registrar = await house.SignInAsync(town.Name, "registrar");
            (await registrar.PostAsync("file-plan", HouseSteps.Plan)).Expect(201);
        }
        return house;
    }

    /// <summary>The tenant as the server holds it.</summary>
    public Tenant Tenant(string name) => (Tenant)app.Services.GetRequiredService<TenantsHouse>().Find(name)!;

    /// <summary>Ends as a told server ends: the last request is answered, everything is let go.</summary>
    public async Task StopAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>The same house after <see cref="StopAsync"/>, as a new process would find it.</summary>
    public async Task StartAgainAsync()
    {
        app = Server.Build(Settings, issuer);
        await app.StartAsync();
    }

    /// <summary>
    /// Another server on the same databases, folders and issuer. To be disposed by the caller, before the house.
    /// </summary>
    public async Task<TwinServer> StartTwinAsync()
    {
        var address = FreeAddress();
        var twin = Server.Build(Settings with { Listen = new(address) }, issuer: null);
        await twin.StartAsync();
        return new(twin, new() { BaseAddress = address });
    }

    /// <summary>
    /// Somebody of a town, through an application of that name: each has its own allowance of requests.
    /// </summary>
    public async Task<HouseApp> SignInAsync(
        string tenant, string user, string? application = null, string? scope = null) =>
        new(Http, Towns[tenant], await TokenAsync(tenant, user, application ?? $"test-{Guid.NewGuid():N}", scope));

    public async Task<string> TokenAsync(string tenant, string user, string application, string? scope = null)
    {
        var isRobot = user == "scan-robot";
        Dictionary<string, string> form = isRobot
            ? new()
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = user,
                ["client_secret"] = (await File.ReadAllTextAsync(issuer.RobotSecretFile(tenant))).Trim(),
            }
            : new() { ["grant_type"] = LocalIssuerEndpoints.DemoGrant, ["user"] = user, ["client_id"] = application };
        if (scope is not null)
            form["scope"] = scope;
        using var content = new FormUrlEncodedContent(form);
        using var answer = await Http.PostAsync(new Uri($"/issuer/{tenant}/token", UriKind.Relative), content);
        return (string)new HouseAnswer((int)answer.StatusCode, answer, await answer.Content.ReadAsByteArrayAsync())
            .Expect(200).Body["access_token"]!;
    }

    public async ValueTask DisposeAsync()
    {
        if (isGone)
            return;
        isGone = true;
        await StopAsync();
        Http.Dispose();
        issuer.Dispose();
        folder.Dispose();
    }

    // The issuer's address is part of the settings, so the port must be known before the server listens.
    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}

/// <summary>A second process's worth of the same house.</summary>
internal sealed record TwinServer(WebApplication App, HttpClient Http) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        Http.Dispose();
    }
}
