using System.Text.Json.Nodes;
using Records.Core.Access;
using Xunit;
using static Records.Tests.Api.House.HouseApp;

namespace Records.Tests.Api.House;

/// <summary>
/// Every change can be asked as a probe: over all routes that the server maps, so that a new one is held to it too.
/// </summary>
public sealed class ProbeTests : Suite<ProbeTests>, ISuite
{
    // Nobody else changes anything here, so that all that is stored can be compared.
    private static readonly Lazy<Task<TestHouse>> Own = new(TestHouse.StartAsync);

    private static readonly string[] Unclear =
    [
        "probe", "probe=", "probe=1", "probe=TRUE", "probe=True", "probe=yes", "probe=false", "probe=%20true",
        "probe=true%00", "probe=true&probe=true", "probe=true&probe=false", "probe=true&x=1", "prob=true",
        "dryRun=true", "=true",
    ];

    private static IReadOnlyList<HouseRoute> Commands =>
        [.. HouseRoute.All.Where(route => Permissions.Writes(route.Act) && !IsUpload(route))];

    public static Test Tests => TestList("a probe through the API",
        TestCase("is offered on every route that changes something", () => Assert.Equal(
            HouseRoute.All.Where(route => route.Changes || route.Creates).Select(route => $"{route}").Order(),
            Commands.Select(route => $"{route}").Order())),
        TestEach("of what is possible says so and stores nothing, and then it is done", Commands, PossibleAsync),
        TestEach("of what is refused says why, word for word", Commands, RefusedAsync),
        TestEach("finds what the rules of each family refuse, in the words of the act",
            ProbeRefusals.All, ForetoldAsync),
        TestEach("that is spelled otherwise is refused, and nothing happens", Unclear, UnclearAsync),
        TestEach("is known by its name however it is written", (string[])["Probe=true", "PROBE=true", "probe=tr%75e"],
            async query =>
            {
                var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
                Possible(await file.Clerk.PatchAsync($"{file.Path}?{query}", "\"1\"", HouseSteps.Subject("Neu")));
                Assert.Equal("\"1\"", await file.Clerk.ETagAsync(file.Path));
            }),
        TestEach("is not offered for an upload", HouseRoute.All.Where(IsUpload), async route =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            foreach (var value in (string[])["true", "1", ""])
                (await file.Clerk.SendAsync(HttpMethod.Post, $"{file.PathOf(route)}?probe={value}",
                    Upload(new ByteArrayContent([1]), "attachment; filename=a"))).Expect(400, "probe-not-offered");
        }),
        TestCase("is ignored where nothing is changed, like all that reading does not know", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            (await file.Clerk.GetAsync($"{file.Path}?probe=true")).Expect(200);
            (await file.Clerk.PostAsync("search?probe=true", new JsonObject { ["text"] = "Tag" })).Expect(200);
        }),
        TestCase("neither looks for an Idempotency-Key nor uses one up", KeyAsync));

    private static async Task PossibleAsync(HouseRoute route)
    {
        var house = await Own.Value;
        var file = await HouseFile.NewAsync(house);
        var app = file.AppFor(route);
        await file.PrepareAsync(route);
        var body = (await file.BodyAsync(route))!;
        // Whoever calls for the first time gets a pseudonym, whatever they ask.
        (await app.GetAsync("case-files?limit=1")).Expect(200);
        await file.Clerk.WhenAllIsReadAsync();

        var before = await app.Town.ContentsAsync();
        var head = (long)(await app.Town.Database.AsAdministratorAsync("select max(position) from event"))!;
        var told = Possible(await ProbeAsync(file, app, route, body));
        Assert.Equal(before, await app.Town.ContentsAsync());

        var done = await file.AskAsync(app, route, Json(body.ToJsonString()));
        Assert.True(done.Status is 200 or 201, done.Text);
        Assert.Equal(told, done.Position > head);
    }

    private static async Task RefusedAsync(HouseRoute route)
    {
        var house = await TestHouse.SharedAsync();
        var file = await HouseFile.NewAsync(house);
        var app = file.AppFor(route);
        await file.PrepareAsync(route);
        var body = (await file.BodyAsync(route))!;
        var unclean = body.DeepClone().AsObject();
        unclean["legalBasis"] = "a\u0007";

        await SameAsync(422, app, unclean);
        await SameAsync(400, app, new JsonObject { ["nobody"] = "knows" });
        await SameAsync(403, await house.SignInAsync("musterstadt", "registrar", scope: "records.read"), body);
        await SameAsync(401, new(house.Http, file.Clerk.Town, "x"), body);
        if (route.Changes)
        {
            await SameAsync(412, app, body, ("If-Match", "\"77\""));
            await SameAsync(428, app, body, Without("If-Match"));
            await SameAsync(400, app, body, ("If-Match", "W/\"1\""));
        }
        if (route.IsOfCaseFile)
        {
            // For those of another unit it does not exist, and what was cancelled takes next to nothing.
            await SameAsync(null, await house.SignInAsync("musterstadt", "clerk2"), body);
            await file.Registrar.PutAsync(
                $"{file.Path}/cancellation", await file.Registrar.ETagAsync(file.Path),
                new JsonObject { ["reason"] = "doppelt" });
            await SameAsync(null, app, body);
        }

        async Task SameAsync(int? status, HouseApp asking, JsonObject said, params (string, string?)[] headers)
        {
            var probe = await ProbeAsync(file, asking, route, said, headers);
            var act = await file.AskAsync(asking, route, Json(said.ToJsonString()), headers);
            if (status is { } expected)
                act.Expect(expected);
            if (act.Status < 400)
                Possible(probe);
            else
                Assert.Equal(Told(act), Told(probe));
        }
    }

    private static async Task ForetoldAsync(ProbeRefusal refusal)
    {
        var house = await TestHouse.SharedAsync();
        var file = await HouseFile.NewAsync(house);
        var (app, method, path, body) = await refusal.Prepare(house, file);
        (string, string?)[] seen = method == HttpMethod.Put || method == HttpMethod.Delete || refusal.SeesRevision
            ? [("If-Match", file.Seen)]
            : [];
        var probe = await app.SendAsync(method, $"{path}?probe=true", Json(body.ToJsonString()), seen);
        var act = await app.SendAsync(method, path, Json(body.ToJsonString()), seen);
        Assert.Equal(refusal.Code, act.Code);
        Assert.Equal(Told(act), Told(probe));
    }

    private static async Task UnclearAsync(string query)
    {
        var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
        (await file.Clerk.PatchAsync($"{file.Path}?{query}", "\"1\"", HouseSteps.Subject("Neu")))
            .Expect(400, "probe-malformed");
        (await file.Clerk.PostAsync($"{file.Path}/matters?{query}", HouseSteps.Subject("Neu")))
            .Expect(400, "probe-malformed");
        (await file.Clerk.PostAsync($"case-files?{query}", HouseSteps.Opening(file.Leaf)))
            .Expect(400, "probe-malformed");
        (await file.Clerk.PostAsync(
            $"{file.Document}/finalising?{query}", HouseSteps.Nothing, ("If-Match", "\"1\"")))
            .Expect(400, "probe-malformed");
        (await file.Registrar.PutAsync(
            $"file-plan/entries/{file.Entry}/title?{query}", "\"1\"", new JsonObject { ["title"] = "Neu" }))
            .Expect(400, "probe-malformed");
        Assert.Equal("\"1\"", await file.Clerk.ETagAsync(file.Path));
        Assert.Equal("\"1\"", await file.Clerk.ETagAsync(file.Document));
        Assert.Equal("\"1\"", await file.Registrar.ETagAsync($"file-plan/entries/{file.Entry}"));
        Assert.Single(await file.Clerk.EventsAsync(file.Path), type =>
            type.StartsWith("matter-opened", StringComparison.Ordinal));
    }

    private static async Task KeyAsync()
    {
        var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
        var (matters, key) = ($"{file.Path}/matters", ("Idempotency-Key", (string?)$"\"{Guid.NewGuid()}\""));
        Possible(await file.Clerk.PostAsync($"{matters}?probe=true", HouseSteps.Subject("Eins"), key));
        var made = (await file.Clerk.PostAsync(matters, HouseSteps.Subject("Zwei"), key)).Expect(201);
        Possible(await file.Clerk.PostAsync($"{matters}?probe=true", HouseSteps.Subject("Drei"), key));
        foreach (var other in new[] { Without("Idempotency-Key"), ("Idempotency-Key", "no key at all") })
            Possible(await file.Clerk.PostAsync($"{matters}?probe=true", HouseSteps.Subject("Drei"), other));
        Assert.Equal(
            made.Text, (await file.Clerk.PostAsync(matters, HouseSteps.Subject("Zwei"), key)).Expect(201).Text);
    }

    /// <summary>Asks as the act is asked, but for the key, which a probe does not need.</summary>
    internal static Task<HouseAnswer> ProbeAsync(
        HouseFile file, HouseApp app, HouseRoute route, JsonObject body,
        params (string Name, string? Value)[] headers) =>
        app.SendAsync(
            route.Method, $"{file.PathOf(route)}?probe=true", Json(body.ToJsonString()),
            [
                Without("Idempotency-Key"),
                .. route.Changes && !headers.Any(header => header.Name == "If-Match")
                    ? [("If-Match", file.Seen)]
                    : Array.Empty<(string, string?)>(),
                .. headers,
            ]);

    /// <summary>Whether anything would change.</summary>
    internal static bool Possible(HouseAnswer answer)
    {
        answer.Expect(200);
        Assert.Equal("application/vnd.records.probe+json", answer.MediaType);
        Assert.Null(answer.Header("ETag") ?? answer.Header("Position"));
        var body = answer.Body.AsObject();
        Assert.Equal(["possible", "changes"], body.Select(member => member.Key));
        Assert.True((bool)body["possible"]!);
        return (bool)body["changes"]!;
    }

    /// <summary>A problem as it was told, but for the trace id.</summary>
    internal static string Told(HouseAnswer answer)
    {
        Assert.Equal("application/problem+json", answer.MediaType);
        return answer.Text.Replace((string)answer.Body["traceId"]!, "", StringComparison.Ordinal)
            + $"{answer.Status} {answer.Header("WWW-Authenticate")}";
    }

    private static bool IsUpload(HouseRoute route) => route.Pattern.EndsWith("/uploads", StringComparison.Ordinal);
}
