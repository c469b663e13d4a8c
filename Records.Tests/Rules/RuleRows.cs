using System.Text.RegularExpressions;
using Records.Core.Deciding;
using Records.Storage.Json;

namespace Records.Tests.Rules;

/// <summary>One row of the rule book as a test saw it: what was wished, and what came of it.</summary>
/// <param name="Wish">The command's name in words.</param>
/// <param name="Outcome">The stored names of what happened, or the refusal as the caller reads it.</param>
internal sealed record RuleRow(string Wish, string Outcome);

/// <summary>Writes down what deciders answer while a test runs, so that docs/rules.md is made from tests alone.</summary>
internal static partial class RuleRows
{
    private static readonly AsyncLocal<List<RuleRow>?> Seen = new();

    private static readonly Dictionary<Type, string> StoredNames =
        StoredForms.All.ToDictionary(form => form.Shape, form => form.Type.Name);

    /// <summary>Runs the case and gives the rows it saw.</summary>
    public static async Task<IReadOnlyList<RuleRow>> OfAsync(Test.Case test)
    {
        var rows = new List<RuleRow>();
        Seen.Value = rows;
        await test.Body();
        Seen.Value = null;
        return rows;
    }

    public static void Saw<TEvent>(object command, Decision<TEvent> decision) =>
        Seen.Value?.Add(new(InWords(command.GetType().Name), decision switch
        {
            Decision<TEvent>.Accepted { Events.Count: 0 } => "nothing changes",
            Decision<TEvent>.Accepted accepted =>
                string.Join(", ", accepted.Events.Select(e => $"`{StoredNames[e!.GetType()]}`")),
            Decision<TEvent>.Refused { Reason: var no } => $"refused, `{no.Code}`: {no.Detail}",
            _ => throw new System.Diagnostics.UnreachableException(),
        }));

    private static string InWords(string name) => Hump().Replace(name, " $0").Trim().ToLowerInvariant();

    [GeneratedRegex("[A-Z][a-z]+")]
    private static partial Regex Hump();
}
