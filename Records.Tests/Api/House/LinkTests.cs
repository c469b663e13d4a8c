using System.Text.Json.Nodes;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

public sealed class LinkTests : Suite<LinkTests>, ISuite
{
    // From a fresh file with an open matter and a document to the state, by acts everybody can read.
    private static readonly (string Name, string[] Way)[] States =
    [
        ("with an open matter", []),
        ("with a closed matter", ["close matter"]),
        ("closed", ["close matter", "close file"]),
        ("reopened, its matter closed", ["close matter", "close file", "reopen file"]),
        ("locked", ["lock file"]),
        ("with a locked matter", ["lock matter"]),
        ("with a resubmission of the document", ["resubmit document"]),
        ("closed over a resubmission", ["resubmit document", "close matter over it"]),
        ("with a register sheet", ["add sheet"]),
        ("with a matter on a register sheet", ["add sheet", "put on sheet"]),
        ("with an open sub-matter", ["open sub-matter"]),
        ("with a route on the matter", ["start route"]),
        ("with a final-signed document", ["final-sign"]),
        ("with a matter taken up again", ["close matter", "reopen matter"]),
        ("cancelled", ["cancel file"]),
        ("with a cancelled matter", ["cancel matter"]),
        ("with a cancelled document", ["cancel document"]),
        ("with two matters", ["open second matter"]),
        ("with a note", ["file note"]),
        ("asked to be deleted", ["ask for file"]),
        ("with a document asked to be deleted", ["ask for document"]),
        ("deleted", ["ask for file", "confirm file"]),
        ("with a note that was put away", ["file note", "put note away"]),
        ("checked out", ["check out"]),
        ("with a final document", ["finalise"]),
    ];

    private static readonly Dictionary<string, (string Method, string Tail)> OnFile = new()
    {
        ["describe"] = ("PATCH", ""),
        ["open-matter"] = ("POST", "/matters"),
        ["add-sheet"] = ("POST", "/sheets"),
        ["add-participant"] = ("POST", "/participants"),
        ["add-reference"] = ("POST", "/references"),
        ["close"] = ("PUT", "/closing"),
        ["reopen"] = ("DELETE", "/closing"),
        ["appraise"] = ("PUT", "/appraisal"),
        ["change-retention"] = ("PUT", "/retention"),
        ["set-retention-end"] = ("PUT", "/retention-end"),
        ["lock"] = ("PUT", "/lock"),
        ["unlock"] = ("DELETE", "/lock"),
        ["resubmit"] = ("POST", "/resubmissions"),
        ["cancel"] = ("PUT", "/cancellation"),
        ["undo-cancellation"] = ("DELETE", "/cancellation"),
        ["refile"] = ("PUT", "/place"),
        ["give-inspection"] = ("POST", "/inspections"),
        ["merge"] = ("POST", "/matters/merging"),
        ["ask-for-deletion"] = ("PUT", "/deletion"),
        ["withdraw-deletion"] = ("DELETE", "/deletion"),
        ["confirm-deletion"] = ("PUT", "/deletion/confirmation"),
    };

    private static readonly Dictionary<string, (string Method, string Tail)> OnMatter = new()
    {
        ["move-to-case-file"] = ("PUT", "/case-file"),
        ["describe"] = ("PATCH", ""),
        ["open-matter"] = ("POST", "/matters"),
        ["file-document"] = ("POST", "/documents"),
        ["insert-copy"] = ("POST", "/copies"),
        ["put-on-sheet"] = ("PUT", "/sheet"),
        ["take-off-sheet"] = ("DELETE", "/sheet"),
        ["add-participant"] = ("POST", "/participants"),
        ["add-reference"] = ("POST", "/references"),
        ["start-route"] = ("POST", "/routes"),
        ["prepare-circulation"] = ("POST", "/circulations"),
        ["close"] = ("PUT", "/closing"),
        ["reopen"] = ("DELETE", "/closing"),
        ["lock"] = ("PUT", "/lock"),
        ["unlock"] = ("DELETE", "/lock"),
        ["resubmit"] = ("POST", "/resubmissions"),
        ["cancel"] = ("PUT", "/cancellation"),
        ["undo-cancellation"] = ("DELETE", "/cancellation"),
        ["ask-for-deletion"] = ("PUT", "/deletion"),
        ["withdraw-deletion"] = ("DELETE", "/deletion"),
        ["confirm-deletion"] = ("PUT", "/deletion/confirmation"),
    };

    private static readonly Dictionary<string, (string Method, string Tail)> OnDocument = new()
    {
        ["start-route"] = ("POST", "/routes"),
        ["act"] = ("POST", "/acts"),
        ["final-sign"] = ("PUT", "/final-signature"),
        ["confirm-dispatch"] = ("POST", "/dispatches"),
        ["describe"] = ("PATCH", ""),
        ["answer-incoming"] = ("PUT", "/incoming"),
        ["add-version"] = ("POST", "/versions"),
        ["move-to-case-file"] = ("PUT", "/case-file"),
        ["move"] = ("PUT", "/matter"),
        ["put-away"] = ("PUT", "/put-away"),
        ["take-up"] = ("DELETE", "/put-away"),
        ["add-participant"] = ("POST", "/participants"),
        ["add-reference"] = ("POST", "/references"),
        ["lock"] = ("PUT", "/lock"),
        ["unlock"] = ("DELETE", "/lock"),
        ["resubmit"] = ("POST", "/resubmissions"),
        ["cancel"] = ("PUT", "/cancellation"),
        ["undo-cancellation"] = ("DELETE", "/cancellation"),
        ["ask-for-deletion"] = ("PUT", "/deletion"),
        ["withdraw-deletion"] = ("DELETE", "/deletion"),
        ["confirm-deletion"] = ("PUT", "/deletion/confirmation"),
        ["check-out"] = ("PUT", "/check-out"),
        ["save-draft"] = ("POST", "/drafts"),
        ["check-in"] = ("POST", "/check-in"),
        ["abandon"] = ("DELETE", "/check-out"),
        ["release"] = ("PUT", "/check-out/release"),
        ["finalise"] = ("POST", "/finalising"),
        ["undo-finalising"] = ("DELETE", "/finalising"),
        ["convert"] = ("POST", "/versions/1/conversion"),
        ["redact"] = ("POST", "/redactions"),
    };

    private static readonly string[] Users = ["clerk", "registrar", "auditor", "archivist", "scan-robot"];

    public static Test Tests => TestList("links",
        TestList("of a file", [.. from state in States from user in Users
                                  let test = TestCase(
                                      $"{state.Name}, for a {user}: what is offered succeeds, what is not is refused",
                                      () => EveryActAsync(state.Way, user))
                                  select user == "clerk" ? test : Slow(test)]),
        TestCase("of an entry are for who manages the file plan", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            Assert.All((await file.Clerk.GetAsync("file-plan/entries")).Items, item =>
                Assert.Null(item!["_links"]!["retitle"]));
            Assert.All((await file.Registrar.GetAsync("file-plan/entries")).Items, item =>
                Assert.NotNull(item!["_links"]!["retitle"]));
        }),
        TestCase("to read lead to what they say", ReadingAsync));

    private static async Task EveryActAsync(string[] way, string user)
    {
        var house = await TestHouse.SharedAsync();
        var file = await InStateAsync(house, way);
        foreach (var (acts, place) in new[]
        {
            (OnFile, (Func<HouseFile, string>)(f => f.Path)), (OnMatter, f => f.Matter), (OnDocument, f => f.Document)
        })
            foreach (var (act, (method, tail)) in acts)
                if (await TryAsync(await house.SignInAsync("musterstadt", user), file, place(file), act, method, tail))
                    file = await InStateAsync(house, way);
    }

    /// <summary>Whether the act changed something, so that the next one needs a fresh file.</summary>
    private static async Task<bool> TryAsync(
        HouseApp app, HouseFile file, string place, string act, string method, string tail)
    {
        var seen = (await app.GetAsync(place)).Expect(200);
        var link = seen.Body["_links"]![act];
        var href = (string?)link?["href"] ?? $"{place}{tail}";
        Assert.Equal(link is null ? method : (string)link["method"]!, method);
        if (link is not null)
            Assert.Equal($"/t/musterstadt/v1/{place}{tail}", href);

        // An upload can be refused for the same reason as the act; then any id is as good.
        var upload = act is "file-document" or "add-version" or "save-draft" or "check-in" && link is not null
            ? await app.UploadAsync(file.Path, [1])
            : $"{Guid.NewGuid()}";
        // What is copied lies elsewhere, so that only the place it comes into can refuse it.
        var source = act is "insert-copy" ? await HouseFile.NewAsync(await TestHouse.SharedAsync()) : file;
        var body = act is "ask-for-deletion"
            ? await RouteCase.AskingAsync(
                file, await (await TestHouse.SharedAsync()).SignInAsync("musterstadt", "clerk2"))
            : act is "move-to-case-file" ? await RouteCase.ElsewhereAsync(file, isDocument: place == file.Document)
            : act is "move" or "merge" ? await MovingAsync(app, file, act) : Body(act, upload, seen.Body, source);
        var answer = await app.SendAsync(
            new(method), href, method == "DELETE" ? null : HouseApp.Json(body.ToJsonString()),
            ("If-Match", seen.ETag));
        if (link is not null)
            Assert.True(
                answer.Status is 200 or 201 && (method == "POST" || answer.ETag != seen.ETag),
                $"{act} was offered: {answer.Status} {answer.Text}");
        else
            Assert.True(
                answer.Status is >= 400 and < 500 || answer.ETag == seen.ETag,
                $"{act} was not offered: {answer.Status} {answer.Text}");
        return link is not null;
    }

    private static JsonObject Body(string act, string upload, JsonNode seen, HouseFile file) => act switch
    {
        "close" => new() { ["resubmissions"] = new JsonArray([.. ResubmissionsIn(seen).Select(Kept)]) },
        "resubmit" => Resubmission(),
        "describe" => Subject($"Neu {Guid.NewGuid()}"),
        "open-matter" => Subject("Vorgang"),
        "file-document" => Filing(upload),
        "add-sheet" => new() { ["title"] = "Bescheide" },
        "put-on-sheet" => new() { ["sheet"] = file.Ids.GetValueOrDefault("sheet", $"{Guid.NewGuid()}") },
        "add-participant" => StructureRoutes.Somebody,
        "add-reference" => StructureRoutes.Elsewhere,
        "insert-copy" => new() { ["caseFile"] = file.Id, ["document"] = file.Document.Split('/')[^1] },
        "answer-incoming" => new() { ["incoming"] = $"{Guid.NewGuid()}" },
        "start-route" => RoutingCases.Routing(),
        "act" => RoutingCases.Acting(),
        "confirm-dispatch" => RoutingCases.Dispatching(),
        "add-version" => new() { ["upload"] = upload },
        "appraise" => new() { ["type"] = "archive", ["reason"] = "Stadtbild" },
        "change-retention" => RouteCase.NewRule,
        "set-retention-end" => RouteCase.NewEnd,
        "cancel" => new() { ["reason"] = "doppelt" },
        "add-version" or "save-draft" or "check-in" => new() { ["upload"] = upload },
        "release" => new() { ["reason"] = "Urlaub" },
        "redact" => Redaction(),
        "refile" => new() { ["entry"] = file.Entry, ["reason"] = "falsch abgelegt" },
        "give-inspection" => InspectionApiTests.Wish(),
        _ => Nothing,
    };

    private static JsonNode Kept(string resubmission) =>
        new JsonObject { ["resubmission"] = resubmission, ["choice"] = "keep" };

    private static IEnumerable<string> ResubmissionsIn(JsonNode? seen) => seen switch
    {
        JsonObject named => named.SelectMany(member => member is { Key: "resubmissions", Value: JsonArray open }
            ? open.Select(one => (string)one!["id"]!)
            : ResubmissionsIn(member.Value)),
        JsonArray list => list.SelectMany(ResubmissionsIn),
        _ => [],
    };

    private static async Task<HouseFile> InStateAsync(TestHouse house, string[] way)
    {
        var file = await HouseFile.NewAsync(house);
        foreach (var act in way)
            _ = act switch
            {
                "add sheet" => await StructureRoutes.AddSheetAsync(file),
                "put on sheet" => await StructureRoutes.PutOnSheetAsync(file),
                "open sub-matter" =>
                    (await file.Clerk.PostAsync($"{file.Matter}/matters", Subject("Teil"))).Expect(201),
                "close matter" => (await file.Clerk.PutAsync($"{file.Matter}/closing", "\"1\"", Nothing)).Expect(200),
                "resubmit document" =>
                    (await file.Clerk.PostAsync($"{file.Document}/resubmissions", Resubmission())).Expect(201),
                "close matter over it" => (await file.Clerk.PutAsync($"{file.Matter}/closing", "\"1\"",
                    Body("close", "", (await file.Clerk.GetAsync(file.Matter)).Body, file))).Expect(200),
                "finalise" => (await file.Clerk.PostAsync(
                    $"{file.Document}/finalising", Nothing, ("If-Match", "\"1\""))).Expect(201),
                "check out" => (await file.Clerk.PutAsync($"{file.Document}/check-out", "\"1\"", Nothing)).Expect(200),
                "lock file" => (await file.Clerk.PutAsync($"{file.Path}/lock", "\"1\"", Nothing)).Expect(200),
                "lock matter" => (await file.Clerk.PutAsync($"{file.Matter}/lock", "\"1\"", Nothing)).Expect(200),
                "open second matter" =>
                    (await file.Clerk.GetAsync(await file.Clerk.OpenMatterAsync(file.Path))).Expect(200),
                "file note" => (await (file = file with { Document = await RouteCase.NoteAsync(file) })
                    .Clerk.GetAsync(file.Document)).Expect(200),
                "put note away" =>
                    (await file.Clerk.PutAsync($"{file.Document}/put-away", "\"1\"", Nothing)).Expect(200),
                "ask for file" => await AskAsync(file, file.Path),
                "ask for document" => await AskAsync(file, file.Document),
                "confirm file" =>
                    (await file.Clerk.PutAsync($"{file.Path}/deletion/confirmation", "\"2\"", Nothing)).Expect(200),
                "cancel file" => await CancelAsync(file, file.Path),
                "cancel matter" => await CancelAsync(file, file.Matter),
                "cancel document" => await CancelAsync(file, file.Document),
                "start route" =>
                    (await file.Clerk.PostAsync($"{file.Matter}/routes", RoutingCases.Routing())).Expect(201),
                "final-sign" =>
                    (await file.Clerk.PutAsync($"{file.Document}/final-signature", "\"1\"", Nothing)).Expect(200),
                "reopen matter" => (await file.Clerk.DeleteAsync($"{file.Matter}/closing", "\"2\"")).Expect(200),
                "close file" => (await file.Registrar.PutAsync($"{file.Path}/closing", "\"1\"", Nothing)).Expect(200),
                _ => (await file.Registrar.DeleteAsync($"{file.Path}/closing", "\"2\"")).Expect(200),
            };
        return file;
    }

    // To the last matter of the file, or all of them into one.
    private static async Task<JsonObject> MovingAsync(HouseApp app, HouseFile file, string act)
    {
        var matters = (await app.GetAsync(file.Path)).Body["matters"]!.AsArray();
        // Any other than its own; a sub-matter where there is no other.
        var own = file.Matter.Split('/')[^1];
        var other = matters.SelectMany(matter => matter!["subMatters"]!.AsArray().Prepend(matter))
            .Select(matter => (string)matter!["id"]!).FirstOrDefault(id => id != own) ?? own;
        return act is "move"
            ? new() { ["matter"] = other }
            : new()
            {
                ["matters"] = new JsonArray([.. matters.Select(matter => new JsonObject
                {
                    ["id"] = (string)matter!["id"]!,
                    ["revision"] = (int)matter["revision"]!,
                })]),
                ["fields"] = new JsonObject { ["subject"] = "Alles" },
                ["reason"] = "dasselbe",
            };
    }

    private static async Task<HouseAnswer> AskAsync(HouseFile file, string place)
    {
        await RouteCase.AskAsync(file, place);
        return await file.Clerk.GetAsync(place);
    }

    private static async Task<HouseAnswer> CancelAsync(HouseFile file, string place) =>
        (await file.Registrar.PutAsync(
            $"{place}/cancellation", "\"1\"", new JsonObject { ["reason"] = "doppelt" })).Expect(200);

    private static async Task ReadingAsync()
    {
        var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
        foreach (var place in new[] { file.Path, file.Matter, file.Document })
            foreach (var (name, link) in (await file.Clerk.GetAsync(place)).Body["_links"]!.AsObject())
                if ((string)link!["method"]! == "GET" && name != "text")
                    (await file.Clerk.GetAsync((string)link["href"]!)).Expect(200);
    }
}
