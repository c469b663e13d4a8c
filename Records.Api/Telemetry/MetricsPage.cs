using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Records.Api.Telemetry;

/// <summary>
/// What this program has measured since its start, in Prometheus' text form (exposition format 0.0.4). Listens to the
/// meters of its own server and of the runtime; what a database driver labels with hosts and users stays out.
/// </summary>
internal sealed class MetricsPage : IDisposable
{
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly HashSet<string> Meters =
        [RecordsMeter.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    private const string Runtime = "System.Runtime";

    private readonly ConcurrentDictionary<Instrument, MetricFamily> families = new();
    private readonly MeterListener listener = new();
    private readonly Lock gate = new();

    /// <param name="meters">Whose meters are ours: another server in the same process has its own.</param>
    public MetricsPage(IMeterFactory meters)
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            var meter = instrument.Meter;
            if (meter.Name == Runtime || (Meters.Contains(meter.Name) && meter.Scope == meters))
                self.EnableMeasurementEvents(instrument, families.GetOrAdd(instrument, new MetricFamily(instrument)));
        };
        listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Record(family, value, tags));
        listener.Start();
    }

    public string Write()
    {
        // One at a time: the gauges of two pages must not mix.
        lock (gate)
        {
            foreach (var family in families.Values.Where(family => family.IsObserved))
                family.Clear();
            listener.RecordObservableInstruments();
            var page = new StringBuilder();
            foreach (var family in families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
                family.Write(page);
            return page.ToString();
        }
    }

    public void Dispose() => listener.Dispose();

    private static void Record(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MetricFamily)family!).Record(value, tags);
}
