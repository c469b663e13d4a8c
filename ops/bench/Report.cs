using System.Globalization;
using System.Text.Json.Nodes;

namespace Records.Bench;

/// <summary>What a benchmark found: a line for each figure as it comes, or all of them as one JSON object.</summary>
internal sealed class Report(string benchmark, bool asJson)
{
    private readonly JsonObject figures = [];

    /// <summary>Where it was measured and with what.</summary>
    public void Begin(string circumstances)
    {
        figures["benchmark"] = benchmark;
        figures["circumstances"] = circumstances;
        figures["cores"] = Environment.ProcessorCount;
        figures["loadBefore"] = Load();
        Say($"ops/bench/run {benchmark}: {circumstances}; {Environment.ProcessorCount} cores, load {Load()} before");
    }

    /// <param name="name">Its member in the JSON object, with the unit at the end.</param>
    /// <param name="goal">What it should be, in words; null where there is none.</param>
    public void Add(string name, double value, string unit, string meaning, string? goal = null)
    {
        figures[name] = Math.Round(value, 4);
        Say($"{meaning,-58} {Shown(value),12} {unit}{(goal is null ? "" : $"   (goal: {goal})")}");
    }

    /// <summary>Several figures about one thing: a line for people, an object for programs.</summary>
    public void Add(string name, string line, JsonObject together)
    {
        figures[name] = together;
        Say(line);
    }

    /// <summary>A line for people alone.</summary>
    public void Remark(string line) => Say(line);

    public void End()
    {
        figures["loadAfter"] = Load();
        if (asJson)
            Console.WriteLine(figures.ToJsonString());
    }

    private void Say(string line)
    {
        if (!asJson)
            Console.WriteLine(line);
    }

    private static string Shown(double value) =>
        value.ToString(Math.Abs(value) < 100 ? "N2" : "N0", CultureInfo.InvariantCulture);

    private static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];
}
