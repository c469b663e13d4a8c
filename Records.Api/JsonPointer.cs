using System.Text;

namespace Records.Api;

/// <summary>
/// Says in the words of RFC 6901 what the JSON reader says as a path: <c>$.documents[0]['a.b']</c> is
/// <c>/documents/0/a.b</c>.
/// </summary>
internal static class JsonPointer
{
    /// <summary>
    /// Longer ones are cut: member names are the caller's, and an answer is not the place for a novel.
    /// </summary>
    private const int MaxLength = 200;

    /// <summary>
    /// The pointer for a path; the empty one, which names the whole document, for anything not understood.
    /// </summary>
    public static string FromPath(string? path)
    {
        if (path is null || !path.StartsWith('$'))
            return "";

        var pointer = new StringBuilder();
        for (var rest = path.AsSpan(1); !rest.IsEmpty && pointer.Length < MaxLength;)
            rest = TakeStep(rest, pointer);
        return pointer.Length > MaxLength ? pointer.ToString(0, MaxLength) : pointer.ToString();
    }

    private static ReadOnlySpan<char> TakeStep(ReadOnlySpan<char> rest, StringBuilder pointer)
    {
        var (start, end, next) = rest switch
        {
            ['[', '\'', ..] when rest.IndexOf("']") is > 0 and var close => (2, close, close + 2),
            ['[', ..] when rest.IndexOf(']') is > 0 and var close => (1, close, close + 1),
            ['.', ..] when rest[1..].IndexOfAny('.', '[') is >= 0 and var stop => (1, stop + 1, stop + 1),
            ['.', ..] => (1, rest.Length, rest.Length),
            _ => (0, rest.Length, rest.Length),
        };
        pointer.Append('/').Append(rest[start..end].ToString().Replace("~", "~0", StringComparison.Ordinal)
            .Replace("/", "~1", StringComparison.Ordinal));
        return rest[next..];
    }
}
