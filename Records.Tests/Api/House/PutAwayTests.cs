using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

public sealed class PutAwayTests : Suite<PutAwayTests>, ISuite
{
    public static Test Tests => TestList("R37 putting away over HTTP",
        TestCase("a note is put away, read, and taken up again", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            var note = await RouteCase.NoteAsync(file);
            (await file.Clerk.PutAsync($"{note}/put-away", "\"1\"", Nothing)).Expect(200);

            var shown = (await file.Clerk.GetAsync(note)).Expect(200).Body;
            Assert.Equal("put-away", (string)shown["state"]!);
            Assert.EndsWith("-12-31", (string)shown["marks"]!["putAway"]!["until"]!, StringComparison.Ordinal);
            (await file.Clerk.GetAsync($"{note}/versions/1/content")).Expect(200);
            (await file.Clerk.PatchAsync(note, "\"2\"", Subject("x"))).Expect(409, "document-put-away");

            (await file.Clerk.DeleteAsync($"{note}/put-away", "\"2\"")).Expect(200);
            var again = (await file.Clerk.GetAsync(note)).Expect(200).Body;
            Assert.Equal("active", (string)again["state"]!);
            Assert.Null(again["marks"]!["putAway"]);
        }),
        TestCase("what came in is not put away", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            (await file.Clerk.PutAsync($"{file.Document}/put-away", "\"1\"", Nothing))
                .Expect(409, "incoming-not-put-away");
        }));
}
