using System.Text.Json.Nodes;
using Records.Core.Access;
using Records.Core.People;
using Xunit;
using static Records.Tests.Api.House.HouseApp;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

/// <summary>A case file that was answered before is answered as if it had been read anew, for everybody.</summary>
public sealed class KeptAnswerTests : Suite<KeptAnswerTests>, ISuite
{
    private static readonly (string, string?) Anew = ("Cache-Control", "no-cache");

    private static IReadOnlyList<HouseRoute> Commands =>
        [.. HouseRoute.All.Where(route => Permissions.Writes(route.Act) && route.IsOfCaseFile && route.TakesJson)];

    public static Test Tests => TestList("a case file answered before",
        TestEach("is answered byte for byte as anew, to everybody, before and after", Commands, async route =>
        {
            var house = await TestHouse.SharedAsync();
            var file = await HouseFile.NewAsync(house);
            var callers = await CallersAsync(house, file);
            await file.PrepareAsync(route);
            var body = (await file.BodyAsync(route))!;
            await file.Clerk.WhenAllIsReadAsync();

            await SameAsync(callers, file.Path, file.Matter);
            var done = await file.AskAsync(file.AppFor(route), route, Json(body.ToJsonString()));
            Assert.True(done.Status is 200 or 201, done.Text);
            await SameAsync(callers, file.Path, file.Matter);
        }),
        TestCase("comes from memory while nothing has changed, and anew when that is asked for", async () =>
        {
            // Alone in the house: a change of the file plan would have it read anew too.
            await using var house = await TestHouse.StartAsync();
            var file = await HouseFile.NewAsync(house);
            await file.Clerk.WhenAllIsReadAsync();
            var before = (await file.Clerk.GetAsync(file.Path)).Expect(200);
            await file.Clerk.Town.Database.AsAdministratorAsync(
                $"update view.case_file set fields = fields || '{{\"remark\":\"von Hand\"}}' where id = '{file.Id}'");
            Assert.Equal(Told(before), Told((await file.Clerk.GetAsync(file.Path)).Expect(200)));
            Assert.Contains(
                "von Hand", (await file.Clerk.GetAsync(file.Path, Anew)).Expect(200).Text, StringComparison.Ordinal);
        }),
        TestCase("says the position that the tables have reached since", async () =>
        {
            var (house, file) = await NewAsync();
            var before = (await file.Clerk.GetAsync(file.Path)).Expect(200);
            var other = await HouseFile.NewAsync(house);
            var after = (await file.Clerk.GetAsync(file.Path)).Expect(200);
            Assert.True(after.Position > before.Position);
            Assert.Equal(after.Position, (long)after.Body["position"]!);
            Assert.Equal(Told(before), Told(after));
        }),
        TestCase("is not given to whom the file no longer exists", async () =>
        {
            var (house, file) = await NewAsync();
            (await file.Clerk.GetAsync(file.Path)).Expect(200);
            var seen = await file.Registrar.ETagAsync(file.Path);
            (await file.Registrar.PutAsync($"{file.Path}/place", seen, new JsonObject
            {
                ["entry"] = file.Entry,
                ["unit"] = "10000000-0000-4000-8000-000000000032",
                ["reason"] = "Zuständigkeit hat gewechselt",
            })).Expect(200);
            (await file.Clerk.GetAsync(file.Path)).Expect(404);
            (await file.Registrar.GetAsync(file.Path)).Expect(200);
        }),
        TestCase("is not given to another reader than it was made for", async () =>
        {
            var (house, file) = await NewAsync();
            (await file.Registrar.GetAsync(file.Path)).Expect(200);
            (await file.Clerk.GetAsync(file.Path)).Expect(200);
            (await (await house.SignInAsync("musterstadt", "clerk2")).GetAsync(file.Path)).Expect(404);
            var reads = await house.SignInAsync("musterstadt", "clerk", scope: "records.read");
            Assert.False((await reads.GetAsync(file.Path)).Expect(200).Offers("describe"));
            Assert.True((await file.Clerk.GetAsync(file.Path)).Expect(200).Offers("describe"));
        }),
        TestCase("is told by another server's change at once", async () =>
        {
            await using var house = await TestHouse.StartAsync();
            var file = await HouseFile.NewAsync(house);
            await using var twin = await house.StartTwinAsync();
            var there = new HouseApp(twin.Http, file.Clerk.Town, file.Clerk.Token);
            await file.Clerk.WhenAllIsReadAsync();
            for (var i = 0; i < 5; i++)
            {
                var (reader, writer) = i % 2 == 0 ? (file.Clerk, there) : (there, file.Clerk);
                var seen = (await reader.GetAsync(file.Path)).Expect(200);
                (await writer.PatchAsync(file.Path, seen.ETag, Subject($"Stand {i}"))).Expect(200);
                Assert.Equal($"Stand {i}", (string?)(await reader.GetAsync(file.Path)).Body["fields"]!["subject"]);
                await SameAsync([reader], file.Path, file.Matter);
            }
        }),
        TestCase("tells a change of the file plan", async () =>
        {
            var (house, file) = await NewAsync();
            (await file.Clerk.GetAsync(file.Path)).Expect(200);
            await file.Registrar.AddEntryAsync();
            await SameAsync([file.Clerk], file.Path, file.Matter);
        }),
        TestCase("is let go when too much is kept", async () =>
        {
            var (house, file) = await NewAsync();
            var tenant = house.Tenant("musterstadt");
            var answers = new Records.Api.CaseFiles.KeptAnswers(tenant.Changes, 64_000);
            var look = await tenant.Changes.LookAsync(TestContext.Current.CancellationToken);
            for (var i = 0; i < 1_000; i++)
                answers.Keep(
                    new(Guid.NewGuid(), null, new(2026, 11, 20), Somebody()),
                    new(new byte[1000], new byte[1000], 1, look.Shown, 1));
            Assert.InRange(answers.Count, 10, 32);
            answers.Keep(new(Guid.NewGuid(), null, default, Somebody()), new(new byte[4_001], default, 1, look.Shown, 1));
            Assert.InRange(answers.Count, 10, 32);
            answers.Clear();
            Assert.Equal(0, answers.Count);
        }));

    private static Records.Api.Caller Somebody() => new(
        new(new(Guid.NewGuid()), null, new(Guid.NewGuid()), Role.Clerk, "app", ActorKind.Person),
        "", [], [Role.Clerk], DateTimeOffset.MaxValue);

    private static async Task<(TestHouse, HouseFile)> NewAsync()
    {
        var house = await TestHouse.SharedAsync();
        var file = await HouseFile.NewAsync(house);
        await file.Clerk.WhenAllIsReadAsync();
        return (house, file);
    }

    private static async Task<IReadOnlyList<HouseApp>> CallersAsync(TestHouse house, HouseFile file) =>
    [
        file.Clerk, file.Registrar, file.Archivist,
        await house.SignInAsync("musterstadt", "clerk"),
        await house.SignInAsync("musterstadt", "clerk", scope: "records.read"),
        await house.SignInAsync("musterstadt", "clerk2"),
        await house.SignInAsync("musterstadt", "auditor"),
    ];

    // What is the same anew before and after must be the same in between; a text that is read meanwhile changes it.
    private static async Task SameAsync(IReadOnlyList<HouseApp> callers, params IReadOnlyList<string> paths)
    {
        foreach (var (caller, path) in callers.SelectMany(caller => paths.Select(path => (caller, path))))
        {
            HouseAnswer before, first, second, after;
            do
            {
                before = await caller.GetAsync(path, Anew);
                first = await caller.GetAsync(path);
                second = await caller.GetAsync(path);
                after = await caller.GetAsync(path, Anew);
            }
            while (Told(before) != Told(after));
            Assert.Equal((after.Status, Told(after)), (first.Status, Told(first)));
            Assert.Equal((after.Status, Told(after)), (second.Status, Told(second)));
            Assert.Equal(after.Header("ETag"), second.Header("ETag"));
            Assert.Equal(after.Header("Content-Type"), second.Header("Content-Type"));
        }
    }

    private static string Told(HouseAnswer answer) => answer.Status == 200
        ? answer.Text.Replace($"\"position\":{answer.Position},", "", StringComparison.Ordinal)
        : $"{answer.Code}";
}
