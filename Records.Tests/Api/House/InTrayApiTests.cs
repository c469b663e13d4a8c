using System.Text;
using System.Text.Json.Nodes;
using Records.Actors;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

public sealed class InTrayApiTests : Suite<InTrayApiTests>, ISuite
{
    private static readonly byte[] Letter = Encoding.UTF8.GetBytes("Sehr geehrte Frau Süß,\nanbei die Pläne.\n");

    public static Test Tests => TestList("in-tray",
        TestCase("R16 what a scanner puts in is seen by the unit, and its bytes are those that came", PutAsync),
        TestCase("R16 put elsewhere it is seen there, and here no more", ReassignAsync),
        TestCase("R16 turned away it waits no more and stays to be read", RejectAsync),
        TestCase("R17 registered it is a document of the matter and waits no more", RegisterAsync),
        TestCase("R17 eight who register one entry at once make one document", RaceAsync),
        TestCase("R17 where the matter does not take it, it waits as before, and nothing is left behind", RefusedAsync),
        TestCase("R17 nobody registers what they may not see, nor where they may not", ForeignAsync),
        TestCase("R16 content uploaded for a case file is none for the in-tray, nor the other way round", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            (await file.Clerk.PostAsync("in-tray", InTrayEntry(await file.Clerk.UploadAsync(file.Path, Letter))))
                .Expect(422, "unknown-upload", "/upload");
            (await file.Clerk.PostAsync(
                $"{file.Matter}/documents", Filing(await file.Clerk.UploadToTrayAsync(Letter))))
                .Expect(422, "unknown-upload", "/upload");
            var upload = await file.Clerk.UploadToTrayAsync(Letter);
            (await file.Clerk.PostAsync("in-tray", InTrayEntry(upload))).Expect(201);
            (await file.Clerk.PostAsync("in-tray", InTrayEntry(upload))).Expect(422, "unknown-upload");
        }),
        TestCase("R17 leaves nothing that is not as it was written, and a check reads what came in", CheckAsync),
        TestCase("an entry is no case file, and a case file is no entry", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            var entry = await file.Clerk.PutInTrayAsync();
            (await file.Clerk.PatchAsync($"case-files/{entry}", "\"1\"", Subject("x"))).Expect(404, "unknown-case-file");
            (await file.Clerk.GetAsync($"case-files/{entry}/history")).Expect(404, "unknown-case-file");
            (await file.Clerk.PutAsync($"in-tray/{file.Id}/rejection", "\"1\"", Reason()))
                .Expect(404, "unknown-in-tray-entry");
            (await file.Clerk.PostAsync($"{file.Matter}/registrations", new JsonObject { ["entry"] = file.Id }))
                .Expect(404, "unknown-in-tray-entry");
            (await file.Clerk.PatchAsync(file.Path, "\"1\"", Subject("x"))).Expect(200);
        }),
        TestCase("R16 for nobody who is there is refused", async () =>
        {
            var clerk = (await HouseFile.NewAsync(await TestHouse.SharedAsync())).Clerk;
            foreach (var (place, code, pointer) in new[]
            {
                (new JsonObject { ["unit"] = $"{Guid.NewGuid()}" }, "unknown-unit", "/for/unit"),
                (new JsonObject { ["person"] = $"{Guid.NewGuid()}" }, "unknown-person", "/for/person"),
            })
            {
                var wish = InTrayEntry(await clerk.UploadToTrayAsync(Letter));
                wish["for"] = place;
                (await clerk.PostAsync("in-tray", wish)).Expect(422, code, pointer);
            }
        }),
        TestCase("R16 a filter that names no state is refused", async () =>
        {
            var clerk = (await HouseFile.NewAsync(await TestHouse.SharedAsync())).Clerk;
            (await clerk.GetAsync("in-tray?state=gone")).Expect(400, "query-unclean");
        }));

    private static async Task PutAsync()
    {
        var house = await TestHouse.SharedAsync();
        var file = await HouseFile.NewAsync(house);
        var robot = await house.SignInAsync("musterstadt", "scan-robot");
        var wish = InTrayEntry(await robot.UploadToTrayAsync(Letter, "scan.txt"));
        wish["receivedAt"] = "2026-09-16T22:30:00Z";
        wish["for"] = new JsonObject { ["unit"] = $"{UnitOf(file, "Bauamt")}" };
        var put = (await robot.PostAsync("in-tray", wish)).Expect(201);

        var listed = Assert.Single(await WaitingAsync(file.Clerk), item => (string)item["id"]! == put.Id);
        Assert.Equal(("scanner", "2026-09-16T22:30:00.000000Z", "Stellungnahme", "waiting"),
            ((string)listed["source"]!, (string)listed["receivedAt"]!, (string)listed["fields"]!["subject"]!,
                (string)listed["state"]!));
        var content = (await file.Clerk.GetAsync($"in-tray/{put.Id}/content")).Expect(200);
        Assert.Equal(Letter, content.Bytes);
        Assert.Equal("nosniff", content.Header("X-Content-Type-Options"));
        var one = (await file.Clerk.GetAsync($"in-tray/{put.Id}")).Expect(200);
        Assert.True(one.Offers("reassign") && one.Offers("reject"));

        var stranger = await house.SignInAsync("musterstadt", "clerk2");
        (await stranger.GetAsync($"in-tray/{put.Id}")).Expect(404, "unknown-in-tray-entry");
        (await stranger.GetAsync($"in-tray/{put.Id}/content")).Expect(404, "unknown-in-tray-entry");
        (await stranger.PutAsync($"in-tray/{put.Id}/rejection", "\"1\"", Reason()))
            .Expect(404, "unknown-in-tray-entry");
        Assert.DoesNotContain(
            await WaitingAsync(stranger, $"&unit={UnitOf(file, "Bauamt")}"), item => (string)item["id"]! == put.Id);
    }

    private static async Task ReassignAsync()
    {
        var house = await TestHouse.SharedAsync();
        var file = await HouseFile.NewAsync(house);
        var stranger = await house.SignInAsync("musterstadt", "clerk2");
        var entry = await file.Clerk.PutInTrayAsync();
        var wish = new JsonObject
        {
            ["for"] = new JsonObject { ["unit"] = $"{UnitOf(file, "Ordnungsamt")}" },
            ["reason"] = "nicht zuständig",
        };
        (await file.Clerk.PutAsync($"in-tray/{entry}/place", "\"1\"", wish)).Expect(200);

        (await file.Clerk.GetAsync($"in-tray/{entry}")).Expect(404);
        var there = Assert.Single(await WaitingAsync(stranger), item => (string)item["id"]! == entry);
        Assert.Equal("nicht zuständig", (string)there["reason"]!);
        (await file.Registrar.GetAsync($"in-tray/{entry}")).Expect(200);
    }

    private static async Task RejectAsync()
    {
        var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
        var entry = await file.Clerk.PutInTrayAsync();
        (await file.Clerk.PutAsync($"in-tray/{entry}/rejection", "\"1\"", Reason())).Expect(200);
        Assert.DoesNotContain(await WaitingAsync(file.Clerk), item => (string)item["id"]! == entry);
        var gone = (await file.Clerk.GetAsync($"in-tray/{entry}")).Expect(200);
        Assert.Equal(("rejected", "Werbung"), ((string)gone.Body["state"]!, (string)gone.Body["reason"]!));
        Assert.False(gone.Offers("reject"));
        (await file.Clerk.GetAsync($"in-tray/{entry}/content")).Expect(200);
        (await file.Clerk.PostAsync($"{file.Matter}/registrations", new JsonObject { ["entry"] = entry }))
            .Expect(409, "already-rejected");
    }

    private static async Task RegisterAsync()
    {
        var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
        var entry = await file.Clerk.PutInTrayAsync("2026-09-16T22:30:00Z");
        var wish = new JsonObject
        {
            ["entry"] = entry,
            ["fields"] = new JsonObject { ["foreignReference"] = "W-17" },
        };
        var made = (await file.Clerk.PostAsync($"{file.Matter}/registrations", wish)).Expect(201);

        var document = (await file.Clerk.GetAsync(made.Header("Location")!)).Expect(200).Body;
        Assert.Equal("incoming", (string)document["kind"]!);
        // 22:30 UTC in September is the next day where the letter was received.
        Assert.Equal(
            """{"foreignReference":"W-17","receivedOn":"2026-09-17","subject":"Stellungnahme"}""",
            new JsonObject(document["fields"]!.AsObject().OrderBy(field => field.Key, StringComparer.Ordinal)
                .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))).ToJsonString());
        Assert.Equal(InTrayLetter, (await file.Clerk.GetAsync(
            $"{file.Path}/documents/{made.Id}/versions/1/content")).Expect(200).Bytes);

        Assert.DoesNotContain(await WaitingAsync(file.Clerk), item => (string)item["id"]! == entry);
        var gone = (await file.Clerk.GetAsync($"in-tray/{entry}")).Expect(200);
        Assert.Equal("registered", (string)gone.Body["state"]!);
        Assert.EndsWith(
            $"{file.Path}/documents/{made.Id}", (string)gone.Body["_links"]!["document"]!["href"]!,
            StringComparison.Ordinal);
        (await file.Clerk.PostAsync($"{file.Matter}/registrations", wish)).Expect(409, "already-registered");
        (await file.Clerk.PutAsync($"in-tray/{entry}/rejection", "\"2\"", Reason())).Expect(409, "already-registered");
        Assert.Equal("document-filed/1", (await file.Clerk.EventsAsync(file.Path)).Last(type =>
            !type.StartsWith("text-", StringComparison.Ordinal)));
    }

    private static async Task RaceAsync()
    {
        var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
        var (entry, other) = (await file.Clerk.PutInTrayAsync(), await file.Clerk.OpenMatterAsync(file.Path));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => file.Clerk.PostAsync(
            $"{(i % 2 == 0 ? file.Matter : other)}/registrations", new JsonObject { ["entry"] = entry })));
        Assert.Single(answers, answer => answer.Status == 201);
        Assert.All(answers.Where(answer => answer.Status != 201), answer => answer.Expect(409, "already-registered"));
        Assert.Equal(2, (await file.Clerk.EventsAsync(file.Path)).Count(type => type == "document-filed/1"));
    }

    private static async Task RefusedAsync()
    {
        var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
        var entry = await file.Clerk.PutInTrayAsync();
        (await file.Clerk.PutAsync($"{file.Matter}/closing", "\"1\"", Nothing)).Expect(200);
        var uploads = await UploadsAsync(file);

        (await file.Clerk.PostAsync($"{file.Matter}/registrations", new JsonObject { ["entry"] = entry }))
            .Expect(409, "matter-not-active");
        (await file.Clerk.PostAsync($"{file.Path}/matters/{Guid.NewGuid()}/registrations",
            new JsonObject { ["entry"] = entry })).Expect(404, "unknown-matter");
        (await file.Clerk.PostAsync($"{file.Matter}/registrations", new JsonObject { ["entry"] = $"{Guid.NewGuid()}" }))
            .Expect(404, "unknown-in-tray-entry");

        Assert.Contains(await WaitingAsync(file.Clerk), item => (string)item["id"]! == entry);
        Assert.Equal(uploads, await UploadsAsync(file));
    }

    private static async Task ForeignAsync()
    {
        var house = await TestHouse.SharedAsync();
        var file = await HouseFile.NewAsync(house);
        var stranger = await house.SignInAsync("musterstadt", "clerk2");
        var (mine, theirs) = (await file.Clerk.PutInTrayAsync(), await stranger.PutInTrayAsync());
        (await file.Clerk.PostAsync($"{file.Matter}/registrations", new JsonObject { ["entry"] = theirs }))
            .Expect(404, "unknown-in-tray-entry");
        (await stranger.PostAsync($"{file.Matter}/registrations", new JsonObject { ["entry"] = theirs }))
            .Expect(404, "unknown-case-file");
        (await file.Registrar.PostAsync($"{file.Matter}/registrations", new JsonObject { ["entry"] = mine }))
            .Expect(201);
    }

    // What came in and what was sealed anew are both read to their end.
    private static async Task CheckAsync()
    {
        await using var house = await TestHouse.StartAsync();
        var file = await HouseFile.NewAsync(house);
        await file.Clerk.WhenAllIsReadAsync();
        var entry = await file.Clerk.PutInTrayAsync();
        var before = await CheckAsync(house);
        (await file.Clerk.PostAsync($"{file.Matter}/registrations", new JsonObject { ["entry"] = entry })).Expect(201);
        await file.Clerk.WhenAllIsReadAsync();
        var after = await CheckAsync(house);
        Assert.Empty(after.Findings);
        // The document and its text; what came in was counted before.
        Assert.Equal(before.Objects + 2, after.Objects);

        var put = (await house.Tenant("musterstadt").InTray.LookAsync(new(Guid.Parse(entry)), Cancel)).State;
        await house.Tenant("musterstadt").ObjectStore.DeleteAsync(put.Contents.Content.Object, Cancel);
        Assert.Equal(entry, $"{Assert.Single((await CheckAsync(house)).Findings).Stream.Value}");
    }

    private static async Task<CheckReport> CheckAsync(TestHouse house)
    {
        var settings = house.Settings.Tenants.Single(tenant => tenant.Name == "musterstadt");
        await using var storage = await Records.Api.Tenants.TenantStorage.OpenAsync(
            settings, TimeProvider.System, Cancel);
        return await new HistoryCheck(storage.Files, storage.Tray, storage.Objects)
            .RunAsync(new Progress<long>(), Cancel);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static JsonObject Reason() => new() { ["reason"] = "Werbung" };

    private static Guid UnitOf(HouseFile file, string name) =>
        file.Clerk.Town.Settings.Units.Single(unit => unit.Name == name).Id.Value;

    private static async Task<List<JsonNode>> WaitingAsync(HouseApp app, string filter = "")
    {
        var (found, next) = (new List<JsonNode>(), default(string));
        await Patience.UntilAsync(async () =>
        {
            var page = (await app.GetAsync($"in-tray?limit=500{filter}{(next is null ? "" : $"&cursor={next}")}"))
                .Expect(200);
            found.AddRange(page.Items.Select(item => item!));
            next = (string?)page.Body["next"];
            return next is null;
        }, what: "the pages end");
        return found;
    }

    // Of this file: other tests upload in the same house.
    private static async Task<object?> UploadsAsync(HouseFile file) =>
        await file.Clerk.Town.Database.AsAdministratorAsync(
            $"select count(*) from upload where stream = '{file.Id}'");
}
