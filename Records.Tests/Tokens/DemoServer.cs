using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Records.Api;
using Records.Api.Access;
using Records.Api.Tokens;
using Records.Core.Access;
using Records.Core.Ports;
using Records.Storage.Memory;
using Xunit;

namespace Records.Tests.Tokens;

/// <summary>
/// The whole way on loopback: a server that issues tokens to the demo people, and validates them by asking itself for
/// its keys over HTTP. The header <c>X-Test-Remote</c> stands in for a connection from elsewhere.
/// </summary>
internal sealed record DemoServer(WebApplication App, LocalIssuer Issuer, ManualClock Clock, HttpClient Http)
{
    /// <summary>Runs the body against a fresh server; keys and secrets are gone afterwards.</summary>
    public static async Task WithAsync(ManualClock clock, Func<DemoServer, Task> body)
    {
        var folder = Directory.CreateTempSubdirectory("records-issuer-");
        try
        {
            WebApplication? app = null;
            using var issuer = new LocalIssuer(folder.FullName, () => app!.Urls.Single(), clock);
            await using var tenants = new Tenants(issuer, clock);
            await using var started = app = Build(issuer, tenants);
            await app.StartAsync();
            using var http = new HttpClient();
            await body(new(app, issuer, clock, http));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public string Address => App.Urls.Single();

    public string Token(string tenant) => $"{Address}/issuer/{tenant}/token";

    public Task<HttpResponseMessage> AskAsync(string tenant, (string Name, string Value)[] form) =>
        Http.PostAsync(
            Token(tenant), new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    public async Task<string> TokenAsync(string tenant, string user, params (string, string)[] more)
    {
        using var answer = await AskAsync(tenant,
            [("grant_type", LocalIssuerEndpoints.DemoGrant), ("user", user), ("client_id", "demo"), .. more]);
        return await TokenIn(answer);
    }

    public async Task<string> RobotTokenAsync(string tenant)
    {
        var secret = await File.ReadAllTextAsync(Issuer.RobotSecretFile(tenant));
        using var request = new HttpRequestMessage(HttpMethod.Post, Token(tenant))
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        request.Headers.Authorization =
            new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"scan-robot:{secret}")));
        using var answer = await Http.SendAsync(request);
        return await TokenIn(answer);
    }

    public async Task<HttpResponseMessage> ReadAsync(string tenant, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Address}/t/{tenant}/v1/read");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Http.SendAsync(request);
    }

    private static async Task<string> TokenIn(HttpResponseMessage answer)
    {
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("Bearer", body.Text("token_type"));
        Assert.Equal(900, body.GetProperty("expires_in").GetInt32());
        Assert.True(answer.Headers.CacheControl!.NoStore);
        return body.Text("access_token")!;
    }

    private static WebApplication Build(LocalIssuer issuer, Tenants tenants)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        builder.Services.AddProblems();
        builder.Services.AddAccess(new RateRules(), new(500, tenants: 1));
        builder.Services.AddSingleton<ITenantIdentities>(tenants);
        var app = builder.Build();
        app.UseProblems();
        app.Use((context, next) =>
        {
            if (context.Request.Headers.TryGetValue("X-Test-Remote", out var remote))
                context.Connection.RemoteIpAddress = IPAddress.Parse(remote.ToString());
            return next(context);
        });
        app.UseRouting();
        app.UseAccess();
        app.MapLocalIssuer(issuer);
        app.MapGet("/t/{tenant}/v1/read", (Caller caller) =>
            $"{caller.DisplayName}, {caller.Actor.Role.ToString().ToLowerInvariant()}, "
            + $"{caller.Actor.Unit.Value}, {caller.Actor.Kind}")
            .Needs(Act.ReadCaseFile);
        return app;
    }

    private sealed class Tenants(LocalIssuer issuer, ManualClock clock) : ITenantIdentities, IAsyncDisposable
    {
        private readonly Dictionary<string, Town> towns = [];

        public ITenantIdentity? Find(string name)
        {
            lock (towns)
            {
                if (DemoPeople.Towns.ContainsKey(name) && !towns.ContainsKey(name))
                    towns.Add(name, new(name, issuer, clock));
                return towns.GetValueOrDefault(name);
            }
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var town in towns.Values)
                await town.Keys.DisposeAsync();
        }
    }

    private sealed class Town : ITenantIdentity
    {
        public Town(string name, LocalIssuer issuer, ManualClock clock)
        {
            Name = name;
            Keys = new(new(issuer.IssuerOf(name)), clock, NullLogger<IssuerKeys>.Instance);
            Validator = new(issuer.RulesFor(name), Keys, clock);
        }

        public IssuerKeys Keys { get; }
        public TenantId Id { get; } = new(Guid.Empty);
        public string Name { get; }
        public TokenValidator Validator { get; }
        public IPersonDirectory People { get; } = new MemoryPersonDirectory();
        public bool PublishesLog => false;
    }
}
