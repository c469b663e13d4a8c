using System.Diagnostics.Metrics;
using System.Text;

namespace Records.Api.Telemetry;

/// <summary>
/// How an instrument and its labels are spelled in Prometheus' text form: <c>records.append.duration</c> in seconds is
/// <c>records_append_duration_seconds</c>, a count ends in <c>_total</c>.
/// </summary>
internal static class PrometheusName
{
    public static string Of(Instrument instrument, bool isCount)
    {
        var name = Plain(instrument.Name);
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        if (!name.EndsWith(unit, StringComparison.Ordinal))
            name += unit;
        return isCount && !name.EndsWith("_total", StringComparison.Ordinal) ? $"{name}_total" : name;
    }

    /// <summary>The labels between the braces, sorted, so that the same set is the same text.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return "";

        var sorted = tags.ToArray();
        Array.Sort(sorted, (a, b) => string.CompareOrdinal(a.Key, b.Key));
        var text = new StringBuilder();
        foreach (var (name, value) in sorted)
        {
            text.Append(text.Length > 0 ? "," : "").Append(Plain(name)).Append("=\"");
            foreach (var c in Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "")
                _ = c switch
                {
                    '\\' => text.Append(@"\\"),
                    '"' => text.Append("\\\""),
                    '\n' => text.Append(@"\n"),
                    _ => text.Append(c),
                };
            text.Append('"');
        }
        return text.ToString();
    }

    /// <summary>A meaning on one line.</summary>
    public static string Help(Instrument instrument) =>
        (instrument.Description is { Length: > 0 } meaning ? meaning : instrument.Name)
            .Replace(@"\", @"\\", StringComparison.Ordinal).ReplaceLineEndings(@"\n");

    private static string Plain(string name) => string.Create(name.Length, name, (plain, text) =>
    {
        for (var i = 0; i < plain.Length; i++)
            plain[i] = char.IsAsciiLetterOrDigit(text[i]) ? text[i] : '_';
    });
}
