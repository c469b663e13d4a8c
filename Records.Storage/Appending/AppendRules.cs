using System.Text;
using Records.Core.Ports;

namespace Records.Storage.Appending;

/// <summary>
/// What a request must be like, before any store looks at it. A breach is a fault of the program that asks, so it is
/// an <see cref="ArgumentException"/>; nothing was written.
/// </summary>
public static class AppendRules
{
    /// <summary>The most events one request may carry.</summary>
    public const int MostEvents = 4096;

    /// <summary>
    /// The most bytes of bodies and metadata one request may carry: 16 MiB. Documents are objects, not events.
    /// </summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Checks a request and returns the bytes of its bodies and metadata.</summary>
    public static int Check(AppendRequest request)
    {
        var streams = new HashSet<StreamId>();
        var ids = new HashSet<EventId>();
        long bytes = 0;
        foreach (var append in request.Streams)
        {
            Demand(streams.Add(append.Stream), $"Stream {append.Stream.Value} is named twice.");
            Demand(append.Expected.Value >= -1, "An expected version is -1 or more.");
            foreach (var e in append.Events)
            {
                Demand(ids.Add(e.Id), $"Event {e.Id.Value} is named twice.");
                Demand(
                    IsText(e.Type.Name, 200) && e.Type.Form is >= 0 and <= ushort.MaxValue,
                    $"'{e.Type}' is no event type.");
                Demand(e.Key == KeyId.None || e.Body.Length >= 60, "A sealed body has 60 bytes or more.");
                bytes += e.Metadata.Length + e.Body.Length;
            }
        }

        Demand(ids.Count <= MostEvents, $"A request has at most {MostEvents} events.");
        Demand(bytes <= MostBytes, $"A request has at most {MostBytes} bytes.");

        var claims = new HashSet<(string, string)>();
        foreach (var claim in request.Claims)
        {
            Demand(claims.Add((claim.Kind, claim.Value)), $"'{claim.Value}' is claimed twice.");
            Demand(IsText(claim.Kind, 100) && IsText(claim.Value, 1000), "Kind and value of a claim are short texts.");
            Demand(
                claim.Series is null ? claim.Number == 0 : IsText(claim.Series, 1000) && claim.Number > 0,
                "Numbers in a series count from 1.");
        }

        if (request.Answer is { } answer)
        {
            Demand(
                IsText(answer.Key.Caller, 1200) && answer.Key.Caller.Length <= 300,
                "A caller has 1 to 300 characters.");
            Demand(
                IsText(answer.Key.Key, 512) && answer.Key.Key.Length <= 128,
                "An answer key has 1 to 128 characters.");
            Demand(
                answer.Status is >= 200 and <= 299 && !answer.Body.Contains('\0'),
                "Only answers of success are remembered.");
        }

        return (int)bytes;
    }

    private static bool IsText(string text, int mostBytes) =>
        text.Length > 0 && !text.Contains('\0') && Encoding.UTF8.GetByteCount(text) <= mostBytes;

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
            throw new ArgumentException(otherwise);
    }
}
