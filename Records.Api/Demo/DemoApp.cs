using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Records.Api.Demo;

/// <summary>
/// A departmental app (Fachverfahren) as it would be written outside: HTTP and JSON, the token of one person, nothing
/// of our
/// own classes.
/// </summary>
internal sealed class DemoApp(Uri server, string tenant, string token) : IDisposable
{
    // Reading one's own writes: every read asks for what was written before (Minimum-Position).
    private string written = "";

    private readonly HttpClient http = new() { BaseAddress = server, Timeout = TimeSpan.FromMinutes(5) };

    /// <summary>Gets the token of a demo person from the issuer of the embedded installation.</summary>
    public static async Task<DemoApp> SignInAsync(Uri server, string tenant, string person, CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = server };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "urn:records:demo",
            ["user"] = person,
            ["client_id"] = "demo-fachverfahren",
        });
        using var answer = await http.PostAsync(new Uri($"/issuer/{tenant}/token", UriKind.Relative), form, cancel);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancel));
        DemoException.Unless(answer.IsSuccessStatusCode, $"no token for {person}: {(int)answer.StatusCode}");
        return new(server, tenant, (string)body!["access_token"]!);
    }

    /// <summary>
    /// Asks, and expects the status. Paths below <c>/t/{tenant}/v1</c>; a path from a link is taken as it is.
    /// </summary>
    public async Task<DemoAnswer> AskAsync(
        HttpMethod method, string path, int status, JsonNode? body, CancellationToken cancel,
        params (string Name, string Value)[] headers)
    {
        using var request = Request(method, path, headers);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json"));
        return await SendAsync(request, status, cancel);
    }

    /// <summary>Uploads a file; returns the upload's id.</summary>
    public async Task<DemoAnswer> UploadAsync(string caseFile, string file, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(file);
        using var request = Request(HttpMethod.Post, $"case-files/{caseFile}/uploads", []);
        request.Content = new StreamContent(stream);
        request.Content.Headers.ContentType = new("application/octet-stream");
        request.Content.Headers.ContentDisposition = new("attachment") { FileNameStar = Path.GetFileName(file) };
        return await SendAsync(request, 201, cancel);
    }

    public void Dispose() => http.Dispose();

    private HttpRequestMessage Request(HttpMethod method, string path, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(
            method, new Uri(path.StartsWith('/') ? path : $"/t/{tenant}/v1/{path}", UriKind.Relative));
        request.Headers.Authorization = new("Bearer", token);
        if (method == HttpMethod.Post && !path.EndsWith("/search", StringComparison.Ordinal))
            request.Headers.Add("Idempotency-Key", $"\"{Guid.NewGuid():N}\"");
        if (written.Length > 0 && headers.All(header => header.Name != "Minimum-Position"))
            request.Headers.Add("Minimum-Position", written);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private async Task<DemoAnswer> SendAsync(HttpRequestMessage request, int status, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await http.SendAsync(request, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        var took = Stopwatch.GetElapsedTime(started);
        DemoException.Unless((int)answer.StatusCode == status,
            $"{request.Method} {request.RequestUri} answered {(int)answer.StatusCode} instead of {status}: {text}");
        var position = answer.Headers.TryGetValues("Position", out var positions) ? positions.First() : "";
        if (request.Method != HttpMethod.Get && position.Length > 0)
            written = position;
        return new(
            text.Length > 0 && text[0] is '{' or '[' ? JsonNode.Parse(text)! : new JsonObject(), took,
            answer.Headers.ETag?.Tag ?? "", position);
    }
}

/// <summary>What the server said and how long it took.</summary>
internal sealed record DemoAnswer(JsonNode Body, TimeSpan Took, string ETag, string Position)
{
    public string Id => (string)Body["id"]!;
    public bool Offers(string act) => Body["_links"]?[act] is not null;
}

/// <summary>Something was not as expected; the demo ends with an exit code that says so.</summary>
internal sealed class DemoException(string message) : Exception(message)
{
    public static void Unless(bool asExpected, string otherwise)
    {
        if (!asExpected)
            throw new DemoException(otherwise);
    }
}
