using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Records.Tests.Campaigns;

/// <summary>
/// A departmental app that never gives up: it repeats each request, with the same key, until it has an answer.
/// </summary>
/// <param name="issuerPort">Where tokens come from, when that is another server.</param>
internal sealed class Caller(int port, string person, int? issuerPort = null) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient http =
        new() { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(20) };
    private string? token;

    /// <summary>How often a request had to be sent again.</summary>
    public int Repeats { get; private set; }

    /// <summary>
    /// What it was told instead of an answer: status and code, and whether it was not told when to come again.
    /// </summary>
    public ConcurrentDictionary<string, bool> Troubles { get; } = [];

    /// <summary>Where the last thing that was done stands in the history; a read asks for it to see it.</summary>
    public string Position { get; private set; } = "-1";

    /// <summary>
    /// Sends until there is an answer that is not the server's trouble. Throws for what should have been accepted and
    /// was not.
    /// </summary>
    public async Task<JsonNode> InsistAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancel)
    {
        var key = $"\"{Guid.NewGuid():N}\"";
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var request =
                    new HttpRequestMessage(method, new Uri($"/t/musterstadt/v1/{path}", UriKind.Relative));
                request.Headers.Authorization = new("Bearer", await TokenAsync(cancel));
                if (body is not null)
                {
                    request.Headers.Add("Idempotency-Key", key);
                    request.Content =
                        new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json"));
                }

                using var answer = await http.SendAsync(request, cancel);
                if (body is not null && answer.Headers.TryGetValues("Position", out var positions))
                    Position = positions.Single();
                var text = await answer.Content.ReadAsStringAsync(cancel);
                if (answer.StatusCode is HttpStatusCode.Unauthorized)
                    token = null;
                else if ((int)answer.StatusCode < 500 && answer.StatusCode is not HttpStatusCode.TooManyRequests)
                    return answer.IsSuccessStatusCode
                        ? JsonNode.Parse(text)!
                        : throw new InvalidOperationException(
                            $"{method} {path} answered {(int)answer.StatusCode}: {text}");
                else
                    Troubles[$"{(int)answer.StatusCode} {(string?)JsonNode.Parse(text)?["code"]}"
                        + (answer.Headers.RetryAfter is null ? " for ever" : "")] = true;
            }
            catch (Exception e) when (e is HttpRequestException or IOException
                || (e is TaskCanceledException && !cancel.IsCancellationRequested))
            {
                // The server is away, or went away in the middle. Nobody knows whether it was done; the key tells.
            }

            Repeats++;
            await Task.Delay(Pause, cancel);
        }
    }

    public async Task<string> TokenAsync(CancellationToken cancel) => token ??= await SignInAsync(cancel);

    public void Dispose() => http.Dispose();

    private async Task<string> SignInAsync(CancellationToken cancel)
    {
        using var form = new FormUrlEncodedContent(
            [new("grant_type", "urn:records:demo"), new("user", person), new("client_id", "campaign")]);
        using var answer = await http.PostAsync(
            new Uri($"http://127.0.0.1:{issuerPort ?? port}/issuer/musterstadt/token"), form, cancel);
        answer.EnsureSuccessStatusCode();
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancel))!["access_token"]!;
    }
}
