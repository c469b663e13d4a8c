using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Records.Api;
using Records.Api.Telemetry;
using Records.Tests.Api.House;

namespace Records.Tests.Telemetry;

/// <summary>A server of the test house whose collector, metrics and log lines a test can read.</summary>
internal sealed class WatchedServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TestHouse house;

    private WatchedServer(TestHouse house, Collector collector, WebApplication app, Written log)
    {
        (this.house, Collector, this.app, Log) = (house, collector, app, log);
        Http = new() { BaseAddress = new(app.Urls.First()) };
    }

    public Collector Collector { get; }
    public HttpClient Http { get; }

    /// <summary>The lines of the log, as they would stand in the file.</summary>
    public Written Log { get; }

    public IEnumerable<Uri> Addresses => app.Urls.Select(url => new Uri(url));

    /// <param name="hasMetricsAddress">Whether metrics have an address of their own; it is the second one.</param>
    public static async Task<WatchedServer> StartAsync(bool hasMetricsAddress = false)
    {
        var (house, collector, log) = (await TestHouse.SharedAsync(), await Collector.StartAsync(), new Written());
        var app = Server.Build(
            house.Settings with
            {
                Listen = new(new("http://127.0.0.1:0")),
                Telemetry = new(collector.Address, hasMetricsAddress ? FreeAddress() : null),
            }, issuer: null);
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        await app.StartAsync();
        return new(house, collector, app, log);
    }

    /// <summary>Somebody of Musterstadt at this server.</summary>
    public async Task<HouseApp> SignInAsync(string user, string application = "watched") =>
        new(Http, house.Towns["musterstadt"], await house.TokenAsync("musterstadt", user, application));

    /// <summary>Ends the server, which sends what is left to the collector.</summary>
    public async Task StopAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Http.Dispose();
        await Collector.DisposeAsync();
    }

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    /// <summary>Writes each entry as the log file would have it.</summary>
    internal sealed class Written : ILoggerProvider
    {
        private readonly ConcurrentQueue<string> lines = new();

        public IReadOnlyCollection<string> Lines => lines;
        public ILogger CreateLogger(string categoryName) => new Writer(categoryName, lines);
        public void Dispose() { }
    }

    private sealed class Writer(string category, ConcurrentQueue<string> lines) : ILogger
    {
        private readonly LogLine form = new(TimeProvider.System);

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            using var text = new StringWriter();
            form.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), null, text);
            lines.Enqueue(text.ToString());
        }
    }
}
