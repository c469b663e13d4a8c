namespace Records.Tests.Api.House;

/// <summary>A place in a request where a caller's text goes.</summary>
/// <param name="Body">
/// The body, with %s for the text, %u for an upload, %t for one to the in-tray, and %e for a plan entry.
/// </param>
internal sealed record TextPlace(string Method, string Path, string Body, string Pointer, int MaxLength)
{
    public async Task<HouseAnswer> AskAsync(HouseFile file, string escapedText)
    {
        var path = Path.Replace("{file}", file.Path, StringComparison.Ordinal)
            .Replace("{matter}", file.Matter, StringComparison.Ordinal)
            .Replace("{document}", file.Document, StringComparison.Ordinal)
            .Replace("{entry}", file.Entry, StringComparison.Ordinal);
        var upload = Body.Contains("%u", StringComparison.Ordinal) ? await file.Clerk.UploadAsync(file.Path, [1]) : "";
        if (Body.Contains("%t", StringComparison.Ordinal))
            upload = await file.Clerk.UploadToTrayAsync([1]);
        if (path.Contains("{tray}", StringComparison.Ordinal))
            path = path.Replace("{tray}", await file.Clerk.PutInTrayAsync(), StringComparison.Ordinal);
        var body = Body.Replace("%u", upload, StringComparison.Ordinal)
            .Replace("%t", upload, StringComparison.Ordinal)
            .Replace("%e", file.Leaf, StringComparison.Ordinal)
            .Replace("%n", file.Clerk.Town.NextNotation(), StringComparison.Ordinal)
            .Replace("%s", escapedText, StringComparison.Ordinal);
        var app = Path.EndsWith("/appraisal", StringComparison.Ordinal) ? file.Archivist : file.Registrar;
        return await app.SendAsync(new(Method), path, HouseApp.Json(body), ("If-Match", "\"1\""));
    }

    public override string ToString() => $"{Method} {Path} {Pointer}";
}

/// <summary>Where texts come in, and texts that must not.</summary>
internal static class HostileTexts
{
    private const string Inspecting = """{"whole":true""";
    private const string Redacting =
        """{"version":1,"areas":[{"page":1,"x":50,"y":50,"width":90,"height":12}]""";
    private const string Documents = """{"upload":"%u","kind":"incoming","fields":""";

    private const string NoRoute = "{file}/routes/00000000-0000-0000-0000-000000000000";
    private const string NoStep = $"{NoRoute}/steps/00000000-0000-0000-0000-000000000000";
    private const string StepTo =
        $$"""{"order":1,"kind":"sign","to":{"unit":"{{RoutingCases.BuildingOffice}}"},""";
    private const string InTray = """{"upload":"%t","source":"robot","fields":""";

    public static IReadOnlyList<TextPlace> Places { get; } =
    [
        new("POST", "case-files", """{"entry":"%e","fields":{"subject":"%s"}}""", "/fields/subject", 500),
        new("POST", "case-files", """{"entry":"%e","fields":{"subject":"a","remark":"%s"}}""", "/fields/remark", 4000),
        new("POST", "case-files", """{"entry":"%e","fields":{"subject":"a"},"legalBasis":"%s"}""", "/legalBasis", 200),
        new("PATCH", "{file}", """{"fields":{"subject":"%s"}}""", "/fields/subject", 500),
        new("PATCH", "{file}", """{"fields":{},"legalBasis":"%s"}""", "/legalBasis", 200),
        new("POST", "{file}/matters", """{"fields":{"subject":"%s"}}""", "/fields/subject", 500),
        new("POST", "{file}/matters", """{"fields":{"subject":"a","businessReference":"%s"}}""",
            "/fields/businessReference", 100),
        new("PATCH", "{matter}", """{"fields":{"remark":"%s"}}""", "/fields/remark", 4000),
        new("POST", "{matter}/documents", Documents + """{"subject":"%s"}}""", "/fields/subject", 500),
        new("POST", "{matter}/documents", Documents + """{"subject":"a","foreignReference":"%s"}}""",
            "/fields/foreignReference", 100),
        new("PATCH", "{document}", """{"fields":{"letterDate":"%s"}}""", "/fields/letterDate", 10),
        new("PATCH", "{document}", """{"fields":{"remark":"%s"}}""", "/fields/remark", 4000),
        new("POST", "{document}/versions", """{"upload":"%u","comment":"%s"}""", "/comment", 1000),
        new("POST", "file-plan/entries", """{"notation":"%n","title":"%s"}""", "/title", 200),
        new("POST", "file-plan/entries", """{"notation":"%s","title":"a"}""", "/notation", 32),
        new("PATCH", "file-plan/entries/{entry}", """{"title":"%s"}""", "/title", 200),
        new("PATCH", "file-plan/entries/{entry}", """{"scope":"%s"}""", "/scope", 4000),
        new("POST", "file-plan", """{"title":"%s","validFrom":"2020-01-01"}""", "/title", 200),
        new("PUT", "file-plan/entries/{entry}/fields",
            """{"fields":[{"on":"matter","name":"%s","label":"a","kind":"line"}]}""", "/fields/0/name", 40),
        new("PUT", "file-plan/entries/{entry}/fields",
            """{"fields":[{"on":"matter","name":"a","label":"a","kind":"line"},"""
                + """{"on":"matter","name":"b","label":"%s","kind":"line"}]}""", "/fields/1/label", 100),
        new("PUT", "file-plan/entries/{entry}/fields",
            """{"fields":[{"on":"matter","name":"a","label":"a","kind":"date"},"""
                + """{"on":"matter","name":"b","label":"b","kind":"line"},"""
                + """{"on":"matter","name":"c","label":"c","kind":"choice","choices":["%s"]}]}""",
            "/fields/2/choices/0", 100),
        new("PUT", "{file}/appraisal", """{"type":"archive","reason":"%s"}""", "/reason", 1000),
        new("PUT", "{file}/retention",
            """{"rule":{"transferYears":1,"disposal":"archive"},"reason":"%s","legalBasis":"x"}""", "/reason", 1000),
        new("PUT", "{file}/retention-end", """{"reason":"%s","legalBasis":"x"}""", "/reason", 1000),
        new("PUT", "file-plan/entries/{entry}/appraisal", """{"type":"archive","reason":"%s"}""", "/reason", 1000),
        new("PUT", "file-plan/entries/{entry}/title", """{"title":"%s"}""", "/title", 200),
        new("POST", "{file}/resubmissions", """{"on":"2050-01-15","reason":"%s"}""", "/reason", 1000),
        new("POST", "{document}/resubmissions", """{"on":"2050-01-15","reason":"x","legalBasis":"%s"}""",
            "/legalBasis", 200),
        new("POST", "in-tray", InTray + """{"subject":"%s"}}""", "/fields/subject", 500),
        new("POST", "in-tray", InTray + """{"subject":"a","sender":"%s"}}""", "/fields/sender", 200),
        new("PUT", "in-tray/{tray}/rejection", """{"reason":"%s"}""", "/reason", 1000),
        new("PUT", "in-tray/{tray}/place", """{"legalBasis":"%s"}""", "/legalBasis", 200),
        new("PUT", "{matter}/closing", """{"legalBasis":"%s"}""", "/legalBasis", 200),
        new("PUT", "{file}/place", """{"reason":"%s"}""", "/reason", 1000),
        new("POST", "{file}/matters/merging", """{"matters":[],"fields":{"subject":"%s"},"reason":"a"}""",
            "/fields/subject", 500),
        new("POST", "{file}/matters/merging", """{"matters":[],"fields":{"subject":"a"},"reason":"%s"}""", "/reason",
            1000),
        new("PUT", "{matter}/deletion", """{"checker":"%e","reason":"%s"}""", "/reason", 1000),
        new("PUT", "{matter}/cancellation", """{"reason":"%s"}""", "/reason", 1000),
        new("PATCH", "{file}", """{"fields":{"location":"%s"}}""", "/fields/location", 200),
        new("PATCH", "{matter}", """{"fields":{"secrecy":"%s"}}""", "/fields/secrecy", 20),
        new("POST", "{file}/sheets", """{"title":"%s"}""", "/title", 200),
        .. Participants("name", 200, ""), .. Participants("address", 500), .. Participants("email", 254),
        .. Participants("phone", 50),
        new("POST", "{file}/references", """{"text":"%s"}""", "/text", 500),
        new("POST", "{matter}/references", """{"text":"a","remark":"%s"}""", "/remark", 1000),
        new("POST", "{matter}/participants",
            """{"kind":"organisation","name":"a","role":"other","roleLabel":"%s"}""", "/roleLabel", 100),
        new("POST", "{matter}/routes", $$"""{"steps":[{{StepTo}}"text":"%s"}]}""", "/steps/0/text", 1000),
        new("POST", "{document}/routes", $$"""{"steps":[{{StepTo}}"text":"%s"}]}""", "/steps/0/text", 1000),
        new("POST", "{matter}/circulations", """{"title":"%s"}""", "/title", 200),
        new("PUT", NoRoute + "/withdrawal", """{"reason":"%s"}""", "/reason", 1000),
        new("PUT", NoStep + "/handling", """{"outcome":"done","note":"%s"}""", "/note", 1000),
        new("PUT", NoStep + "/skipping", """{"note":"%s"}""", "/note", 1000),
        new("POST", "{document}/acts", """{"kind":"sign","version":1,"note":"%s"}""", "/note", 1000),
        new("POST", "{document}/dispatches",
            """{"version":1,"on":"2026-03-05","way":"fax","addressees":["%s"]}""", "/addressees/0", 200),
        new("PUT", "{document}/check-out/release", """{"reason":"%s"}""", "/reason", 1000),
        new("POST", "{document}/check-in", """{"upload":"%u","comment":"%s"}""", "/comment", 1000),
        new("POST", "{document}/redactions",
            Redacting + ""","reason":"%s","legalGround":"x","fields":{"subject":"a"}}""", "/reason", 1000),
        new("POST", "{document}/redactions",
            Redacting + ""","reason":"x","legalGround":"%s","fields":{"subject":"a"}}""", "/legalGround", 200),
        new("POST", "{document}/redactions",
            Redacting + ""","reason":"x","legalGround":"x","fields":{"subject":"%s"}}""", "/fields/subject", 500),
        new("POST", "{file}/inspections", Inspecting + ""","recipient":"%s","reason":"x","legalGround":"x"}""",
            "/recipient", 200),
        new("POST", "{file}/inspections", Inspecting + ""","recipient":"x","reason":"%s","legalGround":"x"}""",
            "/reason", 1000),
        new("POST", "{file}/inspections", Inspecting + ""","recipient":"x","reason":"x","legalGround":"%s"}""",
            "/legalGround", 200),
        new("POST", "search", """{"text":"%s"}""", "/text", 500),
        .. from field in (string[])["state", "reference", "exactReference", "participant"]
           from place in ((string Path, string Before)[])[("search", "\"text\":\"a\","), ("case-files/search", "")]
           select new TextPlace(
               "POST", place.Path, $$$"""{{{{place.Before}}}"where":{"{{{field}}}":"%s"}}""", $"/where/{field}", 200),
    ];

    private static IEnumerable<TextPlace> Participants(string field, int length, string more = "\"name\":\"a\",") =>
        from place in (string[])["{file}", "{document}"]
        select new TextPlace(
            "POST", $"{place}/participants",
            $$"""{"kind":"person","role":"sender",{{more}}"{{field}}":"%s"}""", $"/{field}", length);

    /// <summary>As JSON escapes, so that they arrive as they are.</summary>
    public static IReadOnlyList<(string Fault, string Escaped)> Faults { get; } =
    [
        ("NUL", "\\u0000"), ("bell", "\\u0007"), ("escape", "\\u001b[31m"), ("delete", "\\u007f"), ("C1", "\\u009b"),
        ("carriage return", "\\r"),
        ("lone high surrogate", "\\ud800"), ("lone low surrogate", "\\udfff"), ("swapped surrogates", "\\udc00\\ud800"),
        ("right-to-left override", "\\u202e"), ("left-to-right override", "\\u202d"), ("isolate", "\\u2067"),
    ];

    /// <summary>Addresses that name nothing; each is answered with a problem or an empty page.</summary>
    public static IReadOnlyList<string> Addresses { get; } =
    [
        "case-files?reference=%00", "case-files?reference=a%00b", "case-files?state=%00", "case-files?state=%ED%A0%80",
        "case-files?reference=%FF",
        "case-files?state=open'--", "case-files?reference=%25", "case-files?reference=_",
        "case-files?state=open", "case-files?openedFrom=x", "case-files?openedFrom=",
        "case-files?openedUntil=2026-02-30",
        "case-files?closedFrom=1.2.2026", "case-files?closedUntil=%00", "case-files?retentionEndsFrom=2026-1-1",
        "case-files?retentionEndsUntil=99999-01-01", "case-files?openedFrom=2026-02-02&openedUntil=2026-02-01",
        "case-files?openedUntil=0001-01-01", "case-files?openedFrom=9999-12-31", "case-files?openedBy=x",
        "case-files?exactReference=%00", "case-files?exactReference=%25",
        "case-files?reference=" + new string('x', 201),
        "case-files?state=" + "x%27%29%3B%20drop%20table%20event%3B",
        "worklist?kind=%00", "worklist?kind='--", "worklist?dueBefore=x", "worklist?dueBefore=2026-02-30",
        "worklist?limit=0", "worklist?cursor=x", "worklist?cursor=MS4y", "worklist?cursor=LTEuMS4x", "{file}/routes/x",
        "case-files?entry=x", "case-files?unit=%00", "case-files?limit=0", "case-files?limit=501",
        "case-files?limit=-1", "case-files?limit=1.5",
        "case-files?limit=99999999999", "case-files?limit=", "case-files?cursor=", "case-files?cursor=%00",
        "case-files?cursor=....", "case-files?cursor=LTE",
        "case-files?cursor=MS4y", "case-files?cursor=OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "{file}/history?cursor=x",
        "{file}/history?limit=0", "{file}?asOf=x",
        "{file}?asOf=0001-01-01T00:00:00Z", "{file}?asOf=2026-02-30T00:00:00Z", "{file}?asOf=%00",
        "{file}?asOf=0001-01-01T00:00:00%2B14:00", "case-files/x", "{file}x", "{file}/matters/x",
        "in-tray?state=%00", "in-tray?unit=x", "in-tray?cursor=LTE", "in-tray?limit=0", "in-tray/x",
        "resubmissions?until=x", "resubmissions?until=2026-02-30", "resubmissions?addressee=%00",
        "resubmissions?cursor=MS4y", "resubmissions?cursor=OTk5OTk5OTk5OS4x", "resubmissions?limit=0",
        "case-files?reference=" + "%41%42%43%44%45%46%47%48", "case-files/%2e%2e/%2e%2e",
        "{file}/documents/00000000-0000-0000-0000-000000000000/versions/99999999999/content",
        "{file}/documents/00000000-0000-0000-0000-000000000000/versions/-1/content",
    ];
}
