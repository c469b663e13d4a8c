using System.Text.Json.Nodes;
using Records.Core.Access;
using Records.Core.People;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

public sealed class RouteAccessTests : Suite<RouteAccessTests>, ISuite
{
    private static readonly (string User, Role Role, ActorKind Kind)[] People =
    [
        ("clerk", Role.Clerk, ActorKind.Person), ("registrar", Role.Registrar, ActorKind.Person),
        ("archivist", Role.Archivist, ActorKind.Person),
        ("auditor", Role.Auditor, ActorKind.Person), ("scan-robot", Role.Clerk, ActorKind.Robot),
    ];

    private static readonly string[] Writers = ["clerk", "registrar"];

    public static Test Tests => TestList("who may take a route",
        TestEach("nobody without a token, or with one that is none", HouseRoute.All, async route =>
        {
            var (house, file) = await NewFileAsync();
            foreach (var token in new[] { null, "", "x", "a.b.c", file.Clerk.Token + "x", file.Clerk.Token![..^4] })
            {
                var answer = (await file.AskAsync(new(house.Http, file.Clerk.Town, token), route))
                    .Expect(401, "unauthenticated");
                Assert.StartsWith("Bearer", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
            }
        }),
        TestEach("nobody of another town", HouseRoute.All, async route =>
        {
            var (house, file) = await NewFileAsync();
            foreach (var user in Writers)
                (await file.AskAsync(
                    new(house.Http, file.Clerk.Town, await house.TokenAsync("neudorf", user, "test")), route))
                        .Expect(401, "unauthenticated");
        }),
        TestEach("only applications with the scope for it", HouseRoute.All, async route =>
        {
            var (house, file) = await NewFileAsync();
            var other = Permissions.Writes(route.Act) ? "records.read" : "records.write";
            var app = await house.SignInAsync("musterstadt", "registrar", scope: other);
            (await file.AskAsync(app, route)).Expect(403, "scope-missing");
        }),
        TestEach("only the roles the table names", HouseRoute.All, async route =>
        {
            var (house, file) = await NewFileAsync();
            foreach (var (user, _, _) in People.Where(person =>
                !Permissions.MayDo(person.Role, person.Kind, route.Act)))
                (await file.AskAsync(await house.SignInAsync("musterstadt", user), route)).Expect(403, "not-permitted");
            Assert.All(await file.Clerk.EventsAsync(file.Path), type =>
                Assert.DoesNotContain("closed", type, StringComparison.Ordinal));
        }),
        TestEach("for another department a case file does not exist",
            HouseRoute.All.Where(route => route.IsOfCaseFile), HiddenAsync),
        TestCase("another department finds it in no list and by no word, and a registrar in both", UnseenAsync),
        TestCase("nobody opens a file for another department but the registrar", async () =>
        {
            var (house, file) = await NewFileAsync();
            var other = file.Clerk.Town.Settings.Units.First(unit => unit.Name == "Ordnungsamt").Id.Value;
            var wish = Opening(file.Leaf);
            wish["unit"] = other.ToString();
            (await file.Clerk.PostAsync("case-files", wish)).Expect(403, "foreign-unit");
            var opened = (await file.Registrar.PostAsync("case-files", wish)).Expect(201);
            (await file.Clerk.GetAsync($"case-files/{opened.Id}")).Expect(404);
            (await (await house.SignInAsync("musterstadt", "clerk2")).GetAsync($"case-files/{opened.Id}")).Expect(200);
            wish["unit"] = $"{Guid.NewGuid()}";
            (await file.Registrar.PostAsync("case-files", wish)).Expect(422, "unknown-unit", "/unit");
        }));

    // The answer must be the same as for a file that is not there at all, byte by byte but for the trace id.
    private static async Task HiddenAsync(HouseRoute route)
    {
        var (house, file) = await NewFileAsync();
        var stranger = await house.SignInAsync("musterstadt", "clerk2");
        var app = Permissions.MayDo(Role.Clerk, route.Act) ? stranger : null;
        if (app is null)
        {
            (await file.AskAsync(stranger, route)).Expect(403, "not-permitted");
            return;
        }

        var nowhere = file with { Path = $"case-files/{Guid.NewGuid()}" };
        foreach (var seen in new[] { "\"1\"", "\"9\"" })
            Assert.Equal(
                Told(await file.AskAsync(app, route, ("If-Match", seen))),
                Told(await AskNowhereAsync(nowhere, file, app, route, seen)));

        var upload = await file.Clerk.UploadAsync(file.Path, [1, 2]);
        if (route.Pattern.EndsWith("/documents", StringComparison.Ordinal))
            (await file.AskAsync(app, route, HouseApp.Json(Filing(upload).ToJsonString())))
                .Expect(404, "unknown-case-file");

        static string Told(HouseAnswer answer)
        {
            answer.Expect(404);
            var body = answer.Body.AsObject();
            body.Remove("traceId");
            return $"{body} {answer.Header("ETag")}";
        }
    }

    private static async Task<HouseAnswer> AskNowhereAsync(
        HouseFile nowhere, HouseFile file, HouseApp app, HouseRoute route, string seen) =>
        await nowhere.AskAsync(
            app, route, await file.BodyAsync(route) is { } body ? HouseApp.Json(body.ToJsonString()) : null,
            ("If-Match", seen));

    private static async Task UnseenAsync()
    {
        var (house, file) = await NewFileAsync();
        var (stranger, word) = (await house.SignInAsync("musterstadt", "clerk2"), $"Wort{Guid.NewGuid():N}");
        (await file.Clerk.PatchAsync(file.Path, "\"1\"", Subject(word))).Expect(200);
        (await file.Clerk.PatchAsync(file.Matter, "\"1\"", Subject(word))).Expect(200);
        (await file.Clerk.PatchAsync(file.Document, "\"1\"", Subject(word))).Expect(200);

        Assert.Equal(3, (await file.Clerk.SearchAsync(word)).Items.Count);
        Assert.Equal(3, (await file.Registrar.SearchAsync(word)).Items.Count);
        Assert.Empty((await stranger.SearchAsync(word)).Expect(200).Items);
        var unit = file.Clerk.Town.Settings.Units.First(unit => unit.Name == "Bauamt").Id.Value;
        foreach (var query in new[] { "limit=500", $"unit={unit}&limit=500", $"entry={file.Leaf}&limit=500" })
        {
            Assert.DoesNotContain((await stranger.GetAsync($"case-files?{query}")).Expect(200).Items, item =>
                (string)item!["id"]! == file.Id);
            Assert.Contains((await file.Registrar.GetAsync($"case-files?{query}")).Expect(200).Items, item =>
                (string)item!["id"]! == file.Id);
        }
    }

    private static async Task<(TestHouse House, HouseFile File)> NewFileAsync()
    {
        var house = await TestHouse.SharedAsync();
        return (house, await HouseFile.NewAsync(house));
    }
}
