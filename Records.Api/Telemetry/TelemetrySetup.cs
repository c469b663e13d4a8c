using Microsoft.Extensions.Logging.Console;
using Records.Api.Configuration;

namespace Records.Api.Telemetry;

internal static class TelemetrySetup
{
    extension(IServiceCollection services)
    {
        public void AddTelemetry(TelemetrySettings settings)
        {
            services.AddSingleton(settings);
            services.AddSingleton<RecordsMeter>();
            services.AddSingleton<MetricsPage>();
            services.AddSingleton<TenantGauges>();
            services.AddHostedService<TelemetryExport>();
        }
    }

    extension(ILoggingBuilder logging)
    {
        /// <summary>
        /// Standard output belongs to the person who started the program; logs go to standard error, as lines for a
        /// terminal or JSON for a file.
        /// </summary>
        public void ToStandardError()
        {
            logging.ClearProviders();
            logging.AddFilter("Microsoft", LogLevel.Warning);
            logging.AddConsole(console =>
            {
                console.LogToStandardErrorThreshold = LogLevel.Trace;
                console.FormatterName =
                    Console.IsErrorRedirected ? LogLine.FormatterName : ConsoleFormatterNames.Simple;
            });
            logging.AddConsoleFormatter<LogLine, ConsoleFormatterOptions>();
            logging.AddSimpleConsole(simple => { simple.SingleLine = true; simple.TimestampFormat = "HH:mm:ss "; });
        }
    }
}
