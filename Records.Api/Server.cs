using Microsoft.Extensions.Logging.Console;
using Records.Api.Configuration;
using Records.Api.Health;

namespace Records.Api;

/// <summary>The web application over its settings: the one place where every part is known by name.</summary>
public static class Server
{
    /// <summary>Puts the parts together. Nothing is started and no connection opened yet.</summary>
    public static WebApplication Build(RecordsSettings settings)
    {
        // The content root is the program's own folder: where somebody stands when he starts it must not matter.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(settings.Listen.Url.GetLeftPart(UriPartial.Authority));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = settings.Limits.Connections;
            kestrel.Limits.MaxRequestBodySize = settings.Limits.RequestBytes;
        });
        LogToStandardError(builder.Logging);

        var app = builder.Build();
        app.MapHealth([.. settings.Tenants.SelectMany(DatabaseChecks.Of)]);
        return app;
    }

    // Standard output belongs to the person who started the program. Logs are lines for a terminal or JSON for a file.
    private static void LogToStandardError(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddConsole(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            console.FormatterName = Console.IsErrorRedirected ? ConsoleFormatterNames.Json : ConsoleFormatterNames.Simple;
        });
        logging.AddJsonConsole(json => { json.UseUtcTimestamp = true; json.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"; });
        logging.AddSimpleConsole(simple => { simple.SingleLine = true; simple.TimestampFormat = "HH:mm:ss "; });
    }
}
