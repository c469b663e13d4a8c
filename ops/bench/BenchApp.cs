using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Records.Bench;

/// <summary>
/// One application (Fachverfahren) with a connection and case files of its own, so that nobody's change makes another's
/// out of date. It takes turns with several client ids: the server allows each only so many requests a second.
/// </summary>
[SuppressMessage("Security", "CA5394", Justification = "Which file is read next guards nothing.")]
internal sealed class BenchApp : IDisposable
{
    private const string Root = "/t/musterstadt/v1";
    private const int ClientIds = 8;

    private readonly HttpClient http;
    private readonly Random chance;
    private readonly List<(string Path, string ETag, string Word)> files = [];
    private IReadOnlyList<SampleFile> samples = [];
    private string[] tokens = [];
    private int turn;
    private string? lastChange;

    public BenchApp(Uri server, int number)
    {
        http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1, UseProxy = false })
        {
            BaseAddress = server,
            Timeout = TimeSpan.FromSeconds(60)
        };
        chance = new(number);
        Number = number;
    }

    public int Number { get; }

    public async Task SignInAsync(string person) => tokens = await Task.WhenAll(
        Enumerable.Range(0, ClientIds).Select(i => TokenAsync(person, $"bench-{person}-{Number}-{i}")));

    /// <summary>A leaf of the file plan for all files of the run; needs a registrar.</summary>
    public async Task<string> AddEntryAsync()
    {
        // Sent again, the same plan is no second one.
        await CreateAsync("file-plan", new JsonObject { ["title"] = "Aktenplan", ["validFrom"] = "2020-01-01" });
        return (string)(await CreateAsync("file-plan/entries", new JsonObject
        {
            ["notation"] = $"{DateTime.UtcNow.Ticks / 10_000 % 1_000_000_000}",
            ["title"] = "Messung",
        }))["id"]!;
    }

    public async Task OpenFileAsync(string entry, int number)
    {
        var word = $"Messakte{Number}x{number}";
        var opened = await CreateAsync(
            "case-files",
            new JsonObject { ["entry"] = entry, ["fields"] = Subject($"Bauantrag {word} Zwiebelturmgasse") });
        files.Add(($"case-files/{opened["id"]}", $"\"{opened["revision"]}\"", word));
    }

    /// <summary>
    /// A case file of an ordinary size that nobody changes any more: one matter with five documents, all of them read.
    /// </summary>
    public async Task<SampleFile> OpenSampleAsync(string entry)
    {
        var opened = await CreateAsync(
            "case-files",
            new JsonObject { ["entry"] = entry, ["fields"] = Subject($"Musterakte {Number} Zwiebelturmgasse") });
        var path = $"case-files/{opened["id"]}";
        var matter = await CreateAsync($"{path}/matters", new JsonObject { ["fields"] = Subject("Anhörung") });
        for (var document = 0; document < 5; document++)
            await FileAsync(path, matter);

        while ((await LookAsync(path)).ToJsonString().Contains("\"waiting\"", StringComparison.Ordinal))
            await Task.Delay(200);
        return new(path, $"{path}/matters/{matter["id"]}");
    }

    /// <summary>From now on it reads these.</summary>
    public void Take(IReadOnlyList<SampleFile> opened) => samples = opened;

    /// <summary>The cheapest answer: no token, no record, and all else that a request meets.</summary>
    public Task<bool> LiveAsync() => IsAsync(200, new(HttpMethod.Get, "/health/live"));
    public Task<bool> LookAsync() => IsAsync(200, Request(HttpMethod.Get, AnySample().File));
    public Task<bool> LookAtMatterAsync() => IsAsync(200, Request(HttpMethod.Get, AnySample().Matter));
    public Task<bool> ReadAsync() => IsAsync(200, Request(HttpMethod.Get, AnyFile().Path));
    public Task<bool> ListAsync() => IsAsync(200, Request(HttpMethod.Get, "case-files?limit=20"));
    public Task<bool> SearchAsync() =>
        IsAsync(200, Request(HttpMethod.Post, "search", new JsonObject { ["text"] = AnyFile().Word }));

    public async Task<bool> DescribeAsync()
    {
        var index = chance.Next(files.Count);
        var file = files[index];
        using var request = Request(
            HttpMethod.Patch, file.Path,
            new JsonObject { ["fields"] = Subject($"Bauantrag {file.Word} Stand {turn}") });
        request.Headers.TryAddWithoutValidation("If-Match", file.ETag);
        request.Headers.Add("Idempotency-Key", $"\"{Guid.NewGuid():N}\"");
        using var answer = await SendAsync(request);
        if (answer.Headers.ETag is { } now)
            files[index] = file with { ETag = now.Tag };
        if (answer.Headers.TryGetValues("Position", out var position))
            lastChange = position.First();
        return answer.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>Until the query tables show its last change.</summary>
    public async Task WaitForTablesAsync()
    {
        while (lastChange is not null)
        {
            using var request = Request(HttpMethod.Get, "case-files?limit=1");
            request.Headers.Add("Minimum-Position", lastChange);
            using var answer = await SendAsync(request);
            if (answer.StatusCode == HttpStatusCode.OK)
                lastChange = null;
        }
    }

    /// <summary>Three requests: a matter, an upload, the document.</summary>
    public async Task<bool> FileAsync()
    {
        var path = AnyFile().Path;
        await FileAsync(path, await CreateAsync($"{path}/matters", new JsonObject { ["fields"] = Subject("Anhörung") }));
        return true;
    }

    public void Dispose() => http.Dispose();

    private async Task FileAsync(string path, JsonNode matter)
    {
        using var upload = Request(HttpMethod.Post, $"{path}/uploads");
        upload.Content = new ByteArrayContent(
            Encoding.UTF8.GetBytes($"Sehr geehrte Damen und Herren,\nanbei der Lageplan Nummer {turn}.\n"));
        upload.Content.Headers.ContentType = new("application/octet-stream");
        upload.Content.Headers.ContentDisposition = new("attachment") { FileName = "brief.txt" };
        var stored = await BodyAsync(upload);
        await CreateAsync($"{path}/matters/{matter["id"]}/documents", new JsonObject
        {
            ["upload"] = (string)stored["upload"]!,
            ["kind"] = "incoming",
            ["fields"] = Subject("Lageplan"),
        });
    }

    private static JsonObject Subject(string subject) => new() { ["subject"] = subject };

    private (string Path, string ETag, string Word) AnyFile() => files[chance.Next(files.Count)];

    private SampleFile AnySample() => samples[chance.Next(samples.Count)];

    private async Task<JsonNode> LookAsync(string path)
    {
        using var request = Request(HttpMethod.Get, path);
        return await BodyAsync(request);
    }

    private async Task<JsonNode> CreateAsync(string path, JsonObject body)
    {
        using var request = Request(HttpMethod.Post, path, body);
        return await BodyAsync(request);
    }

    private async Task<JsonNode> BodyAsync(HttpRequestMessage request)
    {
        using var answer = await SendAsync(request);
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(await answer.Content.ReadAsStringAsync())!
            : throw new HttpRequestException(
                $"{request.Method} {request.RequestUri} answered {(int)answer.StatusCode}.");
    }

    private async Task<bool> IsAsync(int status, HttpRequestMessage request)
    {
        using (request)
        using (var answer = await SendAsync(request))
            return (int)answer.StatusCode == status;
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => http.SendAsync(request);

    private HttpRequestMessage Request(HttpMethod method, string path, JsonObject? body = null)
    {
        var request = new HttpRequestMessage(method, $"{Root}/{path}");
        request.Headers.Authorization = new("Bearer", tokens[turn++ % tokens.Length]);
        if (method == HttpMethod.Post && path != "search")
            request.Headers.Add("Idempotency-Key", $"\"{Guid.NewGuid():N}\"");
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json"));
        return request;
    }

    private async Task<string> TokenAsync(string person, string client)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "urn:records:demo",
            ["user"] = person,
            ["client_id"] = client,
        });
        using var answer = await http.PostAsync(new Uri("/issuer/musterstadt/token", UriKind.Relative), form);
        answer.EnsureSuccessStatusCode();
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["access_token"]!;
    }
}

/// <summary>Where a file of an ordinary size is read, and its matter.</summary>
internal sealed record SampleFile(string File, string Matter);
