using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Records.Api.Access;
using Records.Api.Tokens;
using Xunit;

namespace Records.Tests.Tokens;

public sealed class LocalIssuerTests : Suite<LocalIssuerTests>, ISuite
{
    public static Test Tests => TestList("local issuer",
        TestList("knows",
            [.. DemoPeople.Towns.Values.SelectMany(town => town.People.Select(person =>
                TestCase($"{person.User} of {town.Tenant}", () => With(async w =>
                {
                    var token = person.Kind is Core.People.ActorKind.Robot
                        ? await w.RobotTokenAsync(town.Tenant)
                        : await w.TokenAsync(town.Tenant, person.User);
                    using var answer = await w.ReadAsync(town.Tenant, token);
                    Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                    Assert.Equal(
                        $"{person.Name}, {person.Role}, {person.Unit.Id.Value}, {person.Kind}",
                        await answer.Content.ReadAsStringAsync());
                }))))]),
        TestCase("a token of one town is nothing in another", () => With(async w =>
        {
            using var answer = await w.ReadAsync("neudorf", await w.TokenAsync("musterstadt", "clerk"));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        })),
        TestCase("an application that asks for less gets less", () => With(async w =>
        {
            var token = await w.TokenAsync("musterstadt", "clerk", ("scope", "records.write"));
            Assert.Equal(HttpStatusCode.Forbidden, (await w.ReadAsync("musterstadt", token)).StatusCode);
        })),
        TestCase("a token lives for a quarter of an hour, and the skew", () => With(async w =>
        {
            var token = await w.TokenAsync("musterstadt", "clerk");
            w.Clock.Advance(TimeSpan.FromMinutes(15));
            Assert.Equal(HttpStatusCode.OK, (await w.ReadAsync("musterstadt", token)).StatusCode);
            w.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(HttpStatusCode.Unauthorized, (await w.ReadAsync("musterstadt", token)).StatusCode);
        })),
        TestCase("a robot proves itself by header or by form", () => With(async w =>
        {
            Assert.NotEmpty(await w.RobotTokenAsync("musterstadt"));
            using var answer = await w.AskAsync("musterstadt", form:
            [
                ("grant_type", "client_credentials"), ("client_id", "scan-robot"),
                ("client_secret", await File.ReadAllTextAsync(w.Issuer.RobotSecretFile("musterstadt"))),
            ]);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        })),
        TestList("refuses",
            [.. Refusals.Select(r => TestCase(r.Name, () => With(async w =>
            {
                using var answer = await w.AskAsync("musterstadt", r.Form);
                Assert.Equal(r.Status, (int)answer.StatusCode);
                Assert.Equal(
                    r.Error, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Text("error"));
                Assert.True(answer.Headers.CacheControl!.NoStore);
            })))]),
        TestCase("refuses the robot of another town", () => With(async w =>
        {
            var secret = await File.ReadAllTextAsync(w.Issuer.RobotSecretFile("neudorf"));
            using var answer = await w.AskAsync("musterstadt",
                [("grant_type", "client_credentials"), ("client_id", "scan-robot"), ("client_secret", secret)]);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        })),
        TestCase("refuses what is no form, and a form without end", () => With(async w =>
        {
            using var json = await w.Http.PostAsync(
                w.Token("musterstadt"), new StringContent("{}", Encoding.UTF8, "application/json"));
            Assert.Equal(HttpStatusCode.BadRequest, json.StatusCode);
            using var endless = await w.Http.PostAsync(w.Token("musterstadt"),
                new FormUrlEncodedContent([new("grant_type", new string('x', 10_000))]));
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, endless.StatusCode);
        })),
        TestList("gives no token to",
            [.. Elsewhere.Select(
                header => TestCase($"a caller with {header.Name}: {header.Value}", () => With(async w =>
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, w.Token("musterstadt"))
                    {
                        Content = new FormUrlEncodedContent(
                            [new("grant_type", LocalIssuerEndpoints.DemoGrant), new("user", "clerk"),
                                new("client_id", "x")]),
                    };
                    request.Headers.TryAddWithoutValidation(header.Name, header.Value);
                    using var answer = await w.Http.SendAsync(request);
                    Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
                    Assert.DoesNotContain(
                        "access_token", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
                })))]),
        TestCase("says nothing of towns it does not know", () => With(async w =>
        {
            Assert.Equal(
                HttpStatusCode.NotFound, (await w.Http.GetAsync($"{w.Address}/issuer/nowhere/jwks")).StatusCode);
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await w.Http.GetAsync($"{w.Address}/issuer/nowhere/.well-known/openid-configuration")).StatusCode);
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await w.AskAsync("nowhere", [("grant_type", LocalIssuerEndpoints.DemoGrant)])).StatusCode);
        })),
        TestCase("every route of it says who takes it", () => With(w =>
        {
            Assert.Empty(((IEndpointRouteBuilder)w.App).RoutesWithoutClearAccess());
            return Task.CompletedTask;
        })),
        TestList("keeps its keys",
            TestCase("across restarts", () => WithFolder(folder =>
            {
                string Kids()
                {
                    using var issuer = new LocalIssuer(folder, () => "http://localhost", Clock());
                    return issuer.PublicSet("musterstadt") + issuer.PublicSet("neudorf");
                }
                Assert.Equal(Kids(), Kids());
            })),
            TestCase("apart for each town", () => WithFolder(folder =>
            {
                using var issuer = new LocalIssuer(folder, () => "http://localhost", Clock());
                Assert.NotEqual(issuer.PublicSet("musterstadt"), issuer.PublicSet("neudorf"));
            })),
            TestCase("and secrets to the owner of the files", () => WithFolder(folder =>
            {
                using var issuer = new LocalIssuer(folder, () => "http://localhost", Clock());
                Assert.Equal(4, Directory.GetFiles(folder).Length);
                Assert.All(Directory.GetFiles(folder), file =>
                    Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
            })),
            TestCase("and does not use one that others could have read", () => WithFolder(folder =>
            {
                new LocalIssuer(folder, () => "http://localhost", Clock()).Dispose();
                File.SetUnixFileMode(
                    Path.Combine(folder, "neudorf.pem"), UnixFileMode.UserRead | UnixFileMode.GroupRead);
                Assert.Throws<InvalidDataException>(() => new LocalIssuer(folder, () => "http://localhost", Clock()));
            }))),
        TestCase("its guide names everybody and no secret", () => WithFolder(folder =>
        {
            using var issuer = new LocalIssuer(folder, () => "http://localhost:8080", Clock());
            var guide = DemoGuide.For(issuer);
            Assert.All(DemoPeople.Towns.Values.SelectMany(town => town.People), person =>
                Assert.Contains(person.Name, guide, StringComparison.Ordinal));
            Assert.DoesNotContain(File.ReadAllText(issuer.RobotSecretFile("neudorf")), guide, StringComparison.Ordinal);
        })));

    private static (string Name, (string, string)[] Form, int Status, string Error)[] Refusals =>
    [
        ("a form without a grant", [("user", "clerk")], 400, "invalid_request"),
        ("a grant it does not have", [("grant_type", "password")], 400, "unsupported_grant_type"),
        ("a user nobody knows", [("grant_type", LocalIssuerEndpoints.DemoGrant), ("client_id", "x"), ("user", "mayor")],
            400, "invalid_grant"),
        ("a robot that comes as a person",
            [("grant_type", LocalIssuerEndpoints.DemoGrant), ("client_id", "x"), ("user", "scan-robot")], 400,
            "invalid_grant"),
        ("no application", [("grant_type", LocalIssuerEndpoints.DemoGrant), ("user", "clerk")], 401, "invalid_client"),
        ("an application with a line break in its name",
            [("grant_type", LocalIssuerEndpoints.DemoGrant), ("user", "clerk"), ("client_id", "a\nb")], 401,
            "invalid_client"),
        ("a scope there is not",
            [("grant_type", LocalIssuerEndpoints.DemoGrant), ("user", "clerk"), ("client_id", "x"),
                ("scope", "records.admin")], 400, "invalid_scope"),
        ("a field twice",
            [("grant_type", LocalIssuerEndpoints.DemoGrant), ("user", "clerk"), ("user", "registrar"),
                ("client_id", "x")], 400, "invalid_request"),
        ("a robot without a secret", [("grant_type", "client_credentials"), ("client_id", "scan-robot")], 401,
            "invalid_client"),
        ("a robot with a wrong secret",
            [("grant_type", "client_credentials"), ("client_id", "scan-robot"), ("client_secret", "guess")], 401,
            "invalid_client"),
        ("a person that comes as a robot",
            [("grant_type", "client_credentials"), ("client_id", "clerk"), ("client_secret", "guess")], 401,
            "invalid_client"),
    ];

    private static (string Name, string Value)[] Elsewhere =>
    [
        ("X-Test-Remote", "10.0.0.7"), ("X-Test-Remote", "2001:db8::1"), ("X-Forwarded-For", "127.0.0.1"),
        ("Forwarded", "for=127.0.0.1"), ("Host", "rebound.example"), ("Host", "127.0.0.1.example"),
    ];

    private static ManualClock Clock() => new(new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));

    private static void WithFolder(Action<string> body)
    {
        var folder = Directory.CreateTempSubdirectory("records-issuer-");
        try
        {
            body(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task With(Func<DemoServer, Task> body) => DemoServer.WithAsync(Clock(), body);
}
