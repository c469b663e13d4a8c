using System.Text.Json.Nodes;
using Records.Core.Ports;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

using Asked = (HouseApp App, HttpMethod Method, string Path, JsonObject Body);

/// <summary>Something the rules refuse, as it is asked; its probe must be refused the same way.</summary>
/// <param name="Prepare">Makes it so; leaves the revision to name in <see cref="HouseFile.Seen"/>.</param>
internal sealed record ProbeRefusal(string Code, string Act, Func<TestHouse, HouseFile, Task<Asked>> Prepare)
{
    /// <summary>Whether a POST names the revision too.</summary>
    public bool SeesRevision { get; init; }

    public override string ToString() => $"{Code}: {Act}";
}

/// <summary>One or more refusals of each family, on every way that a change takes.</summary>
internal static class ProbeRefusals
{
    public static IReadOnlyList<ProbeRefusal> All { get; } =
    [
        .. Plans(), .. Uploads(), .. TwoFiles(), .. Made(),
        On("open-matters", "PUT", "{file}/closing", Nothing),
        On("incoming-not-put-away", "PUT", "{document}/put-away", Nothing),
        On("not-final", "DELETE", "{document}/finalising", Nothing),
        On("not-cancelled", "DELETE", "{matter}/cancellation", Nothing),
        On("not-marked-for-deletion", "DELETE", "{document}/deletion", Nothing),
        On("unknown-checker", "PUT", "{matter}/deletion",
            new() { ["checker"] = $"{Guid.NewGuid()}", ["reason"] = "falsche Akte" }),
        On("case-file-not-closed", "PUT", "{file}/retention-end", RouteCase.NewEnd),
        On("unknown-sheet", "PUT", "{matter}/sheet", new() { ["sheet"] = $"{Guid.NewGuid()}" }),
        On("unknown-participant", "DELETE", $"{{file}}/participants/{Guid.NewGuid()}", Nothing),
        On("unknown-reference", "DELETE", $"{{file}}/references/{Guid.NewGuid()}", Nothing),
        On("unknown-route", "PUT", $"{{file}}/routes/{Guid.NewGuid()}/start", RoutingCases.Routing()),
        On("date-in-the-past", "POST", "{file}/resubmissions", Resubmission("2001-01-15")),
        On("no-steps", "POST", "{document}/routes", new() { ["steps"] = new JsonArray() }),
        On("not-outgoing", "POST", "{document}/dispatches", RoutingCases.Dispatching()),
        On("nothing-to-merge", "POST", "{file}/matters/merging",
            With(With(Subject("Beides"), "matters", new JsonArray()), "reason", "dasselbe")),
        new("locked", "PUT {matter}/closing", async (_, file) =>
        {
            (await file.Clerk.PutAsync($"{file.Path}/lock", "\"1\"", Nothing)).Expect(200);
            return (file.Clerk, HttpMethod.Put, $"{file.Matter}/closing", Nothing);
        }),
    ];

    private static ProbeRefusal On(string code, string method, string path, JsonObject body) =>
        new(code, $"{method} {path}", (_, file) => Task.FromResult<Asked>((
            file.Registrar, new(method),
            path.Replace("{file}", file.Path, StringComparison.Ordinal)
                .Replace("{matter}", file.Matter, StringComparison.Ordinal)
                .Replace("{document}", file.Document, StringComparison.Ordinal),
            body.DeepClone().AsObject())));

    private static ProbeRefusal[] Plans() =>
    [
        new("notation-taken", "adding an entry", async (_, file) =>
        {
            var entry = new JsonObject { ["notation"] = file.Clerk.Town.NextNotation(), ["title"] = "Bau" };
            (await file.Registrar.PostAsync("file-plan/entries", entry)).Expect(201);
            return (file.Registrar, HttpMethod.Post, "file-plan/entries", entry);
        }),
        new("entry-holds-files", "removing an entry", async (_, file) =>
        {
            file.Seen = await file.Registrar.ETagAsync($"file-plan/entries/{file.Leaf}");
            return (file.Registrar, HttpMethod.Delete, $"file-plan/entries/{file.Leaf}", Nothing);
        }),
        new("entry-retired", "opening a file", async (_, file) =>
        {
            await RetireAsync(file);
            return (file.Clerk, HttpMethod.Post, "case-files", Opening(file.Entry));
        }),
        new("entry-retired", "re-filing a file", async (_, file) =>
        {
            await RetireAsync(file);
            return (file.Registrar, HttpMethod.Put, $"{file.Path}/place",
                new() { ["entry"] = file.Entry, ["reason"] = "falsch" });
        }),
    ];

    // As after a crash between filing an upload and forgetting that it was one.
    private static ProbeRefusal[] Uploads() =>
    [
        new("unknown-upload", "filing", (_, file) => Task.FromResult<Asked>(
            (file.Clerk, HttpMethod.Post, $"{file.Matter}/documents", Filing($"{Guid.NewGuid()}")))),
        new("not-checked-out", "checking in", async (_, file) => (
            file.Clerk, HttpMethod.Post, $"{file.Document}/check-in",
            new() { ["upload"] = await file.Clerk.UploadAsync(file.Path, [1]) }))
        {
            SeesRevision = true,
        },
        new("upload-already-filed", "filing", async (house, file) =>
        {
            var id = await file.Clerk.UploadAsync(file.Path, [1]);
            var uploads = house.Tenant("musterstadt").Uploads;
            var upload = (await uploads.FindAsync(new(Guid.Parse(file.Id)), new(Guid.Parse(id)), default))!;
            (await file.Clerk.PostAsync($"{file.Matter}/documents", Filing(id))).Expect(201);
            await uploads.AddAsync(upload, default);
            return (file.Clerk, HttpMethod.Post, $"{file.Matter}/documents", Filing(id));
        }),
        new("in-tray-entry-already-put", "putting into the in-tray", async (house, file) =>
        {
            var (upload, entry) = await InTrayUploadAsync(house, file);
            (await file.Clerk.PostAsync("in-tray", entry)).Expect(201);
            await house.Tenant("musterstadt").Uploads.AddAsync(upload, default);
            return (file.Clerk, HttpMethod.Post, "in-tray", entry);
        }),
        new("upload-already-filed", "putting into the in-tray what was swept", async (house, file) =>
        {
            var (upload, entry) = await InTrayUploadAsync(house, file);
            var claim = Records.Actors.Sweeping.ObjectClaims.For(upload.Content.Object, upload.Stream);
            await house.Tenant("musterstadt").Store.AppendAsync(new([], [claim], null), default);
            return (file.Clerk, HttpMethod.Post, "in-tray", entry);
        }),
        new("already-registered", "registering", async (_, file) =>
        {
            var registration = new JsonObject { ["entry"] = await file.Clerk.PutInTrayAsync() };
            (await file.Clerk.PostAsync($"{file.Matter}/registrations", registration)).Expect(201);
            return (file.Clerk, HttpMethod.Post, $"{file.Matter}/registrations", registration);
        }),
        new("matter-not-active", "registering", async (_, file) =>
        {
            var registration = new JsonObject { ["entry"] = await file.Clerk.PutInTrayAsync() };
            (await file.Clerk.PutAsync($"{file.Matter}/closing", "\"1\"", Nothing)).Expect(200);
            return (file.Clerk, HttpMethod.Post, $"{file.Matter}/registrations", registration);
        }),
    ];

    private static ProbeRefusal[] TwoFiles() =>
    [
        new("reference-exists", "a reference to another file", async (_, file) =>
        {
            var reference = new JsonObject
            {
                ["caseFile"] = (await file.Clerk.OpenFileAsync(file.Leaf)).Split('/')[^1],
            };
            (await file.Clerk.PostAsync($"{file.Path}/references", reference)).Expect(201);
            return (file.Clerk, HttpMethod.Post, $"{file.Path}/references", reference);
        }),
        new("unknown-case-file", "a copy out of another file", (_, file) => Task.FromResult<Asked>((
            file.Clerk, HttpMethod.Post, $"{file.Matter}/copies",
            new() { ["caseFile"] = $"{Guid.NewGuid()}", ["document"] = file.Document.Split('/')[^1] }))),
        new("matter-not-active", "a copy within the file", async (_, file) =>
        {
            (await file.Clerk.PutAsync($"{file.Matter}/closing", "\"1\"", Nothing)).Expect(200);
            return (file.Clerk, HttpMethod.Post, $"{file.Matter}/copies",
                new() { ["document"] = file.Document.Split('/')[^1] });
        }),
    ];

    private static ProbeRefusal[] Made() =>
    [
        OfArchive("finalising", document => $"{document}/finalising", Nothing),
        OfArchive("converting", document => $"{document}/versions/1/conversion", Nothing),
        OfArchive("redacting", document => $"{document}/redactions", Redaction()),
        On("areas-out-of-range", "POST", "{document}/redactions", With(Redaction(), "areas", new JsonArray())),
        On("selection-unclear", "POST", "{file}/inspections", With(InspectionApiTests.Wish(), "whole", false)),
    ];

    private static ProbeRefusal OfArchive(string act, Func<string, string> path, JsonObject body) =>
        new("no-target-format", act, async (_, file) =>
        {
            var archive = await file.Clerk.FileAsync(
                file.Path, file.Matter, [.. "PK\u0003\u0004"u8, .. new byte[40]], "brief.docx");
            return (file.Clerk, HttpMethod.Post, path(archive), body.DeepClone().AsObject());
        })
        { SeesRevision = true };

    private static JsonObject With(JsonObject body, string member, JsonNode value)
    {
        body[member] = value;
        return body;
    }

    private static async Task RetireAsync(HouseFile file) =>
        (await file.Registrar.PutAsync($"file-plan/entries/{file.Entry}/retirement", "\"1\"", Nothing)).Expect(200);

    private static async Task<(Upload Upload, JsonObject Entry)> InTrayUploadAsync(TestHouse house, HouseFile file)
    {
        var id = await file.Clerk.UploadToTrayAsync([1]);
        var upload = await house.Tenant("musterstadt").Uploads.FindForInTrayAsync(new(Guid.Parse(id)), default);
        return (upload!, InTrayEntry(id));
    }
}
