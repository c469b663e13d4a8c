using System.Text.Json.Nodes;

namespace Records.Bench;

/// <summary>What the steps of one kind took.</summary>
internal sealed class Latencies(string kind)
{
    private readonly List<double> milliseconds = [];

    public string Kind => kind;
    public int Count => milliseconds.Count;
    public int Errors { get; private set; }

    public void Add(TimeSpan took, bool isRight)
    {
        milliseconds.Add(took.TotalMilliseconds);
        Errors += isRight ? 0 : 1;
    }

    public void Add(Latencies other)
    {
        milliseconds.AddRange(other.milliseconds);
        Errors += other.Errors;
    }

    public double At(int percent)
    {
        if (milliseconds.Count == 0)
            return double.NaN;
        double[] sorted = [.. milliseconds.Order()];
        return sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)];
    }

    /// <summary>One line for each kind, in the order of first appearance, and one for all.</summary>
    public static IReadOnlyList<Latencies> Merge(IEnumerable<IReadOnlyDictionary<string, Latencies>> parts)
    {
        var (merged, all) = (new Dictionary<string, Latencies>(), new Latencies("all"));
        foreach (var part in parts.SelectMany(part => part.Values))
        {
            if (!merged.TryGetValue(part.Kind, out var sum))
                merged.Add(part.Kind, sum = new(part.Kind));
            foreach (var one in new[] { sum, all })
                one.Add(part);
        }
        return merged.Count == 1
            ? [.. merged.Values]
            : [.. merged.Values.OrderBy(one => one.Kind, StringComparer.Ordinal), all];
    }

    public string Line(TimeSpan elapsed) =>
        $"{kind,-9} {Count / elapsed.TotalSeconds,8:N0}/s   p50 {At(50),8:N2} ms   p95 {At(95),8:N2} ms   "
        + $"p99 {At(99),8:N2} ms   {Count,7:N0} steps, {Errors} errors";

    /// <summary>The same for programs.</summary>
    public JsonObject Figures(TimeSpan elapsed) => new()
    {
        ["perSecond"] = Math.Round(Count / elapsed.TotalSeconds, 1),
        ["p50Milliseconds"] = Math.Round(At(50), 2),
        ["p95Milliseconds"] = Math.Round(At(95), 2),
        ["p99Milliseconds"] = Math.Round(At(99), 2),
        ["steps"] = Count,
        ["errors"] = Errors,
    };

}
