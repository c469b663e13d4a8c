using System.Text;
using System.Text.Json.Nodes;
using Records.Tests.Searchable;
using Records.Tests.Text;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

/// <summary>Renditions as an application makes and fetches them, through the real API.</summary>
public sealed class RenditionTests : Suite<RenditionTests>, ISuite
{
    public static Test Tests => TestList("renditions through the API",
        TestCase("R29 R30 finalise, fetch the clean copy, undo: the copy stays, the original is untouched", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            var before = (await file.Clerk.GetAsync($"{file.Document}/versions/1/content")).Expect(200).Text;
            (await file.Clerk.PostAsync($"{file.Document}/finalising", Nothing, ("If-Match", "\"1\""))).Expect(201);
            (await file.Clerk.PostAsync($"{file.Document}/finalising", Nothing, ("If-Match", "\"2\"")))
                .Expect(409, "already-final");

            var final = (await file.Clerk.GetAsync(file.Document)).Expect(200).Body;
            Assert.Equal("dispatch-copy-made", (string?)final["marks"]!["processing"]);
            var copy = Assert.Single(final["renditions"]!.AsArray())!;
            Assert.Equal(("clean-copy", "PDF/A-2b"), ((string)copy["kind"]!, (string)copy["format"]!));
            var place = $"{file.Document}/renditions/{(string)copy["id"]!}/content";
            var bytes = (await file.Clerk.GetAsync(place)).Expect(200);
            Assert.StartsWith("%PDF-1.7", bytes.Text, StringComparison.Ordinal);
            Assert.Equal("%PDF", (await file.Clerk.GetAsync(place, ("Range", "bytes=0-3"))).Expect(206).Text);

            (await file.Clerk.DeleteAsync($"{file.Document}/finalising", "\"2\"")).Expect(200);
            var undone = (await file.Clerk.GetAsync(file.Document)).Expect(200).Body;
            Assert.Null(undone["marks"]!["processing"]);
            Assert.NotNull((string?)undone["renditions"]![0]!["retiredAt"]);
            (await file.Clerk.GetAsync(place)).Expect(200);
            Assert.Equal(before, (await file.Clerk.GetAsync($"{file.Document}/versions/1/content")).Text);
        }),
        TestCase("R32 what is closed is converted too; what has no target format is not", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            var office = await file.Clerk.FileAsync(
                file.Path, file.Matter, [.. "PK\u0003\u0004"u8, .. new byte[40]], "brief.docx");
            (await file.Clerk.PutAsync($"{file.Matter}/closing", "\"1\"", Nothing)).Expect(200);
            (await file.Clerk.PostAsync($"{file.Document}/versions/1/conversion", Nothing, ("If-Match", "\"1\"")))
                .Expect(201);
            var made = (await file.Clerk.GetAsync(file.Document)).Expect(200).Body["renditions"]![0]!;
            Assert.Equal("long-term", (string)made["kind"]!);
            Assert.StartsWith("records 1, poppler ", (string)made["tool"]!, StringComparison.Ordinal);
            Assert.Contains("opened, pages: 1", made["checks"]!.AsArray().Select(check => (string)check!));
            (await file.Clerk.PostAsync($"{office}/versions/1/conversion", Nothing, ("If-Match", "\"1\"")))
                .Expect(409, "no-target-format");
            Assert.Empty((await file.Clerk.GetAsync(office)).Expect(200).Body["renditions"]!.AsArray());
        }),
        TestSlow("R11 a scanned letter gets a searchable copy beside it, by itself", async () =>
        {
            await Reading.SkipUnlessReadyAsync();
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            var scan = Samples.Bytes("own/p01-scan.pdf");
            var document = await file.Clerk.FileAsync(file.Path, file.Matter, scan, "Bescheid.PDF");
            await file.Clerk.WhenAllIsReadAsync();

            var seen = (await file.Clerk.GetAsync(document)).Expect(200);
            Assert.Equal("\"1\"", seen.ETag);
            var copy = Assert.Single(seen.Body["renditions"]!.AsArray())!;
            Assert.Equal(
                ("searchable", "PDF", "application/pdf", "Bescheid.pdf", 1),
                ((string)copy["kind"]!, (string)copy["format"]!, (string)copy["mediaType"]!,
                    (string)copy["originalName"]!, (int)copy["version"]!));
            var place = $"{document}/renditions/{(string)copy["id"]!}/content";
            var bytes = (await file.Clerk.GetAsync(place)).Expect(200).Bytes;
            Assert.Equal((long)copy["sizeBytes"]!, bytes.Length);
            Assert.Equal((string)copy["sha256"]!, $"{Core.History.Digest.Of(bytes)}");
            await SearchableCopyTests.SoundAsync(bytes);
            Assert.Contains(
                "Gebührenbescheides", await SearchableCopyTests.RunAsync(bytes, "pdftotext", "{}", "-"),
                StringComparison.Ordinal);
            Assert.Equal(scan, (await file.Clerk.GetAsync($"{document}/versions/1/content")).Expect(200).Bytes);

            var made = Assert.Single(
                (await file.Clerk.GetAsync($"{file.Path}/history?limit=500")).Expect(200).Items,
                item => (string)item!["type"]! == "rendition-added/1")!;
            Assert.Equal("robot", (string)made["by"]!["kind"]!);
            (await file.Clerk.DeleteAsync(place[..^"/content".Length], "\"1\"")).Expect(200);
            var retired = (await file.Clerk.GetAsync(document)).Expect(200);
            Assert.Equal("\"2\"", retired.ETag);
            Assert.NotNull((string?)retired.Body["renditions"]![0]!["retiredAt"]);
        }),
        TestCase("R31 a redacted copy is found by what it shows and not by what it hides", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            var (hidden, shown) = ("Geheimratsname", "Beteiligungsverfahren");
            var source = await file.Clerk.FileAsync(
                file.Path, file.Matter, Encoding.UTF8.GetBytes($"{hidden}\n\n\n\n{shown} {shown} {shown}"),
                $"{hidden}.txt");
            // The first line, as text is laid out on a page.
            var wish = Redaction();
            wish["areas"] = new JsonArray(new JsonObject
            {
                ["page"] = 1,
                ["x"] = 50,
                ["y"] = 50,
                ["width"] = 400,
                ["height"] = 20,
            });
            var receipt = (await file.Clerk.PostAsync($"{source}/redactions", wish)).Expect(201);
            var copy = $"{file.Path}/documents/{receipt.Id}";
            var said = (await file.Clerk.GetAsync(copy)).Expect(200).Body;
            Assert.EndsWith((string)said["redaction"]!["source"]!, source, StringComparison.Ordinal);
            Assert.Equal("LIFG § 5", (string)said["redaction"]!["legalGround"]!);
            Assert.DoesNotContain(hidden, said.ToJsonString(), StringComparison.Ordinal);
            var copies = (await file.Clerk.GetAsync(source)).Body["redactedCopies"]!.AsArray();
            Assert.Equal([receipt.Id], copies.Select(id => (string)id!));

            await file.Clerk.WhenAllIsReadAsync();
            var text = (await file.Clerk.GetAsync($"{copy}/versions/1/text")).Expect(200).Text;
            Assert.Contains(shown, text, StringComparison.Ordinal);
            Assert.DoesNotContain(hidden, text, StringComparison.Ordinal);
            var bytes = (await file.Clerk.GetAsync($"{copy}/versions/1/content")).Expect(200).Text;
            Assert.DoesNotContain(hidden, bytes, StringComparison.Ordinal);
        }),
        TestCase("R31 an area that hides nothing is refused, and nothing is filed", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            var wish = Redaction();
            wish["areas"]![0]!["page"] = 2;
            (await file.Clerk.PostAsync($"{file.Document}/redactions", wish))
                .Expect(422, "area-outside-page", "/areas");
            Assert.Empty((await file.Clerk.GetAsync(file.Document)).Body["redactedCopies"]!.AsArray());
        }),
        TestCase("a rendition that is not there is not found", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            (await file.Clerk.GetAsync($"{file.Document}/renditions/{Guid.NewGuid()}/content"))
                .Expect(404, "unknown-rendition");
            (await file.Clerk.DeleteAsync($"{file.Document}/renditions/{Guid.NewGuid()}", "\"1\""))
                .Expect(404, "unknown-rendition");
        }));
}
