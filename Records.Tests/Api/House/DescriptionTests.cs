using System.Text.Json.Nodes;
using Records.Core.Access;
using Xunit;

namespace Records.Tests.Api.House;

public sealed class DescriptionTests : Suite<DescriptionTests>, ISuite
{
    private static readonly Lazy<Task<JsonObject>> Document = new(ReadAsync);

    private static readonly string[] Ids =
        ["upload", "entry", "sheet", "incoming", "document", "checker", "matter", "caseFile", "matters"];
    private static readonly string[] Foreign = ["parent", "unit"];

    public static Test Tests => TestList("the description of the API",
        TestCase("is OpenAPI 3.1, and every reference in it leads somewhere", async () =>
        {
            var document = await Document.Value;
            Assert.StartsWith("3.1.", (string)document["openapi"]!, StringComparison.Ordinal);
            Assert.NotNull(document["components"]!["securitySchemes"]!["bearer"]);
            Assert.All(References(document), reference => Assert.NotNull(Follow(document, reference)));
        }),
        TestCase("gives every operation a name of its own", async () =>
        {
            var names = (await OperationsAsync()).Select(operation => (string?)operation.Operation["operationId"])
                .ToList();
            Assert.DoesNotContain(null, names);
            Assert.Equal(names.Count, names.Distinct().Count());
        }),
        TestEach("holds every route, with who may take it", HouseRoute.All, async route =>
        {
            var operation = await OperationAsync(route);
            Assert.Equal(route.Act.ToString(), (string?)operation["x-permission"]);
            Assert.False(string.IsNullOrWhiteSpace((string?)operation["summary"]));
            Assert.NotEmpty(operation["tags"]!.AsArray());
            Assert.NotNull(operation["security"]![0]!["bearer"]);
        }),
        TestCase("says of every open route that it is open", async () =>
            Assert.All(
                (await OperationsAsync()).Where(operation => operation.Operation["x-permission"] is null), operation =>
                    Assert.True(
                        operation.Operation["x-open"] is not null && operation.Operation["summary"] is not null,
                        operation.Path))),
        TestEach("shows a body that the route takes", HouseRoute.All.Where(route => route.TakesJson), ExampleAsync),
        TestEach("names every error a client must be ready for", HouseRoute.All, async route =>
        {
            var answers = (await OperationAsync(route))["responses"]!.AsObject().Select(answer => answer.Key)
                .ToHashSet();
            Assert.Superset(ErrorsOf(route).ToHashSet(), answers);
        }),
        TestEach("names the headers that guard a change",
            HouseRoute.All.Where(route => route.Changes || route.Creates), async route =>
            {
                var headers = (await OperationAsync(route))["parameters"]!.AsArray()
                    .Where(parameter => (string)parameter!["in"]! == "header")
                    .ToDictionary(p => (string)p!["name"]!, p => (bool?)p!["required"] ?? false);
                if (route.Changes)
                    Assert.True(headers["If-Match"]);
                Assert.Equal(route.Creates, headers["Idempotency-Key"]);
            }),
        TestEach("names the headers of an upload",
            HouseRoute.All.Where(route => route.Pattern.EndsWith("/uploads", StringComparison.Ordinal)), async route =>
                Assert.Equal(
                    ["Content-Disposition", "Repr-Digest"],
                    (await OperationAsync(route))["parameters"]!.AsArray()
                        .Where(parameter => (string)parameter!["in"]! == "header")
                        .Select(parameter => (string)parameter!["name"]!))),
        TestEach("offers a probe wherever something is changed, and nowhere else", HouseRoute.All, async route =>
        {
            var operation = await OperationAsync(route);
            var probe = operation["parameters"]?.AsArray().SingleOrDefault(parameter =>
                (string)parameter!["in"]! == "query" && (string)parameter["name"]! == "probe");
            var answer = operation["responses"]!["200"]?["content"]?["application/vnd.records.probe+json"];
            Assert.Equal(route.Changes || route.Creates, probe is not null);
            Assert.Equal(route.Changes || route.Creates, answer is not null);
            if (answer is not null)
                Assert.Equal("#/components/schemas/ProbeAnswer", (string?)answer["schema"]!["$ref"]);
        }),
        TestCase("has a page for people", async () =>
        {
            var house = await TestHouse.SharedAsync();
            using var page = await house.Http.GetAsync(new Uri("/docs/index.html", UriKind.Relative));
            Assert.Equal((200, "text/html"), ((int)page.StatusCode, page.Content.Headers.ContentType!.MediaType));
            using var entry = await house.Http.GetAsync(new Uri("/docs", UriKind.Relative));
            Assert.True(entry.IsSuccessStatusCode);
        }));

    // An example is true when the server takes it: ids are replaced, the rest is sent as it stands.
    private static async Task ExampleAsync(HouseRoute route)
    {
        var house = await TestHouse.SharedAsync();
        var file = await HouseFile.NewAsync(house);
        await file.PrepareAsync(route);
        var example = (await OperationAsync(route))["requestBody"]!["content"]!["application/json"]!["example"]!
            .DeepClone().AsObject();
        Assert.True(example.Count > 0, "the example is empty");
        if (await file.BodyAsync(route) is { } fitting)
            foreach (var id in Ids.Where(fitting.ContainsKey))
                example[id] = fitting[id]!.DeepClone();
        if (example.ContainsKey("notation"))
            example["notation"] = file.Clerk.Town.NextNotation();
        foreach (var foreign in Foreign)
            Assert.False(example.ContainsKey(foreign), $"{foreign} cannot be the same everywhere");

        var answer = await file.AskAsync(file.AppFor(route), route, HouseApp.Json(example.ToJsonString()));
        Assert.True(answer.Status is 200 or 201, answer.Text);
    }

    private static IEnumerable<string> ErrorsOf(HouseRoute route) =>
    [
        "400", "401", "403", "429", "503",
        .. route.IsOfCaseFile || route.Changes ? (string[])["404"] : [],
        .. route.Changes ? (string[])["412", "428"] : [],
        .. Permissions.Writes(route.Act) ? (string[])["409", "422"] : [],
        .. route.TakesJson || route.Pattern.EndsWith("/uploads", StringComparison.Ordinal)
            ? (string[])["413", "415"]
            : [],
        .. route.Act is Act.ReadCaseFile ? (string[])["504"] : [],
    ];

    private static async Task<JsonObject> OperationAsync(HouseRoute route)
    {
        var path = System.Text.RegularExpressions.Regex.Replace(
            route.Pattern.Replace("{**", "{", StringComparison.Ordinal), ":[a-z]+}", "}");
        return (await Document.Value)["paths"]![path]![route.Method.Method.ToLowerInvariant()]!.AsObject();
    }

    private static async Task<List<(string Path, JsonObject Operation)>> OperationsAsync() =>
        [.. from path in (await Document.Value)["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            where operation.Value is JsonObject && operation.Key is not "parameters"
            select ($"{operation.Key} {path.Key}", operation.Value!.AsObject())];

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject named =>
            named.SelectMany(member =>
                member is { Key: "$ref", Value: JsonValue reference }
                    ? [(string)reference!]
                    : References(member.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };

    private static JsonNode? Follow(JsonObject document, string reference) =>
        reference.Split('/').Skip(1).Aggregate((JsonNode?)document, (node, step) =>
            node?[step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)]);

    private static async Task<JsonObject> ReadAsync()
    {
        var house = await TestHouse.SharedAsync();
        using var answer = await house.Http.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!.AsObject();
    }
}
