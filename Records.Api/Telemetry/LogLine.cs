using System.Buffers;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Records.Api.Telemetry;

/// <summary>
/// One JSON object a line for whoever collects logs. Of an exception it says types, codes and places and never the
/// message: messages quote what somebody sent or a record holds.
/// </summary>
internal sealed class LogLine(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "records";

    private const string TenantCategory = "Records.Tenant.";

    // Umlauts stay legible; control characters and line ends never leave as themselves.
    private static readonly JsonWriterOptions Form = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.BasicLatin, UnicodeRanges.Latin1Supplement),
    };

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, Form))
        {
            json.WriteStartObject();
            json.WriteString(
                "time", clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", Level(logEntry.LogLevel));
            json.WriteString("event", logEntry.EventId.Name ?? "");
            json.WriteString("category", logEntry.Category);
            WriteWhere(json, logEntry.Category);
            json.WriteString("message", logEntry.Formatter(logEntry.State, null));
            if (logEntry.Exception is { } exception)
            {
                json.WriteString("error", Kinds(exception));
                json.WriteString("at", new StackTrace(exception).ToString());
            }
            json.WriteEndObject();
        }
        textWriter.Write(Encoding.UTF8.GetString(line.WrittenSpan));
        textWriter.Write('\n');
    }

    private static void WriteWhere(Utf8JsonWriter json, string category)
    {
        if (Activity.Current is { } span)
        {
            json.WriteString("trace_id", span.TraceId.ToHexString());
            json.WriteString("span_id", span.SpanId.ToHexString());
        }
        if (category.StartsWith(TenantCategory, StringComparison.Ordinal))
            json.WriteString("tenant", category[TenantCategory.Length..]);
        else if (TenantOf(Activity.Current) is { } tenant)
            json.WriteString("tenant", tenant);
    }

    private static string? TenantOf(Activity? span) =>
        span is null ? null : span.GetTagItem(RequestSpans.TenantTag) as string ?? TenantOf(span.Parent);

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "information",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };

    private static string Kinds(Exception exception)
    {
        var name = exception switch
        {
            DbException { SqlState: { } state } => $"{exception.GetType().FullName} ({state})",
            SocketException socket => $"{exception.GetType().FullName} ({socket.SocketErrorCode})",
            _ => exception.GetType().FullName!,
        };
        return exception.InnerException is { } inner ? $"{name} < {Kinds(inner)}" : name;
    }
}
