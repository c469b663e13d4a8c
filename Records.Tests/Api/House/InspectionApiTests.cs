using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

/// <summary>Inspections as an application gives and fetches them, through the real API.</summary>
public sealed class InspectionApiTests : Suite<InspectionApiTests>, ISuite
{
    private const string Hidden = "Geheimratsname", Shown = "Beteiligungsverfahren";

    public static Test Tests => TestList("R55 inspections through the API",
        TestCase("a bundle holds every document as filed, in the order of dates, and says what it holds", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            var late = await file.Clerk.FileAsync(
                file.Path, file.Matter, [.. "Spät"u8], "../../boese.txt", "Später Brief");
            await DatedAsync(file, late, "2026-03-05");
            var early = await file.Clerk.FileAsync(file.Path, file.Matter, [.. "Früh"u8], "brief.txt", "Früher Brief");
            await DatedAsync(file, early, "2001-01-02");

            var given = (await file.Clerk.PostAsync($"{file.Path}/inspections", Wish(withSheets: true))).Expect(201);
            var zip = await FetchAsync(file, given.Id);
            Assert.Equal(
                [
                    "Inhaltsverzeichnis.pdf", "contents.json", "dokumente/0001-brief.txt",
                    "dokumente/0002-_.._boese.txt", "dokumente/0003-brief.txt", "metadaten/akte.pdf", "metadaten/vorgang-0001.pdf",
                    "metadaten/dokument-0001.pdf", "metadaten/dokument-0002.pdf", "metadaten/dokument-0003.pdf",
                ], zip.Select(entry => entry.Name));
            Assert.Equal("Früh", Encoding.UTF8.GetString(zip[2].Bytes));

            var contents = JsonNode.Parse(zip[1].Bytes)!;
            Assert.Equal(
                zip[2..5].Select(entry => Convert.ToHexStringLower(SHA256.HashData(entry.Bytes))),
                contents["documents"]!.AsArray().Select(document => (string)document!["sha256"]!));
            var page = await TextOfAsync(zip[0].Bytes);
            foreach (var word in (string[])["Inhaltsverzeichnis", "0001", "02.01.2001", "Früher Brief", "Später Brief",
                (string)contents["documents"]![1]!["sha256"]!])
                Assert.Contains(word, page, StringComparison.Ordinal);
            Assert.Contains("05.03.2026", await TextOfAsync(zip[8].Bytes), StringComparison.Ordinal);
            Assert.Contains("inspection-given/1", await file.Clerk.EventsAsync(file.Path));
        }),
        TestCase("what was given is listed with its hashes, also on the file, and the bundle has the hash that is told",
            async () =>
            {
                var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
                var given = (await file.Clerk.PostAsync($"{file.Path}/inspections", Wish())).Expect(201);
                var listed = Assert.Single(
                    (await file.Clerk.GetAsync($"{file.Path}/inspections")).Expect(200).Body.AsArray())!;
                Assert.Equal(given.Id, (string)listed["id"]!);
                Assert.Equal("Rechtsanwältin Dr. Weber", (string)listed["recipient"]!);
                Assert.Equal(
                    Convert.ToHexStringLower(SHA256.HashData([.. "Guten Tag"u8])),
                    (string)Assert.Single(listed["versions"]!.AsArray())!["sha256"]!);
                var bytes = await BytesAsync(file, given.Id);
                Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), (string)listed["sha256"]!);
                Assert.True(JsonNode.DeepEquals(
                    listed, (await file.Clerk.GetAsync(file.Path)).Expect(200).Body["inspections"]![0]));
            }),
        TestCase("the same content makes the same bytes, whoever gets it", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            var first = (await file.Clerk.PostAsync($"{file.Path}/inspections", Wish(withSheets: true))).Expect(201);
            var wish = Wish(withSheets: true);
            wish["recipient"] = "Jemand anders";
            var second = (await file.Registrar.PostAsync($"{file.Path}/inspections", wish)).Expect(201);
            Assert.NotEqual(first.Id, second.Id);
            Assert.Equal(await BytesAsync(file, first.Id), await BytesAsync(file, second.Id));
        }),
        TestCase("where a redacted copy exists, nothing in the bundle says what it hides", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            var source = await file.Clerk.FileAsync(
                file.Path, file.Matter, Encoding.UTF8.GetBytes($"{Hidden}\n\n\n\n{Shown}"), $"{Hidden}.txt", Hidden);
            var redaction = Redaction();
            redaction["areas"]![0]!["width"] = 400;
            var copy = (await file.Clerk.PostAsync($"{source}/redactions", redaction)).Expect(201);

            var given = (await file.Clerk.PostAsync($"{file.Path}/inspections", Wish(withSheets: true))).Expect(201);
            var zip = await FetchAsync(file, given.Id);
            foreach (var (name, bytes) in zip)
            {
                Assert.DoesNotContain(Hidden, name, StringComparison.Ordinal);
                Assert.DoesNotContain(Hidden, Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
                if (name.EndsWith(".pdf", StringComparison.Ordinal))
                    Assert.DoesNotContain(Hidden, await TextOfAsync(bytes), StringComparison.Ordinal);
            }
            Assert.Contains(zip, entry => entry.Name.EndsWith("-geschwaerzt.pdf", StringComparison.Ordinal));
            var listed = (await file.Clerk.GetAsync(file.Path)).Expect(200).Body["inspections"]![0]!;
            Assert.Equal(source.Split('/')[^1], (string)Assert.Single(listed["withheld"]!.AsArray())!);

            var named = Wish();
            named["whole"] = false;
            named["documents"] = new JsonArray(source.Split('/')[^1]);
            var asked = (await file.Clerk.PostAsync($"{file.Path}/inspections", named)).Expect(201);
            Assert.Contains(await FetchAsync(file, asked.Id), entry =>
                Encoding.UTF8.GetString(entry.Bytes).StartsWith(Hidden, StringComparison.Ordinal));
        }),
        TestCase("what is cancelled is not shown, and the answer says what it is", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            (await file.Registrar.PutAsync(
                $"{file.Document}/cancellation", "\"1\"", new JsonObject { ["reason"] = "doppelt" })).Expect(200);
            var answer = (await file.Clerk.PostAsync($"{file.Path}/inspections", Wish()))
                .Expect(409, "not-all-readable");
            Assert.Contains(file.Document.Split('/')[^1], answer.Text, StringComparison.Ordinal);
            Assert.Empty((await file.Clerk.GetAsync(file.Path)).Expect(200).Body["inspections"]!.AsArray());
        }),
        TestCase("what was deleted since is not fetched by the door of an old bundle", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            var given = (await file.Clerk.PostAsync($"{file.Path}/inspections", Wish())).Expect(201);
            await RouteCase.AskAsync(file, file.Document);
            (await file.Clerk.PutAsync($"{file.Document}/deletion/confirmation", "\"2\"", Nothing)).Expect(200);
            (await file.Clerk.GetAsync($"{file.Path}/inspections/{given.Id}/content")).Expect(410, "content-deleted");
        }),
        TestCase("a bundle that is not there is not found, and auditors fetch none", async () =>
        {
            var house = await TestHouse.SharedAsync();
            var file = await HouseFile.NewAsync(house);
            (await file.Clerk.GetAsync($"{file.Path}/inspections/{Guid.NewGuid()}/content"))
                .Expect(404, "unknown-inspection");
            var given = (await file.Clerk.PostAsync($"{file.Path}/inspections", Wish())).Expect(201);
            Assert.Equal(403, (await (await house.SignInAsync("musterstadt", "auditor"))
                .GetAsync($"{file.Path}/inspections/{given.Id}/content")).Status);
        }));

    /// <summary>The whole file, for a lawyer.</summary>
    internal static JsonObject Wish(bool withSheets = false) => new()
    {
        ["recipient"] = "Rechtsanwältin Dr. Weber",
        ["reason"] = "Antrag auf Akteneinsicht",
        ["legalGround"] = "LVwVfG § 29",
        ["whole"] = true,
        ["withSheets"] = withSheets,
    };

    private static async Task DatedAsync(HouseFile file, string document, string day)
    {
        var fields = new JsonObject { ["fields"] = new JsonObject { ["letterDate"] = day } };
        (await file.Clerk.PatchAsync(document, "\"1\"", fields)).Expect(200);
    }

    private static async Task<byte[]> BytesAsync(HouseFile file, string inspection) =>
        (await file.Clerk.GetAsync($"{file.Path}/inspections/{inspection}/content")).Expect(200).Bytes;

    private static async Task<(string Name, byte[] Bytes)[]> FetchAsync(HouseFile file, string inspection)
    {
        using var zip = new ZipArchive(new MemoryStream(await BytesAsync(file, inspection)));
        return [.. zip.Entries.Select(entry =>
        {
            using var content = entry.Open();
            var bytes = new MemoryStream();
            content.CopyTo(bytes);
            return (entry.FullName, bytes.ToArray());
        })];
    }

    private static async Task<string> TextOfAsync(byte[] pdf)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pdf");
        await File.WriteAllBytesAsync(path, pdf);
        try
        {
            using var reader = Process.Start(new ProcessStartInfo("pdftotext", ["-layout", path, "-"])
            {
                RedirectStandardOutput = true,
            })!;
            var text = await reader.StandardOutput.ReadToEndAsync();
            await reader.WaitForExitAsync();
            Assert.Equal(0, reader.ExitCode);
            return text;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
