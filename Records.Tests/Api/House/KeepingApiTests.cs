using System.Text.Json.Nodes;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

/// <summary>Appraisal in advance and changes by hand through the real API.</summary>
public sealed class KeepingApiTests : Suite<KeepingApiTests>, ISuite
{
    public static Test Tests => TestList("keeping through the API",
        TestCase("R6 R7 a file shows what becomes of it, and who says so", async () =>
        {
            var (file, entry) = await NewFileAsync();
            var archivist = file.Archivist;
            Assert.Equal(("appraise", "opening", null), await DisposalAsync(file));

            var word = new JsonObject { ["type"] = "archive", ["reason"] = "Stadtbild" };
            (await file.Registrar.PutAsync($"{file.Path}/appraisal", "\"1\"", word)).Expect(403, "not-permitted");
            (await archivist.PutAsync($"{file.Path}/appraisal", "\"1\"", word)).Expect(200);
            Assert.Equal(("archive", "case-file", null), await DisposalAsync(file));
            var mark = (await file.Clerk.GetAsync(file.Path)).Body["marks"]!["appraisal"]!;
            Assert.Equal(("archive", "Stadtbild"), ((string)mark["type"]!, (string)mark["reason"]!));

            var other = await file.Clerk.OpenFileAsync(entry);
            var below = new JsonObject { ["type"] = "destroy", ["reason"] = "wertlos" };
            (await archivist.PutAsync($"file-plan/entries/{entry}/appraisal", "\"1\"", below)).Expect(200);
            Assert.Equal(("destroy", "entry", entry), await DisposalAsync(file with { Path = other }));
            Assert.Equal(("archive", "case-file", null), await DisposalAsync(file));
            (await archivist.PutAsync($"{other}/appraisal", "\"1\"", word)).Expect(409, "entry-not-open-for-appraisal");
        }),
        TestCase("R38 periods and type of an active file are changed by hand", async () =>
        {
            var (file, entry) = await NewFileAsync();
            (await file.Clerk.PutAsync($"{file.Path}/retention", "\"1\"", RouteCase.NewRule))
                .Expect(403, "not-permitted");
            var blank = RouteCase.NewRule;
            blank["reason"] = " ";
            (await file.Registrar.PutAsync($"{file.Path}/retention", "\"1\"", blank))
                .Expect(422, "reason-required", "/reason");
            (await file.Registrar.PutAsync($"{file.Path}/retention", "\"1\"", RouteCase.NewRule)).Expect(200);

            var seen = (await file.Clerk.GetAsync(file.Path)).Body;
            Assert.Equal(
                (1, 40, 10), ((int)seen["retention"]!["transferYears"]!, (int)seen["retention"]!["retentionYears"]!,
                    (int)seen["keeping"]!["opening"]!["retentionYears"]!));
            Assert.Equal("VOB/B § 13", (string)seen["marks"]!["ruleByHand"]!["legalGround"]!);
            Assert.Equal(("appraise", "manual", null), await DisposalAsync(file));
        }),
        TestCase("R38 the last day of a closed file is set by hand, and holds when it is closed again", async () =>
        {
            var (file, _) = await NewFileAsync();
            (await file.Registrar.PutAsync($"{file.Path}/retention-end", "\"1\"", End))
                .Expect(409, "case-file-not-closed");
            (await file.Registrar.PutAsync($"{file.Path}/closing", "\"1\"", Nothing)).Expect(200);
            (await file.Registrar.PutAsync($"{file.Path}/retention-end", "\"2\"", End)).Expect(200);
            (await file.Registrar.DeleteAsync($"{file.Path}/closing", "\"3\"")).Expect(200);
            (await file.Registrar.PutAsync($"{file.Path}/closing", "\"4\"", Nothing)).Expect(200);

            var seen = (await file.Clerk.GetAsync(file.Path)).Body;
            Assert.Equal("2090-06-30", (string)seen["closing"]!["retentionEnds"]!);
            Assert.Equal("Prozess", (string)seen["marks"]!["endByHand"]!["reason"]!);
            Assert.Contains("retention-end-set/1", await file.Clerk.EventsAsync(file.Path));
        }),
        TestCase("a file remembers the rule of its opening and shows what the plan says now", async () =>
        {
            var (file, entry) = await NewFileAsync();
            var rule = new JsonObject
            {
                ["rule"] = new JsonObject { ["transferYears"] = 2, ["retentionYears"] = 7, ["disposal"] = "appraise" },
            };
            (await file.Registrar.PutAsync($"file-plan/entries/{entry}/rule", "\"1\"", rule)).Expect(200);
            var keeping = (await file.Clerk.GetAsync(file.Path)).Body["keeping"]!;
            Assert.Equal(
                (10, 1, 7, entry),
                ((int)keeping["opening"]!["retentionYears"]!, (int)keeping["opening"]!["planVersion"]!,
                    (int)keeping["now"]!["retentionYears"]!, (string)keeping["now"]!["statedBy"]!));
        }));

    private static JsonObject End => new()
    {
        ["reason"] = "Prozess",
        ["legalBasis"] = "ZPO § 1",
        ["retentionEnds"] = "2090-06-30",
    };

    // Under an entry of its own, without matters, so that it closes at once.
    private static async Task<(HouseFile File, string Entry)> NewFileAsync()
    {
        var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
        return (file with { Path = await file.Clerk.OpenFileAsync(file.Entry) }, file.Entry);
    }

    private static async Task<(string Type, string Source, string? StatedBy)> DisposalAsync(HouseFile file)
    {
        var said = (await file.Clerk.GetAsync(file.Path)).Expect(200).Body["keeping"]!["disposal"]!;
        return ((string)said["type"]!, (string)said["source"]!, (string?)said["statedBy"]);
    }
}
