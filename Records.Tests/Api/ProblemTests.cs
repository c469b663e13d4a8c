using System.Net;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Records.Api;
using Records.Core.Deciding;
using Records.Core.Ports;
using Xunit;

namespace Records.Tests.Api;

public sealed class ProblemTests : Suite<ProblemTests>, ISuite
{
    public static Test Tests => TestList("problems",
        TestList("a refusal",
            [.. Kinds.Select(kind => TestCase($"{kind.Key} becomes {kind.Value}", () =>
                Assert.Equal(kind.Value, new Refusal(kind.Key, "some-rule", "So nicht.").ToProblem().Status)))]),
        TestCase("every kind of refusal has a status", () =>
            Assert.Equal(Enum.GetValues<RefusalKind>().Order(), Kinds.Keys.Order())),
        TestList("an exception",
            [.. Failures.Select(failure => TestCase(failure.Name, () =>
            {
                var problem = Problems.Of(failure.Exception);
                Assert.Equal((failure.Status, failure.Code), (problem.Status, problem.Code));
                Assert.Equal(failure.Status is 503 or 507, problem.RetryAfter is not null);
            }))]),
        TestList("a pointer",
            [.. Pointers.Select(pair => TestCase($"{pair.Path ?? "none"} is '{pair.Pointer}'", () =>
                Assert.Equal(pair.Pointer, JsonPointer.FromPath(pair.Path))))]),
        TestProperty("any path gives some pointer of bounded length", ArbMap.Default.ArbFor<string?>(), path =>
            JsonPointer.FromPath("$" + path).Length <= 200),
        TestCase("a refusal reads as the contract says", async () =>
        {
            using var response = await SendAsync("GET", "/refused");
            var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
            Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
            Assert.Equal("de", response.Content.Headers.ContentLanguage.Single());
            Assert.Equal("urn:records:refusal:still-open", body.GetProperty("type").GetString());
            Assert.Equal("still-open", body.GetProperty("code").GetString());
            Assert.Equal("Widerspruch zum Stand der Akte", body.GetProperty("title").GetString());
            Assert.Equal("Noch offene Vorgänge.", body.GetProperty("detail").GetString());
            Assert.Equal(409, body.GetProperty("status").GetInt32());
            Assert.NotEmpty(body.GetProperty("traceId").GetString()!);
            Assert.False(body.TryGetProperty("errors", out _));
        }),
        TestCase("a failure tells neither the caller nor the log its message", async () =>
        {
            var log = new LogLines();
            using var response = await SendAsync("GET", "/broken", log: log);
            var text = await response.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
            Assert.DoesNotContain("Geheim", text, StringComparison.Ordinal);
            Assert.DoesNotContain(log.Lines, line => line.Contains("Geheim", StringComparison.Ordinal));
            Assert.Contains(log.Lines, line =>
                line.Contains(nameof(InvalidOperationException), StringComparison.Ordinal));
            Assert.Equal("internal", JsonDocument.Parse(text).RootElement.GetProperty("code").GetString());
        }),
        TestCase("an overloaded store asks to come back", async () =>
        {
            using var response = await SendAsync("GET", "/overloaded");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter!.Delta);
        }),
        TestList("a body",
            [.. Bodies.Select(body => TestCase(body.Name, async () =>
            {
                using var response = await SendAsync("POST", "/wish", body.Text);
                var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
                Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
                Assert.Equal("invalid-json", problem.GetProperty("code").GetString());
                Assert.Equal(body.Pointer, problem.GetProperty("errors")[0].GetProperty("pointer").GetString());
            }))]),
        TestCase("an address without a route is a problem document too", () =>
            AssertCode("GET", "/nowhere", 404, "not-found")),
        TestCase("a method without a route is a problem document too", () =>
            AssertCode("DELETE", "/wish", 405, "method-not-allowed")));

    private static Dictionary<RefusalKind, int> Kinds => new()
    {
        [RefusalKind.NotFound] = 404,
        [RefusalKind.Conflict] = 409,
        [RefusalKind.Invalid] = 422,
        [RefusalKind.Forbidden] = 403,
        [RefusalKind.Stale] = 412,
        [RefusalKind.Locked] = 423,
        [RefusalKind.Gone] = 410,
    };

    private static Failure[] Failures =>
    [
        new("a full queue is 503", new StoreOverloadedException(), 503, "overloaded"),
        new("a jumped clock is 503", new ClockJumpedException("2 h"), 503, "clock-jumped"),
        new("a database that is away is 503", new Npgsql.NpgsqlException("x", new IOException()), 503,
            "store-unavailable"),
        new("an object store that is away is 503", new ObjectStoreException(ObjectStoreFault.Unavailable, "x"), 503,
            "object-store-unavailable"),
        new("an object store without room is 507", new ObjectStoreException(ObjectStoreFault.Full, "x"), 507,
            "storage-full"),
        new("a database without room is 507", new Npgsql.PostgresException("x", "ERROR", "ERROR", "53100"), 507,
            "storage-full"),
        new("an event that cannot be read is 503", new UnknownEventException(new("x", 1)), 503, "history-unreadable"),
        new("destroyed content is 410", new Records.Actors.ContentErasedException(default), 410, "content-erased"),
        new("a broken seal is 503", new SealBrokenException(new(Guid.Empty), "x"), 503, "content-damaged"),
        new("a broken body is 400", new JsonException("x", "$.a", 1, 1), 400, "invalid-json"),
        new("a body that cannot be bound is 400",
            new BadHttpRequestException("x", 400, new JsonException("x", "$.a", 1, 1)), 400, "invalid-json"),
        new("a missing parameter is 400", new BadHttpRequestException("x", 400), 400, "bad-request"),
        new("a body too large is 413", new BadHttpRequestException("x", 413), 413, "body-too-large"),
        new("a slow body is 408", new BadHttpRequestException("x", 408), 408, "request-timeout"),
        new("a bug is 500", new InvalidOperationException("x"), 500, "internal"),
    ];

    private static (string? Path, string Pointer)[] Pointers =>
    [
        (null, ""),
        ("", ""),
        ("$", ""),
        ("$.subject", "/subject"),
        ("$.documents[0].title", "/documents/0/title"),
        ("$.a['b.c'].d", "/a/b.c/d"),
        ("$['x/y~z']", "/x~1y~0z"),
        ("$.a['unclosed", "/a/['unclosed"),
    ];

    private static (string Name, string Text, string Pointer)[] Bodies =>
    [
        ("that is no JSON", "{\"title\":", "/title"),
        ("with a wrong type says where", "{\"title\":\"a\",\"pages\":[1,\"zwei\"]}", "/pages/1"),
        ("with an unknown member says which", "{\"title\":\"a\",\"pages\":[],\"admin\":true}", "/admin"),
        ("with half a surrogate pair", "{\"title\":\"\\ud800\",\"pages\":[]}", "/title"),
    ];

    private static async Task AssertCode(string method, string path, int status, string code)
    {
        using var response = await SendAsync(method, path);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(
            code, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("code")
                .GetString());
    }

    private static async Task<HttpResponseMessage> SendAsync(
        string method, string path, string? body = null, LogLines? log = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().AddProvider(log ?? new LogLines());
        builder.Services.AddProblems();
        builder.Services.ConfigureHttpJsonOptions(options =>
            options.SerializerOptions.UnmappedMemberHandling =
                System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow);
        await using var app = builder.Build();
        app.UseProblems();
        app.UseRouting();
        app.MapGet("/refused", () =>
            new Refusal(RefusalKind.Conflict, "still-open", "Noch offene Vorgänge.").ToProblem());
        app.MapGet("/broken", string () => throw new InvalidOperationException("Geheim: Bauakte Meier"));
        app.MapGet("/overloaded", string () => throw new StoreOverloadedException());
        app.MapPost("/wish", (Wish wish) => wish.Title);
        await app.StartAsync();

        using var request = new HttpRequestMessage(new(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await app.GetTestClient().SendAsync(request);
    }

    private sealed record Failure(string Name, Exception Exception, int Status, string Code);

    private sealed record Wish(string Title, int[] Pages);
}
