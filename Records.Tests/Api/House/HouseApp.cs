using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Records.Tests.Api.House;

/// <summary>
/// An application of one person at one town, as it would be written outside. Reads see every write any client of the
/// town was told of; a POST brings a key of its own unless the test gives one.
/// </summary>
internal sealed class HouseApp(HttpClient http, HouseTown town, string? token)
{
    public HouseTown Town => town;
    public string? Token => token;

    /// <summary>A header that is not to be sent.</summary>
    public static (string, string?) Without(string header) => (header, null);

    public Task<HouseAnswer> GetAsync(string path, params (string, string?)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, headers);

    public Task<HouseAnswer> PostAsync(string path, JsonNode body, params (string, string?)[] headers) =>
        SendAsync(HttpMethod.Post, path, Json(body.ToJsonString()), headers);

    public Task<HouseAnswer> PatchAsync(string path, string? seen, JsonNode body, params (string, string?)[] headers) =>
        SendAsync(HttpMethod.Patch, path, Json(body.ToJsonString()), [("If-Match", seen), .. headers]);

    public Task<HouseAnswer> PutAsync(string path, string? seen, JsonNode body, params (string, string?)[] headers) =>
        SendAsync(HttpMethod.Put, path, Json(body.ToJsonString()), [("If-Match", seen), .. headers]);

    /// <summary>With nothing in it, as most clients send a DELETE.</summary>
    public Task<HouseAnswer> DeleteAsync(string path, string? seen, params (string, string?)[] headers) =>
        SendAsync(HttpMethod.Delete, path, null, [("If-Match", seen), .. headers]);

    public Task<HouseAnswer> SearchAsync(string text) =>
        PostAsync("search", new JsonObject { ["text"] = text, ["limit"] = 500, ["highlight"] = true });

    /// <summary>Paths below <c>/t/{tenant}/v1</c>; one that begins with a slash is taken as it is.</summary>
    public async Task<HouseAnswer> SendAsync(
        HttpMethod method, string path, HttpContent? content, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(
            method, new Uri(path.StartsWith('/') ? path : $"/t/{town.Name}/v1/{path}", UriKind.Relative))
        { Content = content };
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        Default("Minimum-Position", $"{town.Written}");
        if (method == HttpMethod.Post)
            Default("Idempotency-Key", $"\"{Guid.NewGuid():N}\"");
        foreach (var (name, value) in headers)
            if (value is not null)
                request.Headers.TryAddWithoutValidation(name, value);

        using var answer = await http.SendAsync(request, Xunit.TestContext.Current.CancellationToken);
        var read = new HouseAnswer((int)answer.StatusCode, answer, await answer.Content.ReadAsByteArrayAsync());
        if (method != HttpMethod.Get && read.Header("Position") is not null)
            town.HasWritten(read.Position);
        return read;

        void Default(string name, string value)
        {
            if (!headers.Any(header => header.Name == name))
                request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    public static HttpContent Json(string text) => Json(Encoding.UTF8.GetBytes(text));

    public static HttpContent Json(byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/json");
        return content;
    }

    /// <summary>The bytes as an upload sends them.</summary>
    /// <param name="disposition">The header Content-Disposition as it stands; null for none.</param>
    public static HttpContent Upload(HttpContent bytes, string? disposition)
    {
        bytes.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        if (disposition is not null)
            bytes.Headers.TryAddWithoutValidation("Content-Disposition", disposition);
        return bytes;
    }
}
