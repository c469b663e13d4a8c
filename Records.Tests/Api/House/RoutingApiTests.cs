using System.Text.Json.Nodes;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;
using static Records.Tests.Api.House.RoutingCases;

namespace Records.Tests.Api.House;

public sealed class RoutingApiTests : Suite<RoutingApiTests>, ISuite
{
    public static Test Tests => TestList("routing through the API",
        TestCase("R18 R20 R23 a letter is co-signed, then final-signed, and leaves each worklist", async () =>
        {
            var file = await NewFileAsync();
            var (clerk, registrar) = (await PersonAsync(file.Clerk, file), await PersonAsync(file.Registrar, file));
            var routed = (await file.Clerk.PostAsync($"{file.Document}/routes", Routing(
                Step(1, "co-sign", Office(), "Bitte mitzeichnen", "2027-01-15"),
                Step(2, "final-sign", Person(registrar))))).Expect(201);

            var item = Assert.Single(await WorklistAsync(file.Clerk, routed.Id));
            Assert.Equal(
                ("co-sign", "2027-01-15", "Bitte mitzeichnen", "Schreiben", file.Document.Split('/')[^1]),
                ((string)item["kind"]!, (string)item["due"]!, (string)item["text"]!, (string)item["subject"]!,
                    (string)item["owner"]!));
            Assert.Empty(await WorklistAsync(file.Registrar, routed.Id));

            var route = (await file.Clerk.GetAsync((string)item["_links"]!["route"]!["href"]!)).Expect(200);
            await HandleAsync(file.Clerk, route, 0, "einverstanden");
            Assert.Empty(await WorklistAsync(file.Clerk, routed.Id));
            Assert.Equal("final-sign", (string)Assert.Single(await WorklistAsync(file.Registrar, routed.Id))["kind"]!);

            route = (await file.Registrar.GetAsync(RouteOf(file, routed.Id))).Expect(200);
            var done = route.Body["steps"]![0]!;
            Assert.Equal(
                ("done", clerk, "einverstanden", 1),
                ((string)done["state"]!, (string)done["handling"]!["by"]!, (string)done["handling"]!["note"]!,
                    (int)done["handling"]!["versions"]![0]!["version"]!));
            await HandleAsync(file.Registrar, route, 1);
            Assert.Empty(await WorklistAsync(file.Registrar, routed.Id));

            var letter = (await file.Clerk.GetAsync(file.Document)).Expect(200).Body;
            Assert.Equal("completed", (string)letter["routes"]![0]!["state"]!);
            Assert.Equal(
                (1, registrar),
                ((int)letter["marks"]!["finalSigned"]!["version"]!, (string)letter["marks"]!["finalSigned"]!["by"]!));
            Assert.Equal("co-sign", (string)Assert.Single(letter["acts"]!.AsArray())!["kind"]!);
            Assert.False((await file.Clerk.GetAsync(file.Document)).Offers("final-sign"));
        }),
        TestCase("R20 R27 whom a step is not addressed to may skip it, and not do it", async () =>
        {
            var file = await NewFileAsync();
            var routed = (await file.Clerk.PostAsync($"{file.Matter}/routes", Routing(
                Step(1, "approve", Person(await PersonAsync(file.Registrar, file)))))).Expect(201);
            var route = (await file.Clerk.GetAsync(RouteOf(file, routed.Id))).Expect(200);
            var links = route.Body["steps"]![0]!["_links"]!;
            Assert.Null(links["handle"]);
            var href = (string)links["skip"]!["href"]!;
            (await file.Clerk.PutAsync(
                href.Replace("/skipping", "/handling", StringComparison.Ordinal), route.ETag,
                new JsonObject { ["outcome"] = "done" })).Expect(403, "step-of-another");
            (await file.Clerk.PutAsync(href, route.ETag, new JsonObject { ["note"] = "im Urlaub" })).Expect(200);
            Assert.Equal(
                "skipped",
                (string)(await file.Clerk.GetAsync(RouteOf(file, routed.Id))).Body["steps"]![0]!["state"]!);
        }),
        TestCase("R20 a rejection ends the route, and history and past say so", async () =>
        {
            var file = await NewFileAsync();
            var routed = (await file.Clerk.PostAsync($"{file.Document}/routes", Routing(
                Step(1, "approve", Office()), Step(2, "dispatch", Office())))).Expect(201);
            var route = (await file.Clerk.GetAsync(RouteOf(file, routed.Id))).Expect(200);
            (await file.Clerk.PutAsync(
                (string)route.Body["steps"]![0]!["_links"]!["handle"]!["href"]!, route.ETag,
                new JsonObject { ["outcome"] = "rejected", ["note"] = "Los 3 fehlt" })).Expect(200);

            route = (await file.Clerk.GetAsync(RouteOf(file, routed.Id))).Expect(200);
            Assert.Equal(
                ("rejected", "rejected", "dropped"),
                ((string)route.Body["state"]!, StateOf(route, 0), StateOf(route, 1)));
            Assert.Empty(await WorklistAsync(file.Clerk, routed.Id));

            var history = (await file.Clerk.GetAsync($"{file.Path}/history?limit=500")).Items;
            Assert.Equal(
                ["verfügt", "Schritt abgelehnt", "abgelehnt"],
                history.Select(entry => (string)entry!["action"]!)
                    .Where(action => action != "Text gelesen").TakeLast(3));
            var started = history.Single(entry => (string)entry!["action"]! == "verfügt")!["recordedAt"]!;
            var past = (await file.Clerk.GetAsync(
                $"{file.Path}?asOf={Uri.EscapeDataString((string)started!)}")).Expect(200);
            var then = past.Body["matters"]![0]!["documents"]![0]!["routes"]![0]!;
            Assert.Equal(
                ("running", "current", "waiting"),
                ((string)then["state"]!, (string)then["steps"]![0]!["state"]!, (string)then["steps"]![1]!["state"]!));
        }),
        TestCase("R19 steps to come are changed, those whose turn has come are not", async () =>
        {
            var file = await NewFileAsync();
            await RouteCase.Of(HouseRoute.All.Single(r => r.Pattern.EndsWith("/steps", StringComparison.Ordinal)))!
                .Prepare!(file);
            var steps = $"{RouteOf(file, file.Ids["route"])}/steps";
            var further = Routing(Step(2, "approve", Office()), Step(5, "take-note", Office()));
            further["from"] = 1;
            (await file.Clerk.PutAsync(steps, file.Seen, further)).Expect(409, "step-done");
            further["from"] = 2;
            (await file.Clerk.PutAsync(steps, file.Seen, further)).Expect(200);
            var route = (await file.Clerk.GetAsync(RouteOf(file, file.Ids["route"]))).Expect(200);
            Assert.Equal(
                ["1 1 co-sign", "2 2 approve", "3 3 take-note"],
                route.Body["steps"]!.AsArray().Select(step => $"{step!["number"]} {step["order"]} {step["kind"]}"));
            further["steps"]![0]!["to"] = Office($"{Guid.NewGuid()}");
            (await file.Clerk.PutAsync(steps, route.ETag, further))
                .Expect(422, "unknown-unit", "/steps/0/to/unit");
            further["steps"]![0]!["to"] = Person($"{Guid.NewGuid()}");
            (await file.Clerk.PutAsync(steps, route.ETag, further)).Expect(422, "unknown-person", "/steps/0/to/person");
            further["steps"] = new JsonArray(null, null);
            (await file.Clerk.PutAsync(steps, route.ETag, further)).Expect(400, "invalid-json", "/steps");
        }),
        TestCase("R21 a circulation folder goes round with its documents", async () =>
        {
            var file = await NewFileAsync();
            var folder = (await file.Clerk.PostAsync($"{file.Matter}/circulations",
                new JsonObject { ["title"] = "Unterlagen zur Vergabe" })).Expect(201);
            Assert.True(folder.Offers("add-document") && !folder.Offers("start"));
            var path = RouteOf(file, folder.Id);
            var document = file.Document.Split('/')[^1];
            var filled = (await file.Clerk.PutAsync($"{path}/documents/{document}", folder.ETag, Nothing)).Expect(200);
            Assert.True(filled.Offers("start"));
            var started = (await file.Clerk.PutAsync($"{path}/start", filled.ETag, Routing())).Expect(200);
            (await file.Clerk.PutAsync($"{path}/documents/{document}", started.ETag, Nothing))
                .Expect(409, "route-started");
            var route = (await file.Clerk.GetAsync(path)).Expect(200);
            Assert.Equal(
                ("running", "Unterlagen zur Vergabe", document),
                ((string)route.Body["state"]!, (string)route.Body["title"]!, (string)route.Body["documents"]![0]!));
        }),
        TestCase("R22 R24 acts and dispatches stand on the document; a later version does not carry them", async () =>
        {
            var file = await NewFileAsync();
            await RouteCase.Of(HouseRoute.All.Single(r =>
                r.Pattern.EndsWith("/dispatches", StringComparison.Ordinal)))!.Prepare!(file);
            var letter = $"{file.Path}/documents/{file.Ids["document"]}";
            var act = new JsonObject { ["kind"] = "comment", ["version"] = 1, ["note"] = "keine Bedenken" };
            (await file.Clerk.PostAsync($"{letter}/acts", act)).Expect(201);
            (await file.Clerk.PostAsync($"{letter}/dispatches", Dispatching())).Expect(201);
            var shown = (await file.Clerk.GetAsync(letter)).Expect(200);
            Assert.Equal(
                ("comment", "keine Bedenken", "Bauherrengemeinschaft", 1),
                ((string)shown.Body["acts"]![0]!["kind"]!, (string)shown.Body["acts"]![0]!["note"]!,
                    (string)shown.Body["dispatches"]![0]!["addressees"]![0]!,
                    (int)shown.Body["marks"]!["dispatched"]!["version"]!));

            (await file.Clerk.PostAsync(
                $"{letter}/versions", new JsonObject { ["upload"] = await file.Clerk.UploadAsync(file.Path, [7]) },
                ("If-Match", shown.ETag))).Expect(201);
            (await file.Clerk.PostAsync($"{letter}/acts", act)).Expect(409, "version-superseded");
        }),
        TestCase("R33 R34 nothing closes over what is to be done, until the route is withdrawn", async () =>
        {
            var file = await NewFileAsync();
            var routed = (await file.Clerk.PostAsync(
                $"{file.Matter}/routes", Routing(Step(1, "work-on", Office(), due: "2026-12-24")))).Expect(201);
            var refused = (await file.Clerk.PutAsync($"{file.Matter}/closing", routed.ETag, Nothing))
                .Expect(409, "open-activities");
            Assert.Contains("Bearbeitung (bis 24.12.2026)", (string)refused.Body["detail"]!, StringComparison.Ordinal);
            var ended = (await file.Clerk.PutAsync(
                $"{RouteOf(file, routed.Id)}/withdrawal", routed.ETag, new JsonObject { ["reason"] = "entfällt" }))
                .Expect(200);
            Assert.Empty(await WorklistAsync(file.Clerk, routed.Id));
            (await file.Clerk.PutAsync($"{file.Matter}/closing", ended.ETag, Nothing)).Expect(200);
        }),
        TestCase("R18 the worklist of another office shows nothing of ours, even addressed to it", async () =>
        {
            var (house, file) = (await TestHouse.SharedAsync(), await NewFileAsync());
            var other = await house.SignInAsync("musterstadt", "clerk2");
            var routed = (await file.Clerk.PostAsync($"{file.Matter}/routes", Routing(
                Step(1, "take-note", Office("10000000-0000-4000-8000-000000000032"))))).Expect(201);
            Assert.Empty(await WorklistAsync(other, routed.Id));
            (await other.GetAsync(RouteOf(file, routed.Id))).Expect(404, "unknown-route");
        }));

    private static string StateOf(HouseAnswer route, int step) => (string)route.Body["steps"]![step]!["state"]!;

    private static string RouteOf(HouseFile file, string route) => $"{file.Path}/routes/{route}";

    private static async Task HandleAsync(HouseApp app, HouseAnswer route, int step, string? note = null)
    {
        var link = route.Body["steps"]![step]!["_links"]!["handle"]!;
        var body = new JsonObject { ["outcome"] = "done" };
        if (note is not null)
            body["note"] = note;
        (await app.SendAsync(
            new((string)link["method"]!), (string)link["href"]!, HouseApp.Json(body.ToJsonString()),
            ("If-Match", route.ETag))).Expect(200);
    }

    // The worklist is shared by all tests of the office: page by page, what belongs to this route.
    private static async Task<List<JsonNode>> WorklistAsync(HouseApp app, string route)
    {
        var (items, next) = (new List<JsonNode>(), default(string));
        await Patience.UntilAsync(async () =>
        {
            var page = (await app.GetAsync($"worklist?limit=100{(next is null ? "" : $"&cursor={next}")}")).Expect(200);
            items.AddRange(page.Items.Where(item => (string)item!["route"]! == route)!);
            next = (string?)page.Body["next"];
            return next is null;
        }, what: "the pages end");
        return items;
    }

    // The pseudonym of a person is what their own acts say.
    private static async Task<string> PersonAsync(HouseApp app, HouseFile file)
    {
        var opened = (await app.PostAsync($"{file.Path}/matters", Subject("eins"))).Expect(201).Position;
        return (string)(await app.GetAsync($"{file.Path}/history?limit=500")).Items
            .Single(entry => (long)entry!["position"]! == opened)!["by"]!["person"]!;
    }

    private static async Task<HouseFile> NewFileAsync() => await HouseFile.NewAsync(await TestHouse.SharedAsync());
}
