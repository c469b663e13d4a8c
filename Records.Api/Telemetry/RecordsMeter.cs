using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Records.Api.Telemetry;

/// <summary>
/// What this program counts and times of itself (docs/operations.md has the table). Labels are the tenant's short name and
/// words from fixed lists; never an identifier, a name or content, because metrics leave the house.
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
        AppendDuration = meter.CreateHistogram("records.append.duration", "s", "From asking the store to the durable answer.", tags: null, Fast);
        Conflicts = Counter("records.conflicts", "{conflict}", "Appends that met another writer and were decided afresh.");
        Commands = Counter("records.commands", "{command}", "Commands by how they ended.");
        TextDuration = meter.CreateHistogram("records.text.duration", "s", "Reading the text of one document.", tags: null, Slow);
        TextOutcomes = Counter("records.text.outcomes", "{document}", "Documents whose text was read, by how it ended.");
        ObjectBytes = Counter("records.object.bytes", "By", "Plain bytes of documents and texts stored.");
        SearchDuration = meter.CreateHistogram("records.search.duration", "s", "One full text search in the database.", tags: null, Fast);
        Refused = Counter("records.requests.refused", "{request}", "Requests answered with a problem, by its code.");
        Gauge("records.view.lag", "{event}", "Events the query tables are behind the history.", sample => sample.ViewLag);
        Gauge("records.text.waiting", "{document}", "Documents whose text waits to be read.", sample => sample.TextsWaiting);
        Gauge("records.actors.live", "{actor}", "Streams held in memory.", sample => sample.LiveActors);
        meter.CreateObservableGauge("records.view.age", () => Volatile.Read(ref samples).Select(sample => Of(sample, sample.ViewAgeSeconds)), "s",
            "Age of the oldest event the query tables do not show yet; 0 when they show all.");
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
    public Counter<long> Refused { get; }

    /// <summary>What the gauges show from now on.</summary>
    public void Show(IReadOnlyList<TenantSample> now) => Volatile.Write(ref samples, now);

    private Counter<long> Counter(string name, string unit, string meaning) => meter.CreateCounter<long>(name, unit, meaning);

    private void Gauge(string name, string unit, string meaning, Func<TenantSample, long> value) =>
        meter.CreateObservableGauge(name, () => Volatile.Read(ref samples).Select(sample => Of(sample, value(sample))), unit, meaning);

    private static Measurement<T> Of<T>(TenantSample sample, T value) where T : struct => new(value, new KeyValuePair<string, object?>("tenant", sample.Tenant));
}

/// <summary>How one tenant stands at a moment.</summary>
internal sealed record TenantSample(string Tenant, long ViewLag, double ViewAgeSeconds, long TextsWaiting, long LiveActors);
