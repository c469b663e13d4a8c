using System.Text.Json.Nodes;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

/// <summary>What the routes of the Geschäftsgang take, and what must be there before.</summary>
internal static class RoutingCases
{
    /// <summary>The building office, whose clerk most tests are.</summary>
    public const string BuildingOffice = "10000000-0000-4000-8000-000000000061";

    public static RouteCase[] All { get; } =
    [
        new("POST /routes", _ => Task.FromResult(Routing())),
        new("PUT /routes/{route:guid}/documents/{document:guid}", Prepare: file => FolderAsync(file)),
        new("PUT /start", _ => Task.FromResult(Routing()), file => FolderAsync(file, file.Document)),
        new("PUT /steps", _ => Task.FromResult<JsonObject>(
            new() { ["from"] = 2, ["steps"] = Routing()["steps"]!.DeepClone() }), RouteAsync),
        new("PUT /withdrawal", _ => Task.FromResult<JsonObject>(new() { ["reason"] = "erledigt" }), RouteAsync),
        new("PUT /handling", _ => Task.FromResult<JsonObject>(new() { ["outcome"] = "done" }), RouteAsync),
        new("PUT /skipping", Prepare: RouteAsync),
        new("POST /acts", _ => Task.FromResult(Acting())),
        new("POST /dispatches", _ => Task.FromResult(Dispatching()), async file =>
        {
            var filing = Filing(await file.Clerk.UploadAsync(file.Path, [.. "Antwort"u8]));
            filing["kind"] = "outgoing";
            file.Ids["document"] = (await file.Clerk.PostAsync($"{file.Matter}/documents", filing)).Expect(201).Id;
        }),
    ];

    public static JsonObject Routing(params ReadOnlySpan<JsonObject> steps) => new()
    {
        ["steps"] = steps.IsEmpty ? [Step(1, "co-sign", Office())] : new JsonArray([.. steps]),
    };

    public static JsonObject Step(int order, string kind, JsonObject to, string? text = null, string? due = null)
    {
        var step = new JsonObject { ["order"] = order, ["kind"] = kind, ["to"] = to };
        if (text is not null)
            step["text"] = text;
        if (due is not null)
            step["due"] = due;
        return step;
    }

    public static JsonObject Office(string unit = BuildingOffice) => new() { ["unit"] = unit };

    public static JsonObject Person(string person) => new() { ["person"] = person };

    public static JsonObject Acting() => new() { ["kind"] = "take-note", ["version"] = 1 };

    public static JsonObject Dispatching() => new()
    {
        ["version"] = 1,
        ["on"] = "2026-03-05",
        ["way"] = "letter",
        ["addressees"] = new JsonArray("Bauherrengemeinschaft"),
    };

    private static async Task FolderAsync(HouseFile file, params string[] documents)
    {
        var folder = new JsonObject
        {
            ["documents"] = new JsonArray([.. documents.Select(path => (JsonNode)path.Split('/')[^1])]),
        };
        file.Ids["route"] = (await file.Clerk.PostAsync($"{file.Matter}/circulations", folder)).Expect(201).Id;
        file.Seen = "\"2\"";
    }

    private static async Task RouteAsync(HouseFile file)
    {
        file.Ids["route"] = (await file.Clerk.PostAsync($"{file.Document}/routes", Routing())).Expect(201).Id;
        var route = (await file.Clerk.GetAsync($"{file.Path}/routes/{file.Ids["route"]}")).Expect(200);
        (file.Ids["step"], file.Seen) = ((string)route.Body["steps"]![0]!["id"]!, route.ETag);
    }
}
