using System.Text.Json.Nodes;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

/// <summary>What a route needs to be taken with success: a body, and before it something to act on.</summary>
/// <param name="Route">The method and the end of the pattern, such as <c>PUT /lock</c>.</param>
/// <param name="Body">Null where an empty object will do.</param>
/// <param name="Prepare">
/// Steps before; they leave the revision to name in <see cref="HouseFile.Seen"/> and further values of the route in
/// <see cref="HouseFile.Ids"/>. Null where a fresh file will do.
/// </param>
internal sealed record RouteCase(
    string Route, Func<HouseFile, Task<JsonObject>>? Body = null, Func<HouseFile, Task>? Prepare = null)
{
    /// <summary>The members of the body that may be left out.</summary>
    public string[] Optional { get; private init; } = [];

    /// <summary>The table of all routes that need anything; a family of routes adds its own list.</summary>
    private static readonly RouteCase[] All = [.. Keeping(), .. Others()];

    public static JsonObject NewRule => new()
    {
        ["rule"] = new JsonObject { ["transferYears"] = 1, ["retentionYears"] = 40, ["disposal"] = "appraise" },
        ["reason"] = "Gewährleistung",
        ["legalBasis"] = "VOB/B § 13",
    };

    public static JsonObject NewEnd => new() { ["reason"] = "Prozess", ["legalBasis"] = "ZPO § 1" };

    private static RouteCase[] Keeping() =>
    [
        new("PUT /retention", _ => Task.FromResult(NewRule)),
        new("PUT /retention-end", _ => Task.FromResult(NewEnd), async file =>
        {
            await CloseMatterAsync(file);
            (await file.Registrar.PutAsync($"{file.Path}/closing", "\"1\"", Nothing)).Expect(200);
            file.Seen = "\"2\"";
        }),
    ];

    private static RouteCase[] Others() =>
    [
        .. StructureRoutes.All,
        new("POST /file-plan/entries", file => Task.FromResult<JsonObject>(
            new() { ["notation"] = file.Clerk.Town.NextNotation(), ["title"] = "Bau" })),
        new("POST /file-plan", _ => Task.FromResult(Plan)),
        new("POST /file-plan/versions", _ => Task.FromResult<JsonObject>(new() { ["validFrom"] = "2100-01-01" })),
        new("PATCH /file-plan/entries/{id:guid}"),
        new("PUT /fields", _ => Task.FromResult<JsonObject>(new()
        {
            ["fields"] = new JsonArray(new JsonObject
            {
                ["on"] = "case-file",
                ["name"] = "plot",
                ["label"] = "Flurstück",
                ["kind"] = "line",
            }),
        })),
        new("PUT /appraisal", _ => Task.FromResult<JsonObject>(
            new() { ["type"] = "archive", ["reason"] = "Bleibender Wert" })),
        new("PUT /title", _ => Task.FromResult<JsonObject>(new() { ["title"] = "Bauwesen" })),
        new("PUT /rule", _ => Task.FromResult<JsonObject>(
            new() { ["rule"] = new JsonObject { ["transferYears"] = 1, ["disposal"] = "destroy" } })),
        new("POST /case-files", file => Task.FromResult(Opening(file.Leaf))),
        new("POST /case-files/search", _ => Task.FromResult<JsonObject>(
            new() { ["where"] = new JsonObject { ["participant"] = "Berg" } }))
        {
            Optional = ["where"],
        },
        new("POST /search", _ => Task.FromResult<JsonObject>(new() { ["text"] = "Tag" })),
        new("POST /versions", async file =>
            new() { ["upload"] = await file.Clerk.UploadAsync(file.Path, [.. "neu"u8]) }),
        new("POST /documents", async file => Filing(await file.Clerk.UploadAsync(file.Path, [.. "neu"u8]))),
        new("POST /matters", _ => Task.FromResult(Subject("Neu"))),
        new("POST /in-tray", async file => InTrayEntry(await file.Clerk.UploadToTrayAsync([.. "neu"u8]))),
        new("POST /registrations", async file => new() { ["entry"] = await file.Clerk.PutInTrayAsync() }),
        new("PUT /case-files/{id:guid}/place", file => Task.FromResult<JsonObject>(
            new() { ["entry"] = file.Entry, ["reason"] = "falsch abgelegt" }))
        {
            Optional = ["entry"],
        },
        new("PUT /place", Prepare: PutInTrayAsync),
        new("PUT /rejection", _ => Task.FromResult<JsonObject>(new() { ["reason"] = "Werbung" }), PutInTrayAsync),
        new("POST /resubmissions", _ => Task.FromResult(Resubmission())),
        new("PATCH /resubmissions/{resubmission:guid}", Prepare: ResubmitAsync),
        new("PUT /completion", Prepare: ResubmitAsync),
        new("DELETE /resubmissions/{resubmission:guid}", Prepare: ResubmitAsync),
        new("PATCH ", _ => Task.FromResult(Subject("Neu"))),
        new("DELETE /matters/{matter:guid}/closing", Prepare: async file =>
        {
            await CloseMatterAsync(file);
            file.Seen = "\"2\"";
        }),
        new("PUT /case-files/{id:guid}/closing", Prepare: CloseMatterAsync),
        new("DELETE /case-files/{id:guid}/closing", Prepare: async file =>
        {
            await CloseMatterAsync(file);
            (await file.Registrar.PutAsync($"{file.Path}/closing", "\"1\"", Nothing)).Expect(200);
            file.Seen = "\"2\"";
        }),
        new("DELETE /case-files/{id:guid}/lock", Prepare: file => LockAsync(file, file.Path)),
        new("DELETE /matters/{matter:guid}/lock", Prepare: file => LockAsync(file, file.Matter)),
        new("DELETE /documents/{document:guid}/lock", Prepare: file => LockAsync(file, file.Document)),
        new("PUT /put-away", Prepare: FileNoteAsync),
        new("DELETE /put-away", Prepare: PutNoteAwayAsync),
        new("PUT /documents/{document:guid}/matter", async file => new()
        {
            ["matter"] = (await file.Clerk.OpenMatterAsync(file.Path, "Andere")).Split('/')[^1],
        }),
        new("PUT /documents/{document:guid}/case-file", file => ElsewhereAsync(file, isDocument: true)),
        new("PUT /matters/{matter:guid}/case-file", file => ElsewhereAsync(file, isDocument: false)),
        // The new matter, what was merged, and the two that are cancelled.
        new("POST /matters/merging", MergingAsync),
        new("PUT /deletion", file => AskingAsync(file, file.Registrar)),
        new("DELETE /case-files/{id:guid}/deletion", Prepare: file => AskAsync(file, file.Path)),
        new("DELETE /matters/{matter:guid}/deletion", Prepare: file => AskAsync(file, file.Matter)),
        new("DELETE /documents/{document:guid}/deletion", Prepare: file => AskAsync(file, file.Document)),
        new("PUT /case-files/{id:guid}/deletion/confirmation", Prepare: file => AskAsync(file, file.Path)),
        new("PUT /matters/{matter:guid}/deletion/confirmation", Prepare: file => AskAsync(file, file.Matter)),
        new("PUT /documents/{document:guid}/deletion/confirmation", Prepare: file => AskAsync(file, file.Document)),
        new("PUT /cancellation", _ => Task.FromResult(Reason)),
        new("DELETE /case-files/{id:guid}/cancellation", Prepare: file => CancelAsync(file, file.Path)),
        new("DELETE /matters/{matter:guid}/cancellation", Prepare: file => CancelAsync(file, file.Matter)),
        new("DELETE /documents/{document:guid}/cancellation", Prepare: file => CancelAsync(file, file.Document)),
        .. RoutingCases.All,
        .. EditingRoutes, .. RenditionRoutes,
    ];

    private static RouteCase[] EditingRoutes =>
    [
        new("POST /drafts", UploadedAsync, CheckOutAsync),
        new("POST /check-in", UploadedAsync, CheckOutAsync),
        new("DELETE /check-out", Prepare: CheckOutAsync),
        new("PUT /check-out/release", _ => Task.FromResult(Reason), CheckOutAsync),
    ];

    public static RouteCase? Of(HouseRoute route) => All.FirstOrDefault(known =>
        known.Route.Split(' ', 2) is [var method, var tail] && route.Method.Method == method
        && route.Pattern.EndsWith(tail, StringComparison.Ordinal));

    private static async Task CloseMatterAsync(HouseFile file) =>
        (await file.Clerk.PutAsync($"{file.Matter}/closing", "\"1\"", Nothing)).Expect(200);

    private static async Task ResubmitAsync(HouseFile file)
    {
        file.Ids["resubmission"] =
            (await file.Clerk.PostAsync($"{file.Path}/resubmissions", Resubmission())).Expect(201).Id;
        file.Seen = "\"2\"";
    }

    // What came in is never put away, so the route is taken on an internal document.
    private static async Task FileNoteAsync(HouseFile file) => file.Ids["document"] =
        (await NoteAsync(file)).Split('/')[^1];

    private static async Task PutNoteAwayAsync(HouseFile file)
    {
        await FileNoteAsync(file);
        (await file.Clerk.PutAsync($"{file.Path}/documents/{file.Ids["document"]}/put-away", "\"1\"", Nothing))
            .Expect(200);
        file.Seen = "\"2\"";
    }

    /// <summary>An internal document in the matter of the file; its path.</summary>
    internal static async Task<string> NoteAsync(HouseFile file)
    {
        var filing = Filing(await file.Clerk.UploadAsync(file.Path, [.. "Vermerk"u8]), "Vermerk");
        filing["kind"] = "internal";
        var filed = (await file.Clerk.PostAsync($"{file.Matter}/documents", filing)).Expect(201);
        return $"{file.Path}/documents/{filed.Id}";
    }

    /// <summary>Another file of the same town, to be moved to.</summary>
    internal static async Task<JsonObject> ElsewhereAsync(HouseFile file, bool isDocument)
    {
        var other = await file.Clerk.OpenFileAsync(file.Leaf);
        var matter = await file.Clerk.OpenMatterAsync(other);
        return isDocument
            ? new() { ["caseFile"] = other.Split('/')[1], ["matter"] = matter.Split('/')[^1] }
            : new() { ["caseFile"] = other.Split('/')[1] };
    }

    /// <summary>The matter of the file and a second one, to be merged.</summary>
    internal static async Task<JsonObject> MergingAsync(HouseFile file)
    {
        var other = await file.Clerk.OpenMatterAsync(file.Path, "Andere");
        return new()
        {
            ["matters"] = new JsonArray(Seen(file.Matter), Seen(other)),
            ["fields"] = new JsonObject { ["subject"] = "Beides" },
            ["reason"] = "dasselbe",
        };

        JsonObject Seen(string matter) => new() { ["id"] = matter.Split('/')[^1], ["revision"] = 1 };
    }

    /// <summary>By what the history calls who uses the application; told by a file that was opened with it.</summary>
    internal static async Task<string> PersonAsync(HouseApp app, string leaf) => (string)
        (await app.GetAsync($"{await app.OpenFileAsync(leaf)}/history")).Expect(200).Items[0]!["by"]!["person"]!;

    internal static async Task<JsonObject> AskingAsync(HouseFile file, HouseApp checker) => new()
    {
        ["checker"] = await PersonAsync(checker, file.Leaf),
        ["reason"] = "falsche Akte",
    };

    // The registrar asks, so that the clerk can confirm.
    internal static async Task AskAsync(HouseFile file, string place)
    {
        (await file.Registrar.PutAsync($"{place}/deletion", "\"1\"", await AskingAsync(file, file.Clerk))).Expect(200);
        file.Seen = "\"2\"";
    }

    private static JsonObject Reason => new() { ["reason"] = "doppelt" };

    private static async Task CancelAsync(HouseFile file, string place)
    {
        (await file.Registrar.PutAsync($"{place}/cancellation", "\"1\"", Reason)).Expect(200);
        file.Seen = "\"2\"";
    }

    private static RouteCase[] RenditionRoutes =>
    [
        new("DELETE /finalising", Prepare: async file =>
        {
            (await file.Clerk.PostAsync($"{file.Document}/finalising", Nothing, ("If-Match", "\"1\""))).Expect(201);
            file.Seen = "\"2\"";
        }),
        new("DELETE /renditions/{rendition:guid}", Prepare: async file =>
        {
            (await file.Clerk.PostAsync($"{file.Document}/versions/1/conversion", Nothing, ("If-Match", "\"1\"")))
                .Expect(201);
            file.Ids["rendition"] =
                (string)(await file.Clerk.GetAsync(file.Document)).Expect(200).Body["renditions"]![0]!["id"]!;
            file.Seen = "\"2\"";
        }),
        new("POST /redactions", _ => Task.FromResult(Redaction())),
        new("POST /inspections", _ => Task.FromResult(InspectionApiTests.Wish())) { Optional = ["whole", "withSheets"] },
    ];

    private static async Task<JsonObject> UploadedAsync(HouseFile file) =>
        new() { ["upload"] = await file.Clerk.UploadAsync(file.Path, [.. "neu"u8]) };

    private static async Task CheckOutAsync(HouseFile file)
    {
        (await file.Clerk.PutAsync($"{file.Document}/check-out", "\"1\"", Nothing)).Expect(200);
        file.Seen = "\"2\"";
    }
    private static async Task PutInTrayAsync(HouseFile file) =>
        file.Ids["entry"] = await file.Clerk.PutInTrayAsync();

    private static async Task LockAsync(HouseFile file, string place)
    {
        (await file.Clerk.PutAsync($"{place}/lock", "\"1\"", Nothing)).Expect(200);
        file.Seen = "\"2\"";
    }
}
