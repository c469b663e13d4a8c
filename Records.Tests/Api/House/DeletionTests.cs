using System.Text.Json.Nodes;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

public sealed class DeletionTests : Suite<DeletionTests>, ISuite
{
    public static Test Tests => TestList("deleting over HTTP",
        TestCase("R46 what two people delete is gone from search and download, and its history stays", async () =>
        {
            var file = await NewFileAsync();
            var word = $"Wort{Guid.NewGuid():N}";
            (await file.Clerk.PatchAsync(file.Document, "\"1\"", Subject(word))).Expect(200);
            await file.Clerk.WhenAllIsReadAsync();
            Assert.Single((await file.Clerk.SearchAsync(word)).Items);

            var asked = await AskAsync(file);
            (await file.Registrar.PutAsync($"{file.Matter}/deletion", "\"1\"", asked)).Expect(200);
            var marked = (await file.Clerk.GetAsync(file.Matter)).Expect(200);
            Assert.Equal("falsche Akte", (string)marked.Body["marks"]!["deletion"]!["reason"]!);
            Assert.NotNull(marked.Body["_links"]!["confirm-deletion"]);
            Assert.Null((await file.Registrar.GetAsync(file.Matter)).Body["_links"]!["confirm-deletion"]);
            (await file.Clerk.PatchAsync(file.Document, "\"2\"", Subject("x"))).Expect(409, "deletion-requested");
            (await file.Registrar.PutAsync($"{file.Matter}/deletion/confirmation", "\"2\"", Nothing))
                .Expect(403, "same-person");

            (await file.Clerk.PutAsync($"{file.Matter}/deletion/confirmation", "\"2\"", Nothing)).Expect(200);
            var document = (await file.Clerk.GetAsync(file.Document)).Expect(200).Body;
            Assert.Equal("deleted", (string)document["state"]!);
            Assert.Equal((string)asked["checker"]!, (string)document["marks"]!["deleted"]!["confirmedBy"]!);
            (await file.Clerk.GetAsync($"{file.Document}/versions/1/content")).Expect(410, "content-deleted");
            (await file.Clerk.GetAsync($"{file.Document}/versions/1/text")).Expect(410, "content-deleted");
            Assert.Empty((await file.Clerk.SearchAsync(word)).Items);
            (await file.Clerk.PatchAsync(file.Document, "\"3\"", Subject("x"))).Expect(409, "document-deleted");

            var last = (await file.Clerk.GetAsync($"{file.Path}/history?limit=500")).Items[^1]!;
            Assert.Equal("object-deleted/1", (string)last["type"]!);
            Assert.Contains(last["changes"]!.AsArray(), change => (string)change!["field"]! == "sha256"
                && (string)change["old"]! == (string)document["versions"]![0]!["sha256"]!);
        }),
        TestCase("R45 a checker is somebody the house knows", async () =>
        {
            var file = await NewFileAsync();
            (await file.Registrar.PutAsync($"{file.Document}/deletion", "\"1\"",
                new JsonObject { ["checker"] = $"{Guid.NewGuid()}", ["reason"] = "falsche Akte" }))
                .Expect(422, "unknown-checker", "/checker");
        }),
        TestCase("R45 a mark can be taken back", async () =>
        {
            var file = await NewFileAsync();
            (await file.Registrar.PutAsync($"{file.Document}/deletion", "\"1\"", await AskAsync(file))).Expect(200);
            (await file.Registrar.DeleteAsync($"{file.Document}/deletion", "\"2\"")).Expect(200);
            (await file.Clerk.PatchAsync(file.Document, "\"3\"", Subject("x"))).Expect(200);
        }),
        TestCase("R45 a town that says nothing deletes nothing", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync(), "neudorf");
            (await file.Registrar.PutAsync($"{file.Document}/deletion", "\"1\"", await AskAsync(file)))
                .Expect(409, "deletion-not-allowed");
            Assert.Null((await file.Registrar.GetAsync(file.Document)).Body["_links"]!["ask-for-deletion"]);
        }));

    // The clerk is to check what the registrar asks for.
    private static async Task<JsonObject> AskAsync(HouseFile file) => new()
    {
        ["checker"] = await RouteCase.PersonAsync(file.Clerk, file.Leaf),
        ["reason"] = "falsche Akte",
    };

    private static async Task<HouseFile> NewFileAsync() => await HouseFile.NewAsync(await TestHouse.SharedAsync());
}
