namespace Records.Api.Configuration;

/// <summary>Finds what somebody meant to write.</summary>
internal static class Spelling
{
    /// <summary>
    /// Whether at most two letters were added, left out or changed, upper and lower case being the same.
    /// </summary>
    public static bool IsNear(string meant, string written) =>
        Distance(meant.ToUpperInvariant(), written.ToUpperInvariant()) is var distance
        && distance <= 2 && distance < Math.Min(meant.Length, written.Length);

    // Levenshtein's distance, row by row.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(
                    Math.Min(row[j] + 1, row[j - 1] + 1),
                    diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
