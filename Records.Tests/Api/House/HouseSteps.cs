using System.Text.Json.Nodes;

namespace Records.Tests.Api.House;

/// <summary>The steps many tests begin with. Each expects to succeed.</summary>
internal static class HouseSteps
{
    public static JsonObject Subject(string subject) => new() { ["fields"] = new JsonObject { ["subject"] = subject } };

    public static JsonObject Opening(string entry, string subject = "Bauantrag") =>
        new() { ["entry"] = entry, ["fields"] = new JsonObject { ["subject"] = subject } };

    public static JsonObject Filing(string upload, string subject = "Schreiben") =>
        new() { ["upload"] = upload, ["kind"] = "incoming", ["fields"] = new JsonObject { ["subject"] = subject } };

    public static JsonObject Resubmission(string on = "2050-01-15") =>
        new() { ["on"] = on, ["reason"] = "Rücklauf prüfen" };

    /// <summary>The plan of every town; made again, it stays as it is.</summary>
    public static JsonObject Plan => new() { ["title"] = "Kommunaler Aktenplan", ["validFrom"] = "2020-01-01" };
    /// <summary>A redaction of what a letter of one line says first.</summary>
    public static JsonObject Redaction() => new()
    {
        ["version"] = 1,
        ["areas"] = new JsonArray(new JsonObject
        {
            ["page"] = 1,
            ["x"] = 50,
            ["y"] = 50,
            ["width"] = 90.5,
            ["height"] = 20,
        }),
        ["reason"] = "Name einer dritten Person",
        ["legalGround"] = "LIFG § 5",
        ["fields"] = new JsonObject { ["subject"] = "Schreiben, geschwärzt" },
    };

    /// <summary>What is in an entry of the in-tray unless a test says otherwise.</summary>
    public static byte[] InTrayLetter { get; } = [.. "Stellung genommen wird wie folgt."u8];

    public static JsonObject InTrayEntry(string upload) => new()
    {
        ["upload"] = upload,
        ["source"] = "scanner",
        ["fields"] = new JsonObject { ["subject"] = "Stellungnahme" },
    };

    public static JsonObject Nothing => [];

    extension(HouseApp app)
    {
        public async Task<string> AddEntryAsync(string? parent = null)
        {
            var body = new JsonObject { ["notation"] = app.Town.NextNotation(), ["title"] = "Bauanträge" };
            if (parent is not null)
                body["parent"] = parent;
            return (await app.PostAsync("file-plan/entries", body)).Expect(201).Id;
        }

        /// <summary>A case file; its path.</summary>
        public async Task<string> OpenFileAsync(string entry, string subject = "Bauantrag") =>
            $"case-files/{(await app.PostAsync("case-files", Opening(entry, subject))).Expect(201).Id}";

        /// <summary>A matter in it; its path.</summary>
        public async Task<string> OpenMatterAsync(string file, string subject = "Anhörung") =>
            $"{file}/matters/{(await app.PostAsync($"{file}/matters", Subject(subject))).Expect(201).Id}";

        public async Task<string> UploadAsync(string file, byte[] bytes, string name = "brief.txt") =>
            (string)(await app.SendAsync(
                HttpMethod.Post, $"{file}/uploads",
                HouseApp.Upload(new ByteArrayContent(bytes), $"attachment; filename=\"{name}\"")))
                .Expect(201).Body["upload"]!;

        /// <summary>Content for the in-tray.</summary>
        public async Task<string> UploadToTrayAsync(byte[] bytes, string name = "brief.txt") =>
            (string)(await app.SendAsync(
                HttpMethod.Post, "in-tray/uploads",
                HouseApp.Upload(new ByteArrayContent(bytes), $"attachment; filename=\"{name}\"")))
                .Expect(201).Body["upload"]!;

        /// <summary>An entry in the in-tray of the caller's unit; its id.</summary>
        public async Task<string> PutInTrayAsync(string? receivedAt = null)
        {
            var wish = InTrayEntry(await app.UploadToTrayAsync(InTrayLetter));
            if (receivedAt is not null)
                wish["receivedAt"] = receivedAt;
            return (await app.PostAsync("in-tray", wish)).Expect(201).Id;
        }

        /// <summary>A document in the matter; its path.</summary>
        public async Task<string> FileAsync(
            string file, string matter, byte[] bytes, string name = "brief.txt", string subject = "Schreiben") =>
            $"{file}/documents/{(await app.PostAsync($"{matter}/documents", Filing(await app.UploadAsync(file, bytes, name), subject))).Expect(201).Id}";

        /// <summary>
        /// Waits until the text of everything filed so far was read: first until the views have seen the filing, for before
        /// that nothing waits to be read, then event by event until nothing does.
        /// </summary>
        public async Task WhenAllIsReadAsync()
        {
            (await app.GetAsync("case-files?limit=1", ("Minimum-Position", $"{app.Town.Written}"), ("Prefer", "wait=30"))).Expect(200);
            // Once an event has come the answer waits no more; asking without a pause would be refused as too much.
            await Patience.UntilAsync(async () =>
            {
                if (await app.Town.Database.AsAdministratorAsync("select count(*) from view.text_waiting") is 0L)
                    return true;
                await app.GetAsync(
                    "case-files?limit=1", ("Minimum-Position", $"{app.Town.Written + 1}"), ("Prefer", "wait=1"));
                return false;
            }, TimeSpan.FromMinutes(10), TimeSpan.FromMilliseconds(50), "the text of everything is read");
        }

        /// <summary>The ETag of what stands there now.</summary>
        public async Task<string> ETagAsync(string path) => (await app.GetAsync(path)).Expect(200).ETag;

        /// <summary>The kinds of events of a case file, oldest first.</summary>
        public async Task<string[]> EventsAsync(string file) =>
            [.. (await app.GetAsync($"{file}/history?limit=500"))
                .Expect(200).Items.Select(item => (string)item!["type"]!)];
    }
}
