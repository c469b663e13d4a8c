using System.Text.Json.Nodes;
using Records.Actors;
using Records.Core.CaseFiles;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

/// <summary>The file plan through the real API: each act once, and what it leaves behind.</summary>
public sealed class FilePlanApiTests : Suite<FilePlanApiTests>, ISuite
{
    public static Test Tests => TestList("the file plan through the API",
        TestCase("R1 there is one plan, and it goes on in versions", async () =>
        {
            var (registrar, _, _) = await PeopleAsync();
            var plan = (await registrar.GetAsync("file-plan")).Expect(200).Body;
            Assert.Equal("Kommunaler Aktenplan", (string)plan["title"]!);
            Assert.Equal((1, "2020-01-01"), Version(plan, 0));
            var other = Plan;
            other["title"] = "Anderer Plan";
            (await registrar.PostAsync("file-plan", other)).Expect(409, "plan-exists");

            var gone = await registrar.AddEntryAsync();
            (await registrar.PutAsync($"file-plan/entries/{gone}/retirement", "\"1\"", Nothing)).Expect(200);
            await using var house = await TestHouse.StartAsync();
            var alone = await house.SignInAsync("musterstadt", "registrar");
            var left = await alone.AddEntryAsync();
            (await alone.PutAsync($"file-plan/entries/{left}/retirement", "\"1\"", Nothing)).Expect(200);
            await alone.AddEntryAsync();
            (await alone.PostAsync("file-plan/versions", new JsonObject { ["validFrom"] = "2100-01-01" })).Expect(201);
            (await alone.PostAsync("file-plan/versions", new JsonObject { ["validFrom"] = "2099-01-01" }))
                .Expect(409, "version-not-later", "/validFrom");
            plan = (await alone.GetAsync("file-plan")).Expect(200).Body;
            Assert.Equal(((1, "2020-01-01"), (2, "2100-01-01")), (Version(plan, 0), Version(plan, 1)));
            Assert.Equal("2099-12-31", (string)plan["versions"]![0]!["validTo"]!);
            Assert.Equal([left], plan["versions"]![1]!["left"]!.AsArray().Select(id => (string)id!));
            Assert.Equal(2, (int)(await alone.GetAsync($"file-plan/entries/{left}")).Body["leftWith"]!);
        }),
        TestCase("R2 nothing is put below a leaf entry", async () =>
        {
            var (registrar, _, _) = await PeopleAsync();
            var leaf = await AddAsync(registrar, ("leaf", true));
            Assert.True((bool)(await registrar.GetAsync($"file-plan/entries/{leaf}")).Body["leaf"]!);
            (await registrar.PostAsync("file-plan/entries", Entry(registrar, ("parent", leaf))))
                .Expect(409, "entry-is-leaf", "/parent");
        }),
        TestCase("R3 an entry is edited, and its disposal data is not by this door", async () =>
        {
            var (registrar, _, _) = await PeopleAsync();
            var (entry, other) = (await AddAsync(registrar), await AddAsync(registrar));
            var place = $"file-plan/entries/{entry}";
            (await registrar.PatchAsync(place, "\"1\"", new JsonObject
            {
                ["title"] = "Neubauten",
                ["scope"] = "Wohnhäuser",
                ["references"] = new JsonArray(other),
            })).Expect(200);
            var seen = (await registrar.GetAsync(place)).Expect(200);
            Assert.Equal(
                ("Neubauten", "Wohnhäuser", other, "\"2\""),
                ((string)seen.Body["title"]!, (string)seen.Body["scope"]!, (string)seen.Body["references"]![0]!,
                    seen.ETag));
            (await registrar.PatchAsync(place, "\"2\"", new JsonObject
            {
                ["rule"] = new JsonObject { ["transferYears"] = 1, ["disposal"] = "destroy" },
            })).Expect(403, "disposal-data-is-separate");

            var history = (await registrar.GetAsync($"{place}/history")).Expect(200).Items;
            Assert.Equal(
                ["file-plan-entry-added/2", "file-plan-entry-edited/1"], history.Select(one => (string)one!["type"]!));
            Assert.Contains(history[1]!["changes"]!.AsArray(), change =>
                (string)change!["field"]! == "title" && (string)change["new"]! == "Neubauten");
        }),
        TestCase("R5 an entry goes where nothing ever lay, and its number is not given again", async () =>
        {
            var (registrar, clerk, _) = await PeopleAsync();
            var wish = Entry(registrar);
            var entry = (await registrar.PostAsync("file-plan/entries", wish)).Expect(201).Id;
            (await registrar.DeleteAsync($"file-plan/entries/{entry}", "\"1\"")).Expect(200);
            (await registrar.GetAsync($"file-plan/entries/{entry}")).Expect(404, "unknown-entry");
            (await registrar.PostAsync("file-plan/entries", wish)).Expect(409, "notation-taken");

            var full = await AddAsync(registrar);
            await clerk.OpenFileAsync(full);
            (await registrar.DeleteAsync($"file-plan/entries/{full}", "\"1\"")).Expect(409, "entry-holds-files");
        }),
        TestCase("R6 the archive appraises, and the registry does not", async () =>
        {
            var (registrar, _, archivist) = await PeopleAsync();
            var above = await AddAsync(registrar);
            var below = await AddAsync(registrar, ("parent", above));
            var word = new JsonObject { ["type"] = "archive", ["reason"] = "Stadtbild" };
            (await registrar.PutAsync($"file-plan/entries/{above}/appraisal", "\"1\"", word))
                .Expect(403, "not-permitted");
            (await archivist.PutAsync($"file-plan/entries/{above}/appraisal", "\"1\"",
                new JsonObject { ["type"] = "archive", ["reason"] = " " })).Expect(422, "reason-required", "/reason");
            (await archivist.PutAsync($"file-plan/entries/{above}/appraisal", "\"1\"", word)).Expect(200);

            var said = (await archivist.GetAsync($"file-plan/entries/{below}")).Body["disposal"]!;
            Assert.Equal(
                ("archive", above, true),
                ((string)said["type"]!, (string)said["statedBy"]!, (bool)said["isAppraised"]!));
            (await registrar.PutAsync($"file-plan/entries/{below}/rule", "\"1\"", new JsonObject
            {
                ["rule"] = new JsonObject { ["transferYears"] = 1, ["disposal"] = "destroy" },
            })).Expect(403, "disposal-data-is-separate");
        }),
        TestCase("R8 an entry closed to new files opens none, here and below", async () =>
        {
            var (registrar, clerk, _) = await PeopleAsync();
            var above = await AddAsync(registrar);
            var below = await AddAsync(registrar, ("parent", above));
            var closed = new JsonObject { ["takesFiles"] = false };
            (await registrar.PutAsync($"file-plan/entries/{above}/intake", "\"1\"", closed)).Expect(200);
            Assert.False((bool)(await clerk.GetAsync($"file-plan/entries/{below}")).Body["takesFiles"]!);
            (await clerk.PostAsync("case-files", Opening(below))).Expect(409, "entry-closed");
        }),
        TestCase("R8 an entry opens no file before its first day", async () =>
        {
            var (registrar, clerk, _) = await PeopleAsync();
            var entry = await AddAsync(registrar, ("validFrom", "2200-01-01"));
            (await clerk.PostAsync("case-files", Opening(entry))).Expect(409, "entry-not-valid");
        }),
        TestCase("R4 a full leaf is continued beside it, one file after the other", async () =>
        {
            await using var house =
                await TestHouse.StartAsync(_ => null, opening: new(FileReferencePattern.Default, MaxFilesPerLeaf: 2));
            var (registrar, clerk) =
                (await house.SignInAsync("musterstadt", "registrar"), await house.SignInAsync("musterstadt", "clerk"));
            var above = (await registrar.PostAsync("file-plan/entries", Entry(registrar))).Expect(201).Id;
            var notation = (string)(await registrar.GetAsync($"file-plan/entries/{above}")).Body["notation"]!;
            var leaf = await AddAsync(
                registrar, ("parent", above), ("notation", $"{notation}.1"), ("leaf", true));

            var answers = await Task.WhenAll(
                Enumerable.Range(0, 5).Select(_ => clerk.PostAsync("case-files", Opening(leaf))));
            answers = [.. answers, await clerk.PostAsync("case-files", Opening(above))];

            Assert.Equal(
                ["1:1", "1:2", "2:1", "2:2", "3:1", "3:2"],
                answers.Select(answer => (string)answer.Expect(201).Body["reference"]!)
                    .Select(reference => $"{reference.Split('.', '-')[1]}:{reference[^1]}").Order());
        }),
        TestCase("what the plan asks for is asked of files, matters and documents below", async () =>
        {
            var (registrar, clerk, _) = await PeopleAsync();
            var entry = await AddAsync(registrar);
            (await registrar.PutAsync($"file-plan/entries/{entry}/fields", "\"1\"", new JsonObject
            {
                ["fields"] = new JsonArray(
                    Field("case-file", "plot", "line", required: true), Field("matter", "cost", "number"),
                    Field("document", "sealed", "choice", choices: ["ja", "nein"])),
            })).Expect(200);
            Assert.Equal(3, (await clerk.GetAsync($"file-plan/entries/{entry}")).Body["fields"]!.AsArray().Count);

            (await clerk.PostAsync("case-files", Opening(entry))).Expect(422, "field-required", "/fields/plot");
            var wish = Opening(entry);
            wish["fields"]!["plot"] = "12/4";
            var file = $"case-files/{(await clerk.PostAsync("case-files", wish)).Expect(201).Id}";
            (await clerk.PatchAsync(file, "\"1\"", Fields(("plot", "12/5")))).Expect(200);
            (await clerk.PatchAsync(file, "\"2\"", Fields(("cost", "1")))).Expect(422, "unknown-field", "/fields/cost");
            Assert.Equal("12/5", (string)(await clerk.GetAsync(file)).Body["fields"]!["plot"]!);

            var matter = await clerk.OpenMatterAsync(file);
            (await clerk.PatchAsync(matter, "\"1\"", Fields(("cost", "1,5")))).Expect(422, "field-not-a-number");
            (await clerk.PatchAsync(matter, "\"1\"", Fields(("cost", "1.5")))).Expect(200);
            var document = await clerk.FileAsync(file, matter, [1]);
            (await clerk.PatchAsync(document, "\"1\"", Fields(("sealed", "x")))).Expect(422, "field-not-a-choice");
            (await clerk.PatchAsync(document, "\"1\"", Fields(("sealed", "ja")))).Expect(200);

            // What comes of merging, redacting and the in-tray is described as what is made in the ordinary way.
            var text = await clerk.FileAsync(file, matter, [.. "Guten Tag"u8]);
            var redaction = Redaction();
            redaction["fields"]!["sealed"] = "x";
            (await clerk.PostAsync($"{text}/redactions", redaction)).Expect(422, "field-not-a-choice");
            redaction["fields"]!["sealed"] = "ja";
            var redacted = (await clerk.PostAsync($"{text}/redactions", redaction)).Expect(201).Id;
            var copy = (await clerk.GetAsync($"{file}/documents/{redacted}")).Body;
            Assert.Equal("ja", (string)copy["fields"]!["sealed"]!);
            var registering = new JsonObject
            {
                ["entry"] = await clerk.PutInTrayAsync(),
                ["fields"] = new JsonObject { ["sealed"] = "x" },
            };
            (await clerk.PostAsync($"{matter}/registrations", registering)).Expect(422, "field-not-a-choice");
            registering["fields"]!["sealed"] = "nein";
            (await clerk.PostAsync($"{matter}/registrations", registering)).Expect(201);
            var merging = new JsonObject
            {
                ["matters"] = new JsonArray(
                    new JsonObject { ["id"] = matter.Split('/')[^1], ["revision"] = 2 },
                    new JsonObject
                    {
                        ["id"] = (await clerk.OpenMatterAsync(file)).Split('/')[^1],
                        ["revision"] = 1,
                    }),
                ["fields"] = new JsonObject { ["subject"] = "Beides", ["cost"] = "3" },
                ["reason"] = "dasselbe",
            };
            var merged = (await registrar.PostAsync($"{file}/matters/merging", merging)).Expect(201).Id;
            Assert.Equal("3", (string)(await clerk.GetAsync($"{file}/matters/{merged}")).Body["fields"]!["cost"]!);

            (await registrar.PutAsync($"file-plan/entries/{entry}/fields", "\"2\"",
                new JsonObject { ["fields"] = new JsonArray() })).Expect(200);
            (await clerk.PatchAsync(file, "\"2\"", Fields(("plot", "1")))).Expect(422, "unknown-field");
            Assert.Equal("12/5", (string)(await clerk.GetAsync(file)).Body["fields"]!["plot"]!);
        }));

    private static async Task<(HouseApp Registrar, HouseApp Clerk, HouseApp Archivist)> PeopleAsync()
    {
        var house = await TestHouse.SharedAsync();
        return (await house.SignInAsync("musterstadt", "registrar"), await house.SignInAsync("musterstadt", "clerk"),
            await house.SignInAsync("musterstadt", "archivist"));
    }

    private static async Task<string> AddAsync(HouseApp registrar, params (string Name, JsonNode Value)[] said) =>
        (await registrar.PostAsync("file-plan/entries", Entry(registrar, said))).Expect(201).Id;

    private static JsonObject Entry(HouseApp app, params (string Name, JsonNode Value)[] said)
    {
        var entry = new JsonObject { ["notation"] = app.Town.NextNotation(), ["title"] = "Bauanträge" };
        foreach (var (name, value) in said)
            entry[name] = value;
        return entry;
    }

    private static JsonObject Fields(params (string Name, string Value)[] values) => new()
    {
        ["fields"] = new JsonObject(values.Select(value => KeyValuePair.Create(value.Name, (JsonNode?)value.Value))),
    };

    private static JsonObject Field(
        string on, string name, string kind, bool required = false, params string[] choices) => new()
        {
            ["on"] = on,
            ["name"] = name,
            ["label"] = "Angabe",
            ["kind"] = kind,
            ["required"] = required,
            ["choices"] = new JsonArray([.. choices.Select(choice => (JsonNode)choice)]),
        };

    private static (int, string) Version(JsonNode plan, int index) =>
        ((int)plan["versions"]![index]!["number"]!, (string)plan["versions"]![index]!["validFrom"]!);
}
