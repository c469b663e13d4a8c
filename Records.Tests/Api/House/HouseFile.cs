using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

/// <summary>
/// A case file of the building office with one open matter and one document in it, and bodies that every route takes.
/// </summary>
internal sealed partial record HouseFile(
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
            await registrar.AddEntryAsync())
        {
            Archivist = await house.SignInAsync(tenant, "archivist"),
        };
    }

    /// <summary>The one who appraises.</summary>
    public required HouseApp Archivist { get; init; }

    public string Id => Path.Split('/')[1];

    /// <summary>The revision that a route's preparation left to be named.</summary>
    public string Seen { get; set; } = "\"1\"";

    /// <summary>Values of a route besides file, matter and document, by name, such as a participant.</summary>
    public Dictionary<string, string> Ids { get; } = [];

    /// <summary>Where the route leads; what was not prepared is an id of nothing.</summary>
    public string PathOf(HouseRoute route) => IdInPattern().Replace(
        route.Path(
            Clerk.Town.Name, route.IsOfCaseFile ? Id : Entry, Matter.Split('/')[^1],
            Ids.GetValueOrDefault("document", Document.Split('/')[^1])),
        id => Ids.GetValueOrDefault(id.Groups["name"].Value, $"{Guid.NewGuid()}"));

    /// <summary>What the route takes when all is well. Only where content is filed, a fresh upload is needed.</summary>
    public async Task<JsonObject?> BodyAsync(HouseRoute route) => (route.TakesJson, RouteCase.Of(route)) switch
    {
        (false, _) => null,
        (_, { Body: { } body }) => await body(this),
        _ => Nothing,
    };

    /// <summary>Makes what the route acts upon, if it needs anything.</summary>
    public Task PrepareAsync(HouseRoute route) =>
        RouteCase.Of(route)?.Prepare?.Invoke(this) ?? Task.CompletedTask;

    /// <summary>
    /// Asks with the body that fits and the revision as seen, unless the headers say otherwise.
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
                ? [("If-Match", Seen), .. headers]
                : headers);

    [GeneratedRegex(@"\{(?<name>\w+):guid\}")]
    private static partial Regex IdInPattern();

    /// <summary>Who may take the route.</summary>
    public HouseApp AppFor(HouseRoute route) =>
        Core.Access.Permissions.MayDo(Core.People.Role.Clerk, route.Act) ? Clerk
        : Core.Access.Permissions.MayDo(Core.People.Role.Registrar, route.Act) ? Registrar
        : Archivist;
}
