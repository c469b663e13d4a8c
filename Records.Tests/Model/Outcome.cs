namespace Records.Tests.Model;

/// <summary>What comes of a wish, in words to compare: stored names of events, a refusal, or nothing.</summary>
internal static class Outcome
{
    public const string Nothing = "nothing";
    public const string NotModelled = "not modelled";

    public static string No(string code) => "no: " + code;
    public static string Yes(params IEnumerable<string> events) => string.Join(", ", events);
}
