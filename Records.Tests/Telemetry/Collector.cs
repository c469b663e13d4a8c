using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Records.Tests.Telemetry;

/// <summary>
/// An OpenTelemetry collector on loopback that keeps what it is sent (OTLP over HTTP), as bytes: names are legible in
/// them.
/// </summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, MemoryStream> received = new();

    private Collector(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.Single());

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var collector = new Collector(builder.Build());
        collector.app.MapPost("/v1/{signal}", collector.TakeAsync);
        await collector.app.StartAsync();
        return collector;
    }

    public bool Has(string signal, string text) => Has(signal, Encoding.UTF8.GetBytes(text));

    /// <summary>Whether the bytes are in what came so far of one signal: <c>traces</c> or <c>metrics</c>.</summary>
    public bool Has(string signal, byte[] bytes)
    {
        if (!received.TryGetValue(signal, out var kept))
            return false;
        lock (kept)
            return kept.ToArray().AsSpan().IndexOf(bytes) >= 0;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext context, string signal)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var kept = received.GetOrAdd(signal, _ => new());
        lock (kept)
            kept.Write(body.GetBuffer().AsSpan(0, (int)body.Length));
    }
}
