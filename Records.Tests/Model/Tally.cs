using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Inspections;
using Records.Core.CaseFiles.Relocating;
using Records.Core.Deciding;
using Records.Storage.Json;
using Records.Tests.CaseFiles;

namespace Records.Tests.Model;

/// <summary>How often each event happened and each refusal was given, over all histories of a run.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> outcomes = new();
    private readonly ConcurrentDictionary<string, int> commands = new();

    public void Note(CaseFileCommand wish, string told)
    {
        commands.AddOrUpdate(wish.GetType().Name, 1, (_, count) => count + 1);
        foreach (var word in told.Split(", "))
            outcomes.AddOrUpdate(Outcome.Name(word), 1, (_, count) => count + 1);
    }

    /// <summary>Stored names of events and codes of refusals that no history came to.</summary>
    public IEnumerable<string> Unreached() =>
        Every.Where(word => !outcomes.ContainsKey(word)).Order(StringComparer.Ordinal);

    public string Table()
    {
        var table = new StringBuilder();
        foreach (var (word, count) in outcomes.OrderBy(each => each.Value)
            .ThenBy(each => each.Key, StringComparer.Ordinal))
            table.AppendLine(CultureInfo.InvariantCulture, $"{count,10}  {word}");
        table.AppendLine(CultureInfo.InvariantCulture, $"{commands.Values.Sum(),10}  wishes of {commands.Count} kinds");
        foreach (var word in Unreached())
            table.AppendLine(CultureInfo.InvariantCulture, $"{0,10}  {word}");
        return table.ToString();
    }

    // Only thousands of objects reach these; each has a case of its own.
    private static readonly string[] Crowded =
    [
        "case-file-full", "circulation-full", "too-many-addressees", "too-many-drafts", "too-many-inspections",
        "too-many-participants", "too-many-references", "too-many-renditions", "too-many-resubmissions",
        "too-many-sheets",
        "too-much-to-delete",
    ];

    // Asked outside the decider: what is read, not decided.
    private static readonly string[] Outside = ["unknown-draft", "unknown-inspection"];

    // About two files, and the model knows one.
    private static readonly string[] NotModelled = ["object-moved-in", "object-moved-out"];

    private static readonly HashSet<string> Every =
    [
        .. CaseFileSamples.WholeLife.Select(happened => new CaseFileEventCodec().Encode(happened).Type.Name)
            .Except(NotModelled),
        .. typeof(CaseFileRefusals).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Refusals", StringComparison.Ordinal)
                && type != typeof(RelocatingRefusals)
                && type.Namespace!.StartsWith("Records.Core.CaseFiles", StringComparison.Ordinal))
            .SelectMany(Codes).Except([.. Crowded, .. Outside]).Select(Outcome.No),
    ];

    private static IEnumerable<string> Codes(Type maker) => maker.GetMethods(BindingFlags.Static | BindingFlags.Public)
        .Where(method => method.ReturnType == typeof(Refusal))
        .Select(method => ((Refusal)method.Invoke(null, [.. method.GetParameters().Select(Any)])!).Code);

    private static object Any(ParameterInfo parameter) => parameter.ParameterType.IsGenericType
        ? Array.CreateInstance(parameter.ParameterType.GetGenericArguments()[0], 0)
        : Activator.CreateInstance(parameter.ParameterType)!;
}
