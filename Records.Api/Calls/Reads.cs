using System.Globalization;
using System.Text;
using Microsoft.Net.Http.Headers;
using Records.Core.Ports;

namespace Records.Api.Calls;

/// <summary>
/// What every read has in common: waiting for a position, pages, and the headers that say how new the answer is.
/// </summary>
internal static class Reads
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 500;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    extension(Call call)
    {
        /// <summary>
        /// Read your own writes: with <c>Minimum-Position</c> the answer waits until the views have come so far, at
        /// most as
        /// long as <c>Prefer: wait=n</c> (RFC 7240) says, 5 seconds by default. Null when the views are there.
        /// </summary>
        public async Task<Problem?> WaitForPositionAsync()
        {
            var asked = call.Http.Request.Headers["Minimum-Position"];
            if (asked.Count == 0)
                return null;
            if (asked is not [{ } value]
                || !long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
                return CallProblems.PositionMalformed;

            return await call.Tenant.ViewFollower.WaitForAsync(
                new Position(position), Patience(call.Http.Request), call.Cancel)
                ? null
                : CallProblems.PositionNotReached;
        }

        /// <summary>
        /// Whether an answer that was made before is not wanted (<c>Cache-Control: no-cache</c>, RFC 9111, 5.2.1.4).
        /// </summary>
        public bool WantsItAnew => call.Http.Request.Headers.CacheControl is { Count: > 0 } said
            && CacheControlHeaderValue.TryParse($"{said}", out var wish) && wish.NoCache;

        public void Reflects(long position) =>
            call.Http.Response.Headers["Position"] = position.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>An opaque cursor over the sort key of the last row.</summary>
    public static string Cursor(params ReadOnlySpan<long> key) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Join('.', key.ToArray())))
            .TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>The sort key in the cursor, or null when it is none of ours.</summary>
    public static long[]? ReadCursor(string cursor, int length)
    {
        if (cursor.Length > 100)
            return null;
        var padded = cursor.Replace('-', '+').Replace('_', '/').PadRight((cursor.Length + 3) / 4 * 4, '=');
        Span<byte> bytes = stackalloc byte[100];
        if (!Convert.TryFromBase64String(padded, bytes, out var written))
            return null;
        var parts = Encoding.ASCII.GetString(bytes[..written]).Split('.');
        var key = new long[length];
        return parts.Length == length && parts
            .Select((part, i) => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out key[i]))
            .All(ok => ok)
            ? key
            : null;
    }

    private static TimeSpan Patience(HttpRequest request)
    {
        var wait = request.Headers["Prefer"].SelectMany(value => (value ?? "").Split(",")).Select(part => part.Trim())
            .Where(part => part.StartsWith("wait=", StringComparison.Ordinal))
            .Select(part => part[5..]).FirstOrDefault();
        var seconds = int.TryParse(wait, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 5;
        return TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds));
    }
}
