using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Records.Api.Narration;

namespace Records.Api.Demo;

/// <summary>
/// The main job from the first to the last step: a letter is filed, found by a word in the scan, changed, closed, and
/// its
/// history read. Every step says what it did and how long it took; the first that is not as expected ends it.
/// </summary>
/// <param name="File">The letter.</param>
/// <param name="Word">A word that stands in it.</param>
internal sealed class MainJob(Uri server, string tenant, string file, string word, INarrator narrator)
{
    private const string Notation = "63.2";
    private static readonly TimeSpan TextPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private int steps;

    public async Task RunAsync(CancellationToken cancel)
    {
        var all = Stopwatch.GetTimestamp();
        using var registrar = await DemoApp.SignInAsync(server, tenant, "registrar", cancel);
        using var clerk = await DemoApp.SignInAsync(server, tenant, "clerk", cancel);

        var entry = await FindOrAddEntryAsync(registrar, cancel);
        var caseFile = await OpenCaseFileAsync(clerk, entry, cancel);
        var matter = await OpenMatterAsync(clerk, caseFile, cancel);

        var filing = Stopwatch.GetTimestamp();
        var document = await FileLetterAsync(clerk, caseFile, matter, cancel);
        await WaitForTextAsync(clerk, caseFile, document, cancel);
        await SearchAsync(clerk, caseFile, document, Stopwatch.GetElapsedTime(filing), cancel);
        await KeepOutAsync(caseFile, cancel);

        await AddVersionAsync(clerk, caseFile, document, cancel);
        var before = await MomentAsync(clerk, caseFile, cancel);
        await DescribeAsync(clerk, caseFile, cancel);
        await CloseMatterAsync(clerk, registrar, caseFile, matter, cancel);
        await ReadHistoryAsync(clerk, caseFile, cancel);
        await ReadPastAsync(clerk, caseFile, before, cancel);

        narrator.Tell("done", $"All {steps} steps as expected, {Seconds(Stopwatch.GetElapsedTime(all))} in all.",
            new Figure("steps", steps), new Figure("durationMs", Milliseconds(Stopwatch.GetElapsedTime(all))));
    }

    private async Task<string> FindOrAddEntryAsync(DemoApp registrar, CancellationToken cancel)
    {
        var plan = await registrar.AskAsync(HttpMethod.Get, "file-plan/entries", 200, null, cancel);
        if (plan.Body["items"]!.AsArray().FirstOrDefault(item => (string)item!["notation"]! == Notation) is { } known)
        {
            Step("file-plan", plan.Took, $"file plan entry {Notation} {known["title"]} is there");
            return (string)known["id"]!;
        }

        if (plan.Body["plan"] is null)
        {
            var made = await registrar.AskAsync(HttpMethod.Post, "file-plan", 201,
                new JsonObject { ["title"] = "Aktenplan", ["validFrom"] = "2020-01-01" }, cancel);
            Step("file-plan", made.Took, "file plan made, valid from 1 January 2020");
        }

        var added = await registrar.AskAsync(HttpMethod.Post, "file-plan/entries", 201, new JsonObject
        {
            ["notation"] = Notation,
            ["title"] = "Bauanträge",
            ["rule"] = new JsonObject { ["transferYears"] = 10, ["retentionYears"] = 30, ["disposal"] = "appraise" },
        }, cancel);
        Step("file-plan", added.Took,
            $"file plan entry {Notation} Bauanträge added (10 years transfer, 30 years retention, B)");
        return added.Id;
    }

    private async Task<string> OpenCaseFileAsync(DemoApp clerk, string entry, CancellationToken cancel)
    {
        var opened = await clerk.AskAsync(HttpMethod.Post, "case-files", 201,
            new JsonObject { ["entry"] = entry, ["fields"] = new JsonObject { ["subject"] = OldSubject } }, cancel);
        Step("case-file", opened.Took, $"case file {opened.Body["reference"]} opened: {OldSubject}");
        return opened.Id;
    }

    private async Task<string> OpenMatterAsync(DemoApp clerk, string caseFile, CancellationToken cancel)
    {
        var opened = await clerk.AskAsync(HttpMethod.Post, $"case-files/{caseFile}/matters", 201,
            new JsonObject { ["fields"] = new JsonObject { ["subject"] = "Anhörung" } }, cancel);
        Step("matter", opened.Took, $"matter {opened.Body["number"]} opened: Anhörung");
        return opened.Id;
    }

    private async Task<string> FileLetterAsync(DemoApp clerk, string caseFile, string matter, CancellationToken cancel)
    {
        var upload = await clerk.UploadAsync(caseFile, file, cancel);
        Step("upload", upload.Took,
            $"{Path.GetFileName(file)} uploaded: {upload.Body["sizeBytes"]} bytes, {upload.Body["mediaType"]}, "
            + $"SHA-256 {((string)upload.Body["sha256"]!)[..16]}…");
        var filed = await clerk.AskAsync(
            HttpMethod.Post, $"case-files/{caseFile}/matters/{matter}/documents", 201, new JsonObject
            {
                ["upload"] = (string)upload.Body["upload"]!,
                ["kind"] = "incoming",
                ["fields"] = new JsonObject { ["subject"] = "Schreiben vom 15.09.2026", ["letterDate"] = "2026-09-15" },
            }, cancel);
        Step("filed", filed.Took, "document filed as incoming letter");
        return filed.Id;
    }

    private async Task WaitForTextAsync(DemoApp clerk, string caseFile, string document, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var found = await clerk.AskAsync(HttpMethod.Get, $"case-files/{caseFile}/documents/{document}", 200, null,
                cancel, ("Prefer", "wait=10"));
            var text = found.Body["versions"]![0]!["text"]!;
            if ((string)text["state"]! is not "waiting" and var state)
            {
                DemoException.Unless(state is "recognised" or "text-layer", $"the text could not be read: {state}");
                Step("text", Stopwatch.GetElapsedTime(started),
                    $"text {state}: {text["pages"]} page(s)"
                    + $"{(text["confidence"] is { } sure ? $", confidence {sure}" : "")}");
                return;
            }
            DemoException.Unless(Stopwatch.GetElapsedTime(started) < TextPatience, "the text was not read in time");
            await Task.Delay(Pause, cancel);
        }
    }

    private async Task SearchAsync(
        DemoApp clerk, string caseFile, string document, TimeSpan sinceFiling, CancellationToken cancel)
    {
        var found = await clerk.AskAsync(
            HttpMethod.Post, "search", 200, new JsonObject { ["text"] = word, ["limit"] = 50, ["highlight"] = true },
            cancel);
        var hit = found.Body["items"]!.AsArray().FirstOrDefault(item =>
            (string)item!["kind"]! == "page"
                && (string)item["object"]! == document && (string)item["caseFile"]! == caseFile);
        DemoException.Unless(hit is not null, $"'{word}' was not found in the letter");
        var pieces = hit!["highlight"]!.AsArray();
        DemoException.Unless(pieces.Any(piece => (bool)piece!["isHit"]!), "no word is highlighted");
        var shown = string.Concat(
            pieces.Select(piece => (bool)piece!["isHit"]! ? $"»{piece["text"]}«" : (string)piece["text"]!));
        Step("found", found.Took,
            $"found by '{word}' on page {hit["page"]}, {Seconds(sinceFiling)} after the upload began:\n"
            + $"           {shown.ReplaceLineEndings(" ")}");
    }

    private async Task KeepOutAsync(string caseFile, CancellationToken cancel)
    {
        using var stranger = await DemoApp.SignInAsync(server, tenant, "clerk2", cancel);
        var hidden = await stranger.AskAsync(HttpMethod.Get, $"case-files/{caseFile}", 404, null, cancel);
        var nothing = await stranger.AskAsync(
            HttpMethod.Post, "search", 200, new JsonObject { ["text"] = word }, cancel);
        DemoException.Unless(
            nothing.Body["items"]!.AsArray().All(item => (string)item!["caseFile"]! != caseFile),
            "another department found the letter");
        Step("hidden", hidden.Took, "for a clerk of another department it does not exist: 404, no hit");
    }

    private async Task AddVersionAsync(DemoApp clerk, string caseFile, string document, CancellationToken cancel)
    {
        var seen = await clerk.AskAsync(
            HttpMethod.Get, $"case-files/{caseFile}/documents/{document}", 200, null, cancel);
        var upload = await clerk.UploadAsync(caseFile, file, cancel);
        var added = await clerk.AskAsync(HttpMethod.Post, $"case-files/{caseFile}/documents/{document}/versions", 201,
            new JsonObject { ["upload"] = (string)upload.Body["upload"]!, ["comment"] = "neu gescannt" }, cancel,
            ("If-Match", seen.ETag));
        DemoException.Unless((int)added.Body["number"]! == 2, "the new version is not number 2");
        Step("version", added.Took, "version 2 added; version 1 stays as it was");
    }

    private static async Task<DateTimeOffset> MomentAsync(DemoApp clerk, string caseFile, CancellationToken cancel)
    {
        var history = await clerk.AskAsync(
            HttpMethod.Get, $"case-files/{caseFile}/history?limit=500", 200, null, cancel);
        return (DateTimeOffset)history.Body["items"]!.AsArray()[^1]!["recordedAt"]!;
    }

    private async Task DescribeAsync(DemoApp clerk, string caseFile, CancellationToken cancel)
    {
        var seen = await clerk.AskAsync(HttpMethod.Get, $"case-files/{caseFile}", 200, null, cancel);
        var change = new JsonObject { ["fields"] = new JsonObject { ["subject"] = NewSubject } };
        var described = await clerk.AskAsync(
            HttpMethod.Patch, $"case-files/{caseFile}", 200, change, cancel, ("If-Match", seen.ETag));
        await clerk.AskAsync(HttpMethod.Patch, $"case-files/{caseFile}", 412,
            new JsonObject { ["fields"] = new JsonObject { ["subject"] = "zu spät" } }, cancel,
            ("If-Match", seen.ETag));
        Step("described", described.Took, "subject changed; whoever still holds the old state gets 412");
    }

    private async Task CloseMatterAsync(
        DemoApp clerk, DemoApp registrar, string caseFile, string matter, CancellationToken cancel)
    {
        var open = await registrar.AskAsync(HttpMethod.Get, $"case-files/{caseFile}", 200, null, cancel);
        DemoException.Unless(!open.Offers("close"), "closing the file is offered although a matter is open");
        var seen = await clerk.AskAsync(HttpMethod.Get, $"case-files/{caseFile}/matters/{matter}", 200, null, cancel);
        DemoException.Unless(seen.Offers("close"), "closing the matter is not offered");
        var closed = await clerk.AskAsync(HttpMethod.Put, $"case-files/{caseFile}/matters/{matter}/closing", 200,
            new JsonObject(), cancel, ("If-Match", seen.ETag));
        var after = await registrar.AskAsync(
            HttpMethod.Get, $"case-files/{caseFile}", 200, null, cancel, ("Minimum-Position", closed.Position));
        DemoException.Unless(after.Offers("close"), "closing the file is not offered although every matter is closed");
        var ends = after.Body["matters"]![0]!["closing"]!;
        Step("closed", closed.Took,
            $"matter closed (z.A.): transfer until {ends["transferEnds"]}, keep until {ends["retentionEnds"]}; "
            + "now the file may be closed too");
    }

    private async Task ReadHistoryAsync(DemoApp clerk, string caseFile, CancellationToken cancel)
    {
        var history = await clerk.AskAsync(
            HttpMethod.Get, $"case-files/{caseFile}/history?limit=500", 200, null, cancel);
        var items = history.Body["items"]!.AsArray();
        DemoException.Unless(items.Any(item => item!["changes"]!.AsArray().Any(change =>
            (string?)change!["old"] == OldSubject && (string?)change["new"] == NewSubject)),
            "the history does not show the old and the new subject");
        DemoException.Unless(
            items.Any(item => (string)item!["by"]!["kind"]! == "robot"),
            "the robot that read the text is not in the history");
        var lines = items.Select(item =>
            $"           {Time(item!)}  {item!["by"]!["name"] ?? item["by"]!["application"],-22} "
            + $"{item["action"]}{Changes(item["changes"]!.AsArray())}");
        Step("history", history.Took, $"history, {items.Count} events:\n{string.Join('\n', lines)}");
    }

    private async Task ReadPastAsync(DemoApp clerk, string caseFile, DateTimeOffset before, CancellationToken cancel)
    {
        var asOf = Uri.EscapeDataString(
            before.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture));
        var past = await clerk.AskAsync(HttpMethod.Get, $"case-files/{caseFile}?asOf={asOf}", 200, null, cancel);
        DemoException.Unless((string)past.Body["fields"]!["subject"]! == OldSubject, "the past has the new subject");
        DemoException.Unless((string)past.Body["matters"]![0]!["state"]! == "active", "the past has the matter closed");
        Step(
            "as-of", past.Took, $"as it stood before the change: {past.Body["fields"]!["subject"]}, matter still open");
    }

    private void Step(string happening, TimeSpan took, string sentence)
    {
        steps++;
        narrator.Tell(
            happening, $"{Milliseconds(took),6} ms  {sentence}", new Figure("durationMs", Milliseconds(took)));
    }

    private static string Changes(JsonArray changes)
    {
        var described = changes.Where(change => change!["old"] is not null && change["new"] is not null)
            .Select(change => $"{change!["field"]}: {change["old"]} → {change["new"]}").ToList();
        return described.Count > 0 ? $" ({string.Join("; ", described)})" : "";
    }

    private const string OldSubject = "Bauantrag Südliche Mühlenstraße 12";
    private const string NewSubject = "Bauantrag Südliche Mühlenstraße 12 a";

    private static string Time(JsonNode item) =>
        ((DateTimeOffset)item["recordedAt"]!).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
    private static long Milliseconds(TimeSpan span) => (long)Math.Round(span.TotalMilliseconds);
    private static string Seconds(TimeSpan span) =>
        string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s");
}
