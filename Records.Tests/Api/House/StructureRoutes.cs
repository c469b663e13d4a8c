using System.Text.Json.Nodes;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

/// <summary>What the routes about the inner structure of a case file need to be taken.</summary>
internal static class StructureRoutes
{
    private static readonly (string Pattern, Func<HouseFile, string> Place)[] Objects =
    [
        ("/case-files/{id:guid}", file => file.Path),
        ("/matters/{matter:guid}", file => file.Matter),
        ("/documents/{document:guid}", file => file.Document),
    ];

    public static IEnumerable<RouteCase> All =>
    [
        new("POST /sheets", _ => Task.FromResult<JsonObject>(new() { ["title"] = "Pläne" })),
        new("PUT /sheets/{sheet:guid}/title", _ => Task.FromResult<JsonObject>(new() { ["title"] = "Bescheide" }),
            AddSheetAsync),
        new("DELETE /sheets/{sheet:guid}", Prepare: AddSheetAsync),
        new("PUT /sheet", file => Task.FromResult<JsonObject>(
            new() { ["sheet"] = file.Ids.GetValueOrDefault("sheet", $"{Guid.NewGuid()}") }), async file =>
        {
            await AddSheetAsync(file);
            file.Seen = "\"1\"";
        }),
        new("DELETE /sheet", Prepare: async file =>
        {
            await AddSheetAsync(file);
            await PutOnSheetAsync(file);
        }),
        new("PUT /incoming", file => Task.FromResult<JsonObject>(
            new() { ["incoming"] = file.Document.Split('/')[^1] }), async file =>
        {
            // Asked of an outgoing document beside the incoming one: the route's own is the outgoing one then.
            file.Ids["document"] = (await OutgoingAsync(file)).Split('/')[^1];
        }),
        new("POST /copies", file => Task.FromResult<JsonObject>(
            new() { ["document"] = file.Document.Split('/')[^1] })),
        new("POST /references", _ => Task.FromResult(Elsewhere)),
        .. Objects.Select(of => new RouteCase($"DELETE {of.Pattern}/references/{{reference:guid}}",
            Prepare: file => AddAsync(file, "reference", of.Place(file), Elsewhere))),
        new("POST /participants", _ => Task.FromResult(Somebody)),
        .. Objects.SelectMany(of => (RouteCase[])
        [
            new($"PUT {of.Pattern}/participants/{{participant:guid}}", _ => Task.FromResult(Somebody),
                file => AddAsync(file, "participant", of.Place(file), Nobody)),
            new($"DELETE {of.Pattern}/participants/{{participant:guid}}",
                Prepare: file => AddAsync(file, "participant", of.Place(file), Somebody)),
        ]),
    ];

    /// <summary>A participant as a body says it.</summary>
    public static JsonObject Somebody => new() { ["kind"] = "person", ["name"] = "Erika Berg", ["role"] = "sender" };

    /// <summary>A register sheet, whose id is then known, and with it the file's revision.</summary>
    public static async Task<HouseAnswer> AddSheetAsync(HouseFile file)
    {
        var added = (await file.Clerk.PostAsync($"{file.Path}/sheets", new JsonObject { ["title"] = "Genehmigungen" }))
            .Expect(201);
        (file.Ids["sheet"], file.Seen) = (added.Id, added.ETag);
        return added;
    }

    /// <summary>The matter laid on that sheet; then it is the matter's revision that is known.</summary>
    public static async Task<HouseAnswer> PutOnSheetAsync(HouseFile file)
    {
        var put = (await file.Clerk.PutAsync(
            $"{file.Matter}/sheet", "\"1\"", new JsonObject { ["sheet"] = file.Ids["sheet"] })).Expect(200);
        file.Seen = put.ETag;
        return put;
    }

    /// <summary>A reference to something we do not hold.</summary>
    public static JsonObject Elsewhere => new() { ["text"] = "Bebauungsplan Südring" };

    /// <summary>An outgoing document in the matter; its path.</summary>
    public static async Task<string> OutgoingAsync(HouseFile file)
    {
        var body = Filing(await file.Clerk.UploadAsync(file.Path, [.. "Antwort"u8]));
        body["kind"] = "outgoing";
        return $"{file.Path}/documents/{(await file.Clerk.PostAsync($"{file.Matter}/documents", body)).Expect(201).Id}";
    }

    private static JsonObject Nobody => new() { ["kind"] = "organisation", ["name"] = "Niemand", ["role"] = "expert" };

    private static async Task AddAsync(HouseFile file, string kind, string place, JsonObject body)
    {
        var added = (await file.Clerk.PostAsync($"{place}/{kind}s", body)).Expect(201);
        (file.Ids[kind], file.Seen) = (added.Id, added.ETag);
    }
}
