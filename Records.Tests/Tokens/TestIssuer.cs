using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Records.Tests.Tokens;

/// <summary>An issuer on loopback that a test can turn off, turn bad and count.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    private readonly WebApplication app;
    private int fetches;

    private TestIssuer(WebApplication app) => this.app = app;

    /// <summary>Its identifier, where it listens.</summary>
    public string Address => app.Urls.Single();

    /// <summary>What it publishes.</summary>
    public volatile IReadOnlyList<TestKey> Keys = [];

    /// <summary>Answers in its place, or null.</summary>
    public volatile Func<HttpContext, Task>? Instead;

    /// <summary>How often its keys were asked for.</summary>
    public int Fetches => Volatile.Read(ref fetches);

    public static async Task<TestIssuer> StartAsync(params IReadOnlyList<TestKey> keys)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var issuer = new TestIssuer(builder.Build()) { Keys = keys };
        issuer.app.Run(issuer.AnswerAsync);
        await issuer.app.StartAsync();
        return issuer;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/keys")
            Interlocked.Increment(ref fetches);
        if (Instead is { } instead)
            return instead(context);

        return context.Response.WriteAsync(context.Request.Path == "/keys"
            ? $$"""{"keys":[{{string.Join(',', Keys.Select(key => key.Jwk()))}}]}"""
            : $$"""{"issuer":"{{Address}}","jwks_uri":"{{Address}}/keys"}""");
    }
}
