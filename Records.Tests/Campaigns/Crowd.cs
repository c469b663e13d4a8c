using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Records.Tests.Api.House;

namespace Records.Tests.Campaigns;

/// <summary>
/// Many departmental apps at one town, each under its own name and therefore with its own allowance. They open matters
/// in the same case files and keep what they were told.
/// </summary>
internal sealed class Crowd(HttpClient http, string tenant, IReadOnlyList<string> tokens, IReadOnlyList<string> files)
    : IDisposable
{
    private readonly ConcurrentDictionary<Guid, string> acknowledged = [];
    private readonly ConcurrentBag<TimeSpan> waits = [];
    private readonly ConcurrentBag<TimeSpan> refusals = [];
    private readonly ConcurrentBag<string> wrong = [];
    private int next;
    private int repeated;

    /// <summary>The matters clients were told of, one for each key: what else stands was done twice.</summary>
    public ICollection<string> Acknowledged => acknowledged.Values;

    /// <summary>How many changes clients were told of.</summary>
    public int Done => acknowledged.Count;

    /// <summary>How often the same request was sent again.</summary>
    public int Repeated => Volatile.Read(ref repeated);
    public int Refused => refusals.Count;

    /// <summary>Answers that are neither success nor a refusal that says when to come back.</summary>
    public IReadOnlyCollection<string> Wrong => wrong;

    public static async Task<Crowd> NewAsync(TestHouse house, HouseFile first, int apps, int files)
    {
        var tokens = new List<string>();
        for (var app = 0; app < apps; app++)
            tokens.Add(await house.TokenAsync("musterstadt", "clerk", $"campaign-{app}"));
        var paths = new List<string>();
        for (var file = 0; file < files; file++)
            paths.Add(await first.Clerk.OpenFileAsync(first.Leaf));
        return new(
            new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 1_000 })
            {
                BaseAddress = house.Address,
                Timeout = TimeSpan.FromSeconds(30),
            },
            "musterstadt", tokens, paths);
    }

    /// <summary>
    /// One change, sent once and, every tenth time, once more while the first is under way: as by a client that gave up
    /// waiting. Who is refused leaves it, so it must not have been done.
    /// </summary>
    public async Task<bool> ChangeAsync(CancellationToken cancel)
    {
        var (number, key) = (Interlocked.Increment(ref next), Guid.NewGuid());
        if (number % 10 != 0)
            return await SendAsync(number, key, cancel) is Told.Done;
        Interlocked.Increment(ref repeated);
        var told = await Task.WhenAll(SendAsync(number, key, cancel), SendAsync(number, key, cancel));
        return told.Contains(Told.Done);
    }

    /// <summary>
    /// One change, sent again with the same key until it is done, as <see cref="Pause"/> says; every tenth time by two
    /// at once. So must a client do when the database was away: nobody knows then whether it was done.
    /// </summary>
    public async Task InsistAsync(Random chance, CancellationToken cancel)
    {
        var (number, key) = (Interlocked.Increment(ref next), Guid.NewGuid());
        var other = number % 10 == 0 ? InsistAsync(number, key, chance, cancel) : Task.CompletedTask;
        await InsistAsync(number, key, chance, cancel);
        await other;
    }

    /// <summary>How long clients were kept waiting for what was done, and for a refusal: the 99th of a hundred.</summary>
    public (TimeSpan Done, TimeSpan Refused) Slowest() => (Percentile(waits), Percentile(refusals));

    public void Forget()
    {
        waits.Clear();
        refusals.Clear();
    }

    public Task<List<string>> StandingAsync(HouseApp reader) => Verdict.MattersOfAsync(reader, files);

    public void Dispose() => http.Dispose();

    // Longer each time and never the same for two clients, so that a herd that was sent away does not come back as one.
    private static TimeSpan Pause(int attempt, Random chance)
    {
        lock (chance)
            return TimeSpan.FromMilliseconds(Math.Min(2_000, 50 << Math.Min(attempt, 6)) * chance.NextDouble());
    }

    private async Task InsistAsync(int number, Guid key, Random chance, CancellationToken cancel)
    {
        for (var attempt = 0; await SendAsync(number, key, cancel) is not Told.Done; attempt++)
        {
            Interlocked.Increment(ref repeated);
            await Task.Delay(Pause(attempt, chance), cancel);
        }
    }

    private async Task<Told> SendAsync(int number, Guid key, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Post,
                new Uri($"/t/{tenant}/v1/{files[number % files.Count]}/matters", UriKind.Relative))
            {
                Content = new StringContent(
                    HouseSteps.Subject($"{number}").ToJsonString(), Encoding.UTF8, "application/json"),
            };
            request.Headers.Authorization = new("Bearer", tokens[number % tokens.Count]);
            request.Headers.Add("Idempotency-Key", $"\"{key}\"");
            using var answer = await http.SendAsync(request, cancel);
            var text = await answer.Content.ReadAsStringAsync(cancel);
            switch ((int)answer.StatusCode)
            {
                case 201:
                    acknowledged.TryAdd(key, (string)JsonNode.Parse(text)!["id"]!);
                    waits.Add(Stopwatch.GetElapsedTime(began));
                    return Told.Done;
                case 429 or 503 when answer.Headers.RetryAfter is not null:
                    refusals.Add(Stopwatch.GetElapsedTime(began));
                    return Told.Later;
                case var status:
                    wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{status}: {text}"));
                    return Told.Later;
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException
            || (e is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            return Told.Nothing;
        }
    }

    private static TimeSpan Percentile(IReadOnlyCollection<TimeSpan> times) =>
        times.Count == 0 ? TimeSpan.Zero : times.Order().ElementAt((int)(times.Count * 0.99));

    /// <summary>What a client learned about its request.</summary>
    private enum Told { Done, Later, Nothing }
}
