using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Records.Api;
using Records.Api.Access;
using Records.Api.Tokens;
using Records.Core.Access;
using Records.Core.Ports;
using Records.Storage.Memory;
using Records.Tests.Tokens;
using Xunit;

namespace Records.Tests.Api;

public sealed class AccessTests : Suite<AccessTests>, ISuite
{
    public static Test Tests => TestList("access",
        TestList("a caller is known",
            TestCase("by role, unit, name and application", async () =>
            {
                using var answer = await GetAsync(Read, Token());
                Assert.Equal(
                    "Sabine Berg Clerk 61000000-0000-4000-8000-000000000001 bau-app Person", await Body(answer));
            }),
            TestCase("however Bearer is spelled", async () =>
                Assert.Equal(200, (int)(await GetAsync(Read, Token(), scheme: "bEaReR")).StatusCode)),
            TestCase("as the role that may do it, of several", async () =>
            {
                using var answer = await GetAsync("/t/musterstadt/v1/close", Token(roles: "clerk registrar"));
                Assert.Contains(" Registrar ", await Body(answer), StringComparison.Ordinal);
            }),
            TestCase("as the role that sees most, of several that may read", async () =>
            {
                using var answer = await GetAsync(Read, Token(roles: "clerk auditor"));
                Assert.Contains(" Auditor ", await Body(answer), StringComparison.Ordinal);
            }),
            TestCase("by a name that steers nothing", async () =>
            {
                using var answer = await GetAsync(Read, Token(name: "A\\u0007\\u202eB\\r\\nC"));
                Assert.StartsWith("ABC ", await Body(answer), StringComparison.Ordinal);
            })),
        TestList("a caller is turned away",
            TestCase("without a token, and no error is named", async () =>
            {
                using var answer = await GetAsync(Read, token: null);
                await AssertProblem(answer, 401, "unauthenticated");
                Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
            }),
            TestCase("with a token that is none, and the reason is named", async () =>
            {
                using var answer = await GetAsync(Read, "nonsense");
                var problem = await AssertProblem(answer, 401, "unauthenticated");
                Assert.Equal("not-compact", problem.Text("reason"));
                Assert.Equal("Bearer error=\"invalid_token\"", answer.Headers.WwwAuthenticate.ToString());
            }),
            TestCase("with the token of another tenant", async () =>
                await AssertProblem(await GetAsync("/t/neudorf/v1/read", Token()), 401, "unauthenticated")),
            TestCase("at a tenant that is not here", async () =>
                await AssertProblem(await GetAsync("/t/MUSTERSTADT/v1/read", Token()), 404, "unknown-tenant")),
            TestCase("with a password instead", async () =>
                await AssertProblem(await GetAsync(Read, "dXNlcjpwYXNz", scheme: "Basic"), 401, "unauthenticated")),
            TestCase("with the token in the address", async () =>
                await AssertProblem(
                    await GetAsync($"{Read}?access_token={Token()}", token: null), 401, "unauthenticated")),
            TestCase("with two tokens", async () =>
                await AssertProblem(await GetAsync(Read, Token(), second: Token()), 401, "unauthenticated")),
            TestCase("without a role", async () =>
                await AssertProblem(await GetAsync(Read, Token(roles: "")), 403, "no-role")),
            TestCase("with roles nobody knows", async () =>
                await AssertProblem(await GetAsync(Read, Token(roles: "Clerk administrator")), 403, "no-role")),
            TestCase("without a unit", async () =>
                await AssertProblem(await GetAsync(Read, Token(unit: null)), 403, "no-role")),
            TestCase("from what the role may not do", async () =>
                await AssertProblem(await GetAsync("/t/musterstadt/v1/close", Token()), 403, "not-permitted")),
            TestCase("from what a program may not do, whatever its roles", async () =>
                await AssertProblem(
                    await GetAsync("/t/musterstadt/v1/close", Token(roles: "registrar", kind: "robot")), 403,
                    "not-permitted")),
            TestCase("when the application may only read", async () =>
            {
                using var answer = await GetAsync("/t/musterstadt/v1/file", Token(scope: "records.read"));
                await AssertProblem(answer, 403, "scope-missing");
                Assert.Equal(
                    "Bearer error=\"insufficient_scope\", scope=\"records.write\"",
                    answer.Headers.WwwAuthenticate.ToString());
            }),
            TestCase("when the issuer cannot be asked, and may come back", async () =>
            {
                using var answer = await GetAsync("/t/abgeschnitten/v1/read", Token());
                await AssertProblem(answer, 503, "issuer-unavailable");
                Assert.NotNull(answer.Headers.RetryAfter);
            })),
        TestCase("what asks too much waits, and nobody else does", async () =>
        {
            await using var app = await StartAsync(new LogLines(), new RateRules(Burst: 3, PerSecond: 1));
            foreach (var _ in Enumerable.Range(0, 3))
                Assert.Equal(HttpStatusCode.OK, (await SendAsync(app, Read, Token())).StatusCode);
            using var refused = await SendAsync(app, Read, Token());
            await AssertProblem(refused, 429, "rate-limited");
            Assert.True(refused.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(app, Read, Token(client: "other-app"))).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(app, Read, Token(subject: "person-2"))).StatusCode);
        }),
        TestCase("no token, name or subject reaches the log", async () =>
        {
            var log = new LogLines();
            await using var app = await StartAsync(log);
            var canary = Token(name: "canary-name", key: TestKey.Ec("canary-kid"));
            var known = Token(name: "canary-name", subject: "canary-sub");
            foreach (var token in new[] { known, canary, "canary.canary.canary" })
                using (await SendAsync(app, Read, token)) { }
            Assert.Contains(log.Lines, line => line.Contains("key-unknown", StringComparison.Ordinal));
            Assert.DoesNotContain(log.Lines, line => line.Contains("canary", StringComparison.Ordinal));
            Assert.DoesNotContain(log.Lines, line => line.Contains(canary[..20], StringComparison.Ordinal));
        }),
        TestList("a route",
            TestCase("that is open takes no token", async () =>
                Assert.Equal(200, (int)(await GetAsync("/health", token: null)).StatusCode)),
            TestCase("that says nothing stays closed", async () =>
                await AssertProblem(
                    await GetAsync("/t/musterstadt/v1/forgotten", Token(roles: "registrar")), 500, "internal")),
            TestCase("that is not there is a problem like any other", async () =>
                await AssertProblem(await GetAsync("/t/musterstadt/v1/nothing", Token()), 404, "not-found")),
            TestCase("with unclear access is named and keeps the program from starting", () =>
            {
                var app = WebApplication.CreateSlimBuilder().Build();
                app.MapGet("/t/{tenant}/fine", () => "").Needs(Act.ReadCaseFile);
                app.MapGet("/open", () => "").Open("a test");
                Assert.Empty(app.RoutesWithoutClearAccess());

                app.MapGet("/nothing", () => "");
                app.MapGet("/t/{tenant}/both", () => "").Needs(Act.ReadCaseFile).Open("a test");
                app.MapGet("/t/{tenant}/twice", () => "").Needs(Act.ReadCaseFile).Needs(Act.Operate);
                app.MapGet("/homeless", () => "").Needs(Act.ReadCaseFile);
                app.MapGroup("/t/{tenant}/group").Needs(Act.ReadHistory).MapGet("/fine", () => "");
                Assert.Equal(4, app.RoutesWithoutClearAccess().Count);
                var refused = Assert.Throws<InvalidOperationException>(() => app.RequireClearAccess());
                Assert.Contains("/homeless", refused.Message, StringComparison.Ordinal);
            })));

    private const string Read = "/t/musterstadt/v1/read";
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
    private static readonly TestKey Key = TestKey.Ec("musterstadt-1");

    private static string Token(
        string roles = "clerk", string? unit = "61000000-0000-4000-8000-000000000001",
        string scope = "records.read records.write", string kind = "person", string name = "Sabine Berg",
        string client = "bau-app", string subject = "person-1", TestKey? key = null)
    {
        var words = roles.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(role => $"\"{role}\"");
        var at = unit is null ? "" : $"\"unit\":\"{unit}\",";
        return (key ?? Key).Sign(TokenAlgorithm.ES256, $$"""
            {"iss":"https://musterstadt.example","aud":"records","sub":"{{subject}}","client_id":"{{client}}",{{at}}
             "iat":{{Now.ToUnixTimeSeconds()}},"exp":{{Now.AddMinutes(15).ToUnixTimeSeconds()}},"kind":"{{kind}}",
             "scope":"{{scope}}","roles":[{{string.Join(',', words)}}],"name":"{{name}}"}
            """);
    }

    private static async Task<HttpResponseMessage> GetAsync(
        string path, string? token, string scheme = "Bearer", string? second = null)
    {
        await using var app = await StartAsync(new LogLines());
        return await SendAsync(app, path, token, scheme, second);
    }

    private static async Task<HttpResponseMessage> SendAsync(
        WebApplication app, string path, string? token, string scheme = "Bearer", string? second = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"{scheme} {token}");
        if (second is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"{scheme} {second}");
        return await app.GetTestClient().SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<WebApplication> StartAsync(LogLines log, RateRules? rates = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddProblems();
        builder.Services.AddAccess(rates ?? new RateRules(), new(500, tenants: 3));
        builder.Services.AddSingleton<ITenantIdentities>(new Tenants(
            new("musterstadt", TestKey.SetOf(Key.Jwk())),
            new("neudorf", TestKey.SetOf(TestKey.Ec("neudorf-1").Jwk())),
            new("abgeschnitten", new NoKeys())));

        var app = builder.Build();
        app.UseProblems();
        app.UseRouting();
        app.UseAccess();
        var routes = app.MapGroup("/t/{tenant}/v1");
        routes.MapGet("/read", Describe).Needs(Act.ReadCaseFile);
        routes.MapGet("/file", Describe).Needs(Act.FileDocument);
        routes.MapGet("/close", Describe).Needs(Act.CloseCaseFile);
        routes.MapGet("/forgotten", () => "secret");
        app.MapGet("/health", () => "well").Open("a monitor has no account");
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static string Describe(Caller caller) =>
        $"{caller.DisplayName} {caller.Actor.Role} {caller.Actor.Unit.Value} "
        + $"{caller.Actor.Application} {caller.Actor.Kind}";

    private static Task<string> Body(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static async Task<JsonElement> AssertProblem(HttpResponseMessage answer, int status, string code)
    {
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = JsonDocument.Parse(await Body(answer)).RootElement;
        Assert.Equal(code, problem.Text("code"));
        return problem;
    }

    private sealed class Tenants(params Town[] towns) : ITenantIdentities
    {
        public ITenantIdentity? Find(string name) => towns.FirstOrDefault(town => town.Name == name);
    }

    private sealed class Town(string name, ITokenKeys keys) : ITenantIdentity
    {
        public TenantId Id { get; } = new(new Guid(name.Length, 0, 0, new byte[8]));
        public string Name => name;
        public TokenValidator Validator { get; } = new(
            new($"https://{name}.example", "records", TokenAlgorithm.ES256), keys, new ManualClock(Now));
        public IPersonDirectory People { get; } = new MemoryPersonDirectory();
        public bool PublishesLog => false;
    }
}
