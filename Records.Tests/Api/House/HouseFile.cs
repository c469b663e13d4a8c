using System.Text.Json.Nodes;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

/// <summary>
/// A case file of the building office with one open matter and one document in it, and bodies that every route takes.
/// </summary>
internal sealed record HouseFile(
    HouseApp Clerk, HouseApp Registrar, string Leaf, string Path, string Matter, string Document, string Entry)
{
    public static async Task<HouseFile> NewAsync(TestHouse house, string tenant = "musterstadt")
    {
        var (clerk, registrar) =
            (await house.SignInAsync(tenant, "clerk"), await house.SignInAsync(tenant, "registrar"));
        var leaf = await clerk.Town.EntryAsync(house);
        var file = await clerk.OpenFileAsync(leaf);
        var matter = await clerk.OpenMatterAsync(file);
        return new(
            clerk, registrar, leaf, file, matter, await clerk.FileAsync(file, matter, [.. "Guten Tag"u8]),
            await registrar.AddEntryAsync());
    }

    public string Id => Path.Split('/')[1];

    public string PathOf(HouseRoute route) => route.Path(
        Clerk.Town.Name, route.IsOfCaseFile ? Id : Entry, Matter.Split('/')[^1], Document.Split('/')[^1]);

    /// <summary>What the route takes when all is well. Only where content is filed, a fresh upload is needed.</summary>
    public async Task<JsonObject?> BodyAsync(HouseRoute route) => route switch
    {
        { TakesJson: false } => null,
        { Pattern: var p } when p.EndsWith("/file-plan/entries", StringComparison.Ordinal) =>
            new() { ["notation"] = Clerk.Town.NextNotation(), ["title"] = "Bau" },
        { Pattern: var p } when p.EndsWith("/title", StringComparison.Ordinal) => new() { ["title"] = "Bauwesen" },
        { Pattern: var p } when p.EndsWith("/rule", StringComparison.Ordinal) =>
            new() { ["rule"] = new JsonObject { ["transferYears"] = 1, ["disposal"] = "destroy" } },
        { Pattern: var p } when p.EndsWith("/case-files", StringComparison.Ordinal) => Opening(Leaf),
        { Pattern: var p } when p.EndsWith("/search", StringComparison.Ordinal) => new() { ["text"] = "Tag" },
        { Pattern: var p } when p.EndsWith("/versions", StringComparison.Ordinal) =>
            new() { ["upload"] = await Clerk.UploadAsync(Path, [.. "neu"u8]) },
        { Pattern: var p } when p.EndsWith("/documents", StringComparison.Ordinal) =>
            Filing(await Clerk.UploadAsync(Path, [.. "neu"u8])),
        { Pattern: var p } when p.EndsWith("/matters", StringComparison.Ordinal) || route.Method == HttpMethod.Patch =>
            Subject("Neu"),
        _ => Nothing,
    };

    /// <summary>
    /// Asks with the body that fits and the first revision as seen, unless the headers say otherwise.
    /// </summary>
    public async Task<HouseAnswer> AskAsync(
        HouseApp app, HouseRoute route, params (string Name, string? Value)[] headers) =>
        await AskAsync(
            app, route, await BodyAsync(route) is { } body ? HouseApp.Json(body.ToJsonString()) : null, headers);

    public Task<HouseAnswer> AskAsync(
        HouseApp app, HouseRoute route, HttpContent? body, params (string Name, string? Value)[] headers) =>
        app.SendAsync(route.Method, PathOf(route),
            body ?? (route.Pattern.EndsWith("/uploads", StringComparison.Ordinal)
                ? HouseApp.Upload(new ByteArrayContent([1]), "attachment; filename=a")
                : null),
            route.Changes && !headers.Any(header => header.Name == "If-Match")
                ? [("If-Match", "\"1\""), .. headers]
                : headers);

    /// <summary>Who may take the route.</summary>
    public HouseApp AppFor(HouseRoute route) =>
        Core.Access.Permissions.MayDo(Core.People.Role.Clerk, route.Act) ? Clerk : Registrar;
}
