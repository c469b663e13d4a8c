using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Records.Api.Telemetry;

/// <summary>
/// What this program counts and times of itself (docs/operations.md has the table). Labels are the tenant's short name
/// and words from fixed lists; never an identifier, a name or content, because metrics leave the house.
/// </summary>
internal sealed class RecordsMeter
{
    /// <summary>The name of the meter and of the source of spans.</summary>
    public const string Name = "Records";

    private static readonly InstrumentAdvice<double> Fast = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    // A scanned bundle takes minutes.
    private static readonly InstrumentAdvice<double> Slow = new()
    {
        HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600],
    };

    private readonly Meter meter;
    private IReadOnlyList<TenantSample> samples = [];

    public RecordsMeter(IMeterFactory meters)
    {
        meter = meters.Create(Name);
        Appended = Counter("records.events.appended", "{event}", "Events that became part of the history.");
        AppendDuration = Times("records.append.duration", "From asking the store to the durable answer.", Fast);
        Conflicts = Counter("records.conflicts", "{conflict}", "Appends that met another writer, decided afresh.");
        Commands = Counter("records.commands", "{command}", "Commands by how they ended.");
        TextDuration = Times("records.text.duration", "Reading the text of one document.", Slow);
        TextOutcomes = Counter(
            "records.text.outcomes", "{document}", "Readings of a document's text by how they ended.");
        ObjectBytes = Counter("records.object.bytes", "By", "Plain bytes of documents and texts stored.");
        SearchDuration = Times("records.search.duration", "One full text search in the database.", Fast);
        SnapshotsIgnored = Counter(
            "records.snapshots.ignored", "{snapshot}",
            "Snapshots that were not used, so that events were read instead.");
        Refused = Counter("records.requests.refused", "{request}", "Requests answered with a problem, by its code.");
        Gauge("records.view.lag", "{event}", "Events the query tables are behind the history.", now => now.ViewLag);
        Gauge("records.view.age", "s", "Age of the oldest event the query tables do not show; 0 when they show all.",
            now => now.ViewAgeSeconds);
        Gauge("records.text.waiting", "{document}", "Documents whose text waits to be read.", now => now.TextsWaiting);
        Gauge("records.view.parked", "{stream}", "Streams the query tables leave out because an event cannot be read.",
            now => now.Parked);
        Gauge("records.log.alarm", "{alarm}", "1 where history and signed log do not agree.", now => now.LogAlarms);
        Gauge("records.actors.live", "{actor}", "Streams held in memory.", now => now.LiveActors);
    }

    public static ActivitySource Spans { get; } = new(Name);

    public Counter<long> Appended { get; }
    public Histogram<double> AppendDuration { get; }
    public Counter<long> Conflicts { get; }
    public Counter<long> Commands { get; }
    public Histogram<double> TextDuration { get; }
    public Counter<long> TextOutcomes { get; }
    public Counter<long> ObjectBytes { get; }
    public Histogram<double> SearchDuration { get; }
    public Counter<long> SnapshotsIgnored { get; }
    public Counter<long> Refused { get; }

    /// <summary>What the gauges show from now on.</summary>
    public void Show(IReadOnlyList<TenantSample> now) => Volatile.Write(ref samples, now);

    private Counter<long> Counter(string name, string unit, string meaning) =>
        meter.CreateCounter<long>(name, unit, meaning);

    private Histogram<double> Times(string name, string meaning, InstrumentAdvice<double> buckets) =>
        meter.CreateHistogram(name, "s", meaning, tags: null, buckets);

    private void Gauge<T>(string name, string unit, string meaning, Func<TenantSample, T> value) where T : struct =>
        meter.CreateObservableGauge(name, () => Volatile.Read(ref samples).Select(now =>
            new Measurement<T>(value(now), new KeyValuePair<string, object?>("tenant", now.Tenant))), unit, meaning);
}

/// <summary>How one tenant stands at a moment.</summary>
internal sealed record TenantSample(
    string Tenant, long ViewLag, double ViewAgeSeconds, long TextsWaiting, long LiveActors, long Parked, int LogAlarms);
