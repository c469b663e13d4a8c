using System.Text.Json.Nodes;
using Xunit;
using static Records.Tests.Api.House.HouseApp;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

public sealed class PreconditionTests : Suite<PreconditionTests>, ISuite
{
    private const int Many = 20;

    private static readonly string[] NoStrongTags =
        ["W/\"1\"", "*", "1", "\"x\"", "\"1\", \"2\"", "\"-1\"", "\" 1\"", "\"+1\"", "\"99999999999\"", "\"\""];

    private static readonly string[] NoKeys = ["\"\"", "a b", new('k', 129), "\"a\tb\""];

    public static Test Tests => TestList("preconditions",
        TestEach("a change that names no revision is refused",
            HouseRoute.All.Where(route => route.Changes), async route =>
            {
                var file = await NewFileAsync();
                (await file.AskAsync(file.AppFor(route), route, Without("If-Match"))).Expect(428, "if-match-missing");
            }),
        TestEach("a change that names no strong revision is refused",
            HouseRoute.All.Where(route => route.Changes), async route =>
            {
                var file = await NewFileAsync();
                foreach (var wrong in NoStrongTags)
                    (await file.AskAsync(file.AppFor(route), route, ("If-Match", wrong)))
                        .Expect(400, "if-match-malformed");
            }),
        TestEach("a change of an old revision is refused",
            HouseRoute.All.Where(route => route.Changes), async route =>
            {
                var file = await NewFileAsync();
                await file.PrepareAsync(route);
                (await file.AskAsync(file.AppFor(route), route, ("If-Match", "\"77\""))).Expect(412, "revision-stale");
            }),
        TestEach("whoever makes something brings a key", HouseRoute.All.Where(route => route.Creates), async route =>
        {
            var file = await NewFileAsync();
            (await file.AskAsync(file.AppFor(route), route, Without("Idempotency-Key")))
                .Expect(400, "idempotency-key-missing");
            foreach (var wrong in NoKeys)
                (await file.AskAsync(file.AppFor(route), route, ("Idempotency-Key", wrong)))
                    .Expect(400, "idempotency-key-malformed");
            (await file.AskAsync(file.AppFor(route), route, ("Idempotency-Key", "one"), ("Idempotency-Key", "two")))
                .Expect(400, "idempotency-key-malformed");
        }),
        TestEach("a repetition gets the same answer and nothing happens twice", HouseRoute.All.Where(route =>
            route.TakesJson && route.Act is not Core.Access.Act.ReadCaseFile),
            RepetitionAsync),
        TestEach("twenty at once with one key make one", HouseRoute.All.Where(route => route.Creates), AtOnceAsync),
        TestCase("the same key with another body is refused", async () =>
        {
            var (file, key) = (await NewFileAsync(), ("Idempotency-Key", (string?)$"\"{Guid.NewGuid()}\""));
            (await file.Clerk.PostAsync($"{file.Path}/matters", Subject("eins"), key)).Expect(201);
            (await file.Clerk.PostAsync($"{file.Path}/matters", Subject("zwei"), key))
                .Expect(422, "idempotency-key-reused");
            (await file.Clerk.PatchAsync(file.Path, "\"1\"", Subject("eins"), key))
                .Expect(422, "idempotency-key-reused");
        }),
        TestCase("the same key of another person is another key", async () =>
        {
            var (file, key) = (await NewFileAsync(), ("Idempotency-Key", (string?)$"\"{Guid.NewGuid()}\""));
            var first = (await file.Clerk.PostAsync($"{file.Path}/matters", Subject("eins"), key)).Expect(201);
            var second = (await file.Registrar.PostAsync($"{file.Path}/matters", Subject("zwei"), key)).Expect(201);
            Assert.NotEqual(first.Id, second.Id);
        }),
        TestCase("the same key through another application is another key", async () =>
        {
            var (file, key) = (await NewFileAsync(), ("Idempotency-Key", (string?)$"\"{Guid.NewGuid()}\""));
            var other = await (await TestHouse.SharedAsync()).SignInAsync("musterstadt", "clerk");
            var first = (await file.Clerk.PostAsync($"{file.Path}/matters", Subject("eins"), key)).Expect(201);
            Assert.NotEqual(
                first.Id, (await other.PostAsync($"{file.Path}/matters", Subject("zwei"), key)).Expect(201).Id);
        }),
        TestCase("a refusal is not remembered: mended, the same key does its work", async () =>
        {
            var (file, key) = (await NewFileAsync(), ("Idempotency-Key", (string?)$"\"{Guid.NewGuid()}\""));
            (await file.Clerk.PostAsync($"{file.Path}/matters", Subject(" "), key))
                .Expect(422, "field-required", "/fields/subject");
            (await file.Clerk.PostAsync($"{file.Path}/matters", Subject("da"), key)).Expect(201);
        }),
        TestCase("what was filed once cannot be filed again, and a repetition of its filing still can be asked",
            UploadOnceAsync));

    private static async Task RepetitionAsync(HouseRoute route)
    {
        var file = await NewFileAsync();
        var (app, key) = (file.AppFor(route), ("Idempotency-Key", (string?)$"\"{Guid.NewGuid()}\""));
        await file.PrepareAsync(route);
        var body = (await file.BodyAsync(route))!.ToJsonString();

        var first = await file.AskAsync(app, route, Json(body), key);
        Assert.False(first.IsReplayed);
        Assert.InRange(first.Status, 200, 201);
        var events = await ActsAsync(file);
        var again = await file.AskAsync(app, route, Json(body), key);

        Assert.Equal(
            (first.Status, first.Text, first.ETag, first.Header("Location")),
            (again.Status, again.Text, again.ETag, again.Header("Location")));
        Assert.True(again.IsReplayed);
        Assert.Equal(events, await ActsAsync(file));
    }

    private static async Task AtOnceAsync(HouseRoute route)
    {
        var file = await NewFileAsync();
        await file.PrepareAsync(route);
        var (app, key) = (file.AppFor(route), ("Idempotency-Key", (string?)$"\"{Guid.NewGuid()}\""));
        var body = (await file.BodyAsync(route))!.ToJsonString();
        var before = await ActsAsync(file);

        var answers =
            await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => file.AskAsync(app, route, Json(body), key)));

        Assert.All(answers, answer => answer.Expect(201));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Equal(Many - 1, answers.Count(answer => answer.IsReplayed));
        Assert.Equal(before + (route.IsOfCaseFile ? 1 : 0), await ActsAsync(file));
    }

    // An act may leave several events, and they name one request. The robot that reads text writes in between, whenever
    // it likes.
    private static async Task<int> ActsAsync(HouseFile file) =>
        (await file.Clerk.GetAsync($"{file.Path}/history?limit=500")).Expect(200).Items
            .Where(item => !((string)item!["type"]!).StartsWith("text-", StringComparison.Ordinal))
            .Select(item => (string)item!["request"]!).Distinct().Count();

    private static async Task UploadOnceAsync()
    {
        var file = await NewFileAsync();
        var upload = await file.Clerk.UploadAsync(file.Path, [.. "einmalig"u8]);
        var key = ("Idempotency-Key", (string?)$"\"{Guid.NewGuid()}\"");
        var filed = (await file.Clerk.PostAsync($"{file.Matter}/documents", Filing(upload), key)).Expect(201);
        (await file.Clerk.PostAsync($"{file.Matter}/documents", Filing(upload)))
            .Expect(422, "unknown-upload", "/upload");
        (await file.Clerk.PostAsync(
            $"{file.Document}/versions", new JsonObject { ["upload"] = upload }, ("If-Match", "\"1\"")))
                .Expect(422, "unknown-upload");
        Assert.Equal(
            filed.Text, (await file.Clerk.PostAsync($"{file.Matter}/documents", Filing(upload), key)).Expect(201).Text);
    }

    private static async Task<HouseFile> NewFileAsync() => await HouseFile.NewAsync(await TestHouse.SharedAsync());
}
