using System.Text.Json.Nodes;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

public sealed class CancellationTests : Suite<CancellationTests>, ISuite
{
    public static Test Tests => TestList("cancelling over HTTP",
        TestCase("R42 a cancelled matter stays to be read and found, and shows whose cancellation it is", async () =>
        {
            var file = await NewFileAsync();
            var word = $"Wort{Guid.NewGuid():N}";
            (await file.Clerk.PatchAsync(file.Document, "\"1\"", Subject(word))).Expect(200);
            (await file.Registrar.PutAsync($"{file.Matter}/cancellation", "\"1\"", Reason)).Expect(200);

            var matter = (await file.Clerk.GetAsync(file.Matter)).Expect(200).Body;
            var document = (await file.Clerk.GetAsync(file.Document)).Expect(200).Body;
            foreach (var shown in new[] { matter, document })
            {
                Assert.Equal("cancelled", (string)shown["state"]!);
                Assert.Equal("doppelt", (string)shown["marks"]!["cancellation"]!["reason"]!);
                Assert.Equal(file.Matter.Split('/')[^1], (string)shown["marks"]!["cancellation"]!["of"]!["id"]!);
            }
            (await file.Clerk.GetAsync($"{file.Document}/versions/1/content")).Expect(200);
            Assert.Equal("cancelled", (string)Assert.Single((await file.Clerk.SearchAsync(word)).Items)!["state"]!);
            (await file.Clerk.PatchAsync(file.Document, "\"2\"", Subject("x"))).Expect(409, "matter-cancelled");

            (await file.Registrar.DeleteAsync($"{file.Matter}/cancellation", "\"2\"")).Expect(200);
            Assert.Equal("active", (string)(await file.Clerk.GetAsync(file.Document)).Body["state"]!);
            (await file.Clerk.PatchAsync(file.Document, "\"2\"", Subject("x"))).Expect(200);
        }),
        TestCase("R43 a cancelled file is found by its state, and takes nothing new", async () =>
        {
            var file = await NewFileAsync();
            (await file.Registrar.PutAsync($"{file.Path}/cancellation", "\"1\"", Reason)).Expect(200);
            var shown = (await file.Clerk.GetAsync(file.Path)).Body;
            var reference = (string)shown["reference"]!;
            Assert.Equal("cancelled", (string)shown["matters"]![0]!["documents"]![0]!["state"]!);
            Assert.Single(
                (await file.Clerk.GetAsync($"case-files?state=cancelled&reference={Uri.EscapeDataString(reference)}"))
                    .Items);
            (await file.Clerk.PostAsync($"{file.Path}/matters", Subject("Neu"))).Expect(409, "case-file-cancelled");
            (await file.Clerk.SendAsync(
                HttpMethod.Post, $"{file.Path}/uploads",
                HouseApp.Upload(new ByteArrayContent([1]), "attachment; filename=a"))).Expect(409, "case-file-cancelled");
        }),
        TestCase("R44 undoing what is not cancelled is refused", async () =>
        {
            var file = await NewFileAsync();
            (await file.Registrar.DeleteAsync($"{file.Matter}/cancellation", "\"1\"")).Expect(409, "not-cancelled");
        }),
        TestCase("R42 a town that says nothing keeps what came in", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync(), "neudorf");
            (await file.Registrar.PutAsync($"{file.Document}/cancellation", "\"1\"", Reason))
                .Expect(409, "incoming-not-cancellable");
            Assert.Null((await file.Registrar.GetAsync(file.Document)).Body["_links"]!["cancel"]);
        }));

    private static JsonObject Reason => new() { ["reason"] = "doppelt" };

    private static async Task<HouseFile> NewFileAsync() => await HouseFile.NewAsync(await TestHouse.SharedAsync());
}
