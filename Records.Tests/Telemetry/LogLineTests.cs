using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Records.Api.Telemetry;
using Xunit;

namespace Records.Tests.Telemetry;

public sealed class LogLineTests : Suite<LogLineTests>, ISuite
{
    public static Test Tests => TestList("log line",
        TestCase("says when, how grave, what and where from", () =>
        {
            var line = Write("A token was refused", category: "Records.Api.Access.Authenticate");
            Assert.Equal("2026-11-20T08:00:00.000Z", line.GetProperty("time").GetString());
            Assert.Equal("warning", line.GetProperty("level").GetString());
            Assert.Equal("token-refused", line.GetProperty("event").GetString());
            Assert.Equal("A token was refused", line.GetProperty("message").GetString());
            Assert.False(line.TryGetProperty("error", out _));
        }),
        TestEach("stays one line whatever is in it",
            ["a\r\nb", "\u001b[31mred", "{\"level\":\"critical\"}", "\u0085next\u2028line", "${jndi:ldap://x}"], text =>
        {
            var raw = WriteRaw(text);
            Assert.Equal(raw.Length - 1, raw.IndexOf('\n'));
            Assert.DoesNotContain(raw.TrimEnd('\n'), char.IsControl);
            Assert.Equal(text, JsonDocument.Parse(raw).RootElement.GetProperty("message").GetString());
        }),
        TestCase("keeps umlauts legible", () => Assert.Contains("Vorgänge", WriteRaw("Vorgänge"))),
        TestCase("of an exception says types, codes and place, and never the message", () =>
        {
            var refused = new SocketException((int)SocketError.ConnectionRefused);
            var line = Write("failed", new InvalidOperationException("secret title", refused));
            Assert.Equal(
                "System.InvalidOperationException < System.Net.Sockets.SocketException (ConnectionRefused)",
                line.GetProperty("error").GetString());
            Assert.DoesNotContain("secret", line.GetRawText());
        }),
        TestCase("leads to the trace, and names the tenant it is about", () =>
        {
            using var request = new Activity("request").SetTag(RequestSpans.TenantTag, "musterstadt").Start();
            using var inner = new Activity("inner").Start();
            var line = Write("x");
            Assert.Equal(request.TraceId.ToHexString(), line.GetProperty("trace_id").GetString());
            Assert.Equal(inner.SpanId.ToHexString(), line.GetProperty("span_id").GetString());
            Assert.Equal("musterstadt", line.GetProperty("tenant").GetString());
        }),
        TestCase("of a follower names its tenant without a request", () =>
            Assert.Equal("neudorf", Write("x", category: "Records.Tenant.neudorf").GetProperty("tenant").GetString())));

    private static JsonElement Write(string message, Exception? exception = null, string category = "x") =>
        JsonDocument.Parse(WriteRaw(message, exception, category)).RootElement;

    private static string WriteRaw(string message, Exception? exception = null, string category = "x")
    {
        using var text = new StringWriter();
        new LogLine(new ManualClock(new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero))).Write(
            new LogEntry<string>(
                LogLevel.Warning, category, new(7, "token-refused"), message, exception, (state, _) => state),
            null, text);
        return text.ToString();
    }
}
