namespace Records.Bench;

/// <summary>How well a page was read.</summary>
internal static class ErrorRate
{
    /// <summary>The least number of characters to change, as a share of the true text; white space is one.</summary>
    public static double Of(string truth, string read)
    {
        var (right, found) = (Collapse(truth), Collapse(read));
        var (before, now) = (Enumerable.Range(0, found.Length + 1).ToArray(), new int[found.Length + 1]);
        for (var i = 1; i <= right.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= found.Length; j++)
                now[j] = Math.Min(
                    Math.Min(before[j], now[j - 1]) + 1, before[j - 1] + (right[i - 1] == found[j - 1] ? 0 : 1));
            (before, now) = (now, before);
        }
        return before[^1] / (double)right.Length;
    }

    private static string Collapse(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
