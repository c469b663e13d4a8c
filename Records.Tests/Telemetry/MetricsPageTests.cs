using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Records.Api.Telemetry;
using Xunit;

namespace Records.Tests.Telemetry;

public sealed class MetricsPageTests : Suite<MetricsPageTests>, ISuite
{
    public static Test Tests => TestList("page of metrics",
        TestCase("a count is the sum of what was counted, for each tenant", () => WithPage((meter, page) =>
        {
            meter.Appended.Add(2, Label("tenant", "musterstadt"));
            meter.Appended.Add(3, Label("tenant", "musterstadt"));
            meter.Appended.Add(1, Label("tenant", "neudorf"));
            var series = PrometheusText.Parse(page.Write());
            Assert.Equal(5, series["records_events_appended_total{tenant=\"musterstadt\"}"]);
            Assert.Equal(1, series["records_events_appended_total{tenant=\"neudorf\"}"]);
        })),
        TestCase("a duration is told by buckets that each hold the ones before", () => WithPage((meter, page) =>
        {
            foreach (var seconds in new[] { 0.002, 0.0025, 0.3, 60 })
                meter.AppendDuration.Record(seconds, Label("tenant", "a"));
            var series = PrometheusText.Parse(page.Write());
            Assert.Equal(0, series["records_append_duration_seconds_bucket{tenant=\"a\",le=\"0.001\"}"]);
            Assert.Equal(2, series["records_append_duration_seconds_bucket{tenant=\"a\",le=\"0.0025\"}"]);
            Assert.Equal(3, series["records_append_duration_seconds_bucket{tenant=\"a\",le=\"10\"}"]);
            Assert.Equal(4, series["records_append_duration_seconds_bucket{tenant=\"a\",le=\"+Inf\"}"]);
            Assert.Equal(4, series["records_append_duration_seconds_count{tenant=\"a\"}"]);
            Assert.Equal(60.3045, series["records_append_duration_seconds_sum{tenant=\"a\"}"], 1e-9);
        })),
        TestCase("labels are one set in whatever order they are given", () => WithPage((meter, page) =>
        {
            meter.TextOutcomes.Add(1, Label("tenant", "a"), Label("outcome", "recognised"));
            meter.TextOutcomes.Add(1, Label("outcome", "recognised"), Label("tenant", "a"));
            var series = PrometheusText.Parse(page.Write());
            Assert.Equal(2, series["records_text_outcomes_total{outcome=\"recognised\",tenant=\"a\"}"]);
        })),
        TestCase("a label breaks no line", () => WithPage((meter, page) =>
        {
            meter.Refused.Add(1, Label("code", "a\"b\\c\nd"));
            var series = PrometheusText.Parse(page.Write());
            Assert.Contains("records_requests_refused_total{code=\"a\\\"b\\\\c\\nd\"}", series.Keys);
        })),
        TestCase("a tenant that is no longer seen is no longer shown", () => WithPage((meter, page) =>
        {
            meter.Show([new("musterstadt", 3, 1.5, 2, 1, 0, 0), new("neudorf", 0, 0, 0, 0, 0, 0)]);
            Assert.Equal(1.5, PrometheusText.Parse(page.Write())["records_view_age_seconds{tenant=\"musterstadt\"}"]);
            meter.Show([new("neudorf", 4, 0, 0, 0, 0, 0)]);
            var series = PrometheusText.Parse(page.Write());
            Assert.Equal(4, series["records_view_lag{tenant=\"neudorf\"}"]);
            Assert.DoesNotContain("records_view_lag{tenant=\"musterstadt\"}", series.Keys);
        })),
        TestCase("labels without end do not fill the memory", () => WithPage((meter, page) =>
        {
            for (var i = 0; i < MetricFamily.MaxSeries + 10; i++)
                meter.Refused.Add(1, Label("code", $"{i}"));
            meter.Refused.Add(1, Label("code", "0"));
            var series = PrometheusText.Parse(page.Write())
                .Where(one => one.Key.StartsWith("records_requests", StringComparison.Ordinal)).ToList();
            Assert.Equal(MetricFamily.MaxSeries, series.Count);
            Assert.Equal(MetricFamily.MaxSeries + 1, series.Sum(one => one.Value));
        })),
        TestCase("another server in the same process has a page of its own",
            () => WithPage((_, page) => WithPage((other, _) =>
            {
                other.Conflicts.Add(1, Label("tenant", "musterstadt"));
                Assert.DoesNotContain("records_conflicts", page.Write(), StringComparison.Ordinal);
            }))));

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);

    private static void WithPage(Action<RecordsMeter, MetricsPage> body)
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var page = new MetricsPage(meters);
        body(new(meters), page);
    }
}
