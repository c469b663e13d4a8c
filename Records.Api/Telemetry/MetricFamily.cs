using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Records.Api.Telemetry;

/// <summary>One instrument as Prometheus sees it: what was measured so far, by its labels.</summary>
internal sealed class MetricFamily
{
    /// <summary>
    /// Labels that grow without end would fill the memory; beyond this many sets nothing new is taken.
    /// </summary>
    public const int MaxSeries = 1000;

    private static readonly double[] Buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Lock gate = new();
    private readonly SortedDictionary<string, Series> series = new(StringComparer.Ordinal);
    private readonly bool isCount;
    private readonly bool adds;
    private readonly double[]? bounds;
    private readonly string help;

    public MetricFamily(Instrument instrument)
    {
        var kind = instrument.GetType().GetGenericTypeDefinition();
        isCount = kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>);
        adds = kind == typeof(Counter<>) || kind == typeof(UpDownCounter<>);
        bounds = kind == typeof(Histogram<>) ? Advised(instrument) : null;
        IsObserved = instrument.IsObservable;
        Name = PrometheusName.Of(instrument, isCount);
        help = PrometheusName.Help(instrument);
    }

    public string Name { get; }
    public bool IsObserved { get; }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = PrometheusName.Labels(tags);
        lock (gate)
        {
            if (!series.TryGetValue(labels, out var one))
            {
                if (series.Count >= MaxSeries)
                    return;
                series.Add(labels, one = new(bounds is null ? [] : new long[bounds.Length]));
            }
            one.Count++;
            one.Value = adds || bounds is not null ? one.Value + value : value;
            for (var i = 0; i < one.Below.Length; i++)
                if (value <= bounds![i])
                    one.Below[i]++;
        }
    }

    /// <summary>Forgets what was observed before: who is no longer there must not be shown as he was last.</summary>
    public void Clear()
    {
        lock (gate)
            series.Clear();
    }

    public void Write(StringBuilder page)
    {
        lock (gate)
        {
            if (series.Count == 0)
                return;
            var type = bounds is not null ? "histogram" : isCount ? "counter" : "gauge";
            page.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {help}\n# TYPE {Name} {type}\n");
            foreach (var (labels, one) in series)
                if (bounds is null)
                    WriteLine(page, "", labels, one.Value);
                else
                    WriteHistogram(page, labels, one);
        }
    }

    private void WriteHistogram(StringBuilder page, string labels, Series one)
    {
        var before = labels.Length > 0 ? $"{labels}," : "";
        for (var i = 0; i < one.Below.Length; i++)
            WriteLine(page, "_bucket", string.Create(
                CultureInfo.InvariantCulture, $"{before}le=\"{bounds![i]}\""), one.Below[i]);
        WriteLine(page, "_bucket", $"{before}le=\"+Inf\"", one.Count);
        WriteLine(page, "_sum", labels, one.Value);
        WriteLine(page, "_count", labels, one.Count);
    }

    private void WriteLine(StringBuilder page, string suffix, string labels, double value)
    {
        page.Append(Name).Append(suffix);
        if (labels.Length > 0)
            page.Append('{').Append(labels).Append('}');
        page.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    private static double[] Advised(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { Count: > 0 } advised } => [.. advised],
        _ => Buckets,
    };

    private sealed class Series(long[] below)
    {
        public long[] Below { get; } = below;
        public long Count { get; set; }
        public double Value { get; set; }
    }
}
