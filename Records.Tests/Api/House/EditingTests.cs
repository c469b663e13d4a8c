using System.Text;
using System.Text.Json.Nodes;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

/// <summary>Editing as an application does it, through the real API.</summary>
public sealed class EditingTests : Suite<EditingTests>, ISuite
{
    public static Test Tests => TestList("R28 editing through the API",
        TestCase("out, two drafts, in: the version is new, the drafts are kept and not found", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            var word = $"Zwischenstand{Guid.NewGuid():N}";
            var seen = (await file.Clerk.PutAsync($"{file.Document}/check-out", "\"1\"", Nothing)).Expect(200).ETag;
            foreach (var text in new[] { $"eins {word}", $"zwei {word}" })
                seen = (await SendAsync(file, file.Clerk, "drafts", seen, text)).Expect(201).ETag;

            var out_ = (await file.Clerk.GetAsync(file.Document)).Expect(200).Body;
            Assert.NotNull((string?)out_["marks"]!["checkedOut"]!["by"]);
            Assert.Equal([1, 2], out_["drafts"]!.AsArray().Select(draft => (int)draft!["number"]!));
            (await SendAsync(file, file.Registrar, "versions", seen, "daneben")).Expect(409, "checked-out");
            (await file.Registrar.PutAsync($"{file.Document}/check-out", seen, Nothing)).Expect(409, "checked-out");
            (await file.Clerk.PutAsync($"{file.Matter}/closing", "\"1\"", Nothing)).Expect(409, "checked-out");

            var checkedIn = (await SendAsync(file, file.Clerk, "check-in", seen, "fertig")).Expect(201);
            Assert.Equal(2, (int)checkedIn.Body["number"]!);
            var in_ = (await file.Clerk.GetAsync(file.Document)).Expect(200).Body;
            Assert.Null(in_["marks"]!["checkedOut"]);
            Assert.Equal(2, in_["versions"]!.AsArray().Count);
            var second = (string)in_["drafts"]![1]!["id"]!;
            var bytes = (await file.Clerk.GetAsync($"{file.Document}/drafts/{second}/content")).Expect(200);
            Assert.Equal($"zwei {word}", bytes.Text);
            var part = (await file.Clerk.GetAsync(
                $"{file.Document}/drafts/{second}/content", ("Range", "bytes=0-3"))).Expect(206);
            Assert.Equal("zwei", part.Text);

            await file.Clerk.WhenAllIsReadAsync();
            Assert.Empty((await file.Clerk.SearchAsync(word)).Expect(200).Items);
            (await file.Clerk.PutAsync($"{file.Matter}/closing", "\"1\"", Nothing)).Expect(200);
        }),
        TestCase("the registry takes it back with a reason; the draft and both persons stay known", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            var seen = (await file.Clerk.PutAsync($"{file.Document}/check-out", "\"1\"", Nothing)).Expect(200).ETag;
            seen = (await SendAsync(file, file.Clerk, "drafts", seen, "halb fertig")).Expect(201).ETag;
            var release = new JsonObject { ["reason"] = "Krankheit" };
            (await file.Clerk.PutAsync($"{file.Document}/check-out/release", seen, release))
                .Expect(403, "not-permitted");
            (await file.Registrar.PutAsync($"{file.Document}/check-out/release", seen, release)).Expect(200);

            var now = (await file.Clerk.GetAsync(file.Document)).Expect(200).Body;
            Assert.Null(now["marks"]!["checkedOut"]);
            Assert.Single(now["drafts"]!.AsArray());
            var last = (await file.Clerk.GetAsync($"{file.Path}/history?limit=500")).Expect(200).Items[^1]!;
            Assert.Equal("check-out-released/1", (string)last["type"]!);
            Assert.Contains("Krankheit", last.ToJsonString(), StringComparison.Ordinal);
        }),
        TestCase("a draft of another document, or of nobody, is not there", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            var seen = (await file.Clerk.PutAsync($"{file.Document}/check-out", "\"1\"", Nothing)).Expect(200).ETag;
            (await SendAsync(file, file.Clerk, "drafts", seen, "Entwurf")).Expect(201);
            var draft = (string)(await file.Clerk.GetAsync(file.Document)).Body["drafts"]![0]!["id"]!;
            var other = await file.Clerk.FileAsync(file.Path, file.Matter, [.. "anderes"u8]);
            (await file.Clerk.GetAsync($"{other}/drafts/{draft}/content")).Expect(404, "unknown-draft");
            (await file.Clerk.GetAsync($"{file.Document}/drafts/{Guid.NewGuid()}/content"))
                .Expect(404, "unknown-draft");
            var foreign = await (await TestHouse.SharedAsync()).SignInAsync("musterstadt", "clerk2");
            (await foreign.GetAsync($"{file.Document}/drafts/{draft}/content")).Expect(404, "unknown-draft");
        }));

    private static async Task<HouseAnswer> SendAsync(
        HouseFile file, HouseApp app, string to, string seen, string text) =>
        await app.PostAsync(
            $"{file.Document}/{to}",
            new JsonObject { ["upload"] = await app.UploadAsync(file.Path, Encoding.UTF8.GetBytes(text)) },
            ("If-Match", seen));
}
