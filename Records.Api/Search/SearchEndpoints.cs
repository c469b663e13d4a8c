using System.Diagnostics;
using System.Text.Json.Serialization;
using Records.Api.Access;
using Records.Api.Calls;
using Records.Api.CaseFiles;
using Records.Api.Telemetry;
using Records.Core.Access;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Storage.Views;

namespace Records.Api.Search;

/// <summary>
/// Full text over recognised pages and metadata. By POST, because search terms are personal data and addresses end up
/// in logs.
/// </summary>
internal static class SearchEndpoints
{
    private const int MaxTextLength = 500;

    extension(IEndpointRouteBuilder routes)
    {
        public void MapSearch() =>
            routes.MapPost("/search", SearchAsync)
                .WithTags("Suche").Needs(Act.ReadCaseFile).Takes<SearchRequest>().Gives<Page<SearchItem>>()
                .WithName("search")
                .WithSummary("Volltext über Seiten und Metadaten, neueste zuerst (full text, newest first)");
    }

    private static async Task<IResult> SearchAsync(Call call, RecordsMeter meter)
    {
        var request = await call.ReadAsync<SearchRequest>();
        if (request.Limit is < 1 or > Reads.MaxLimit)
            return CallProblems.LimitOutOfRange;
        if (string.IsNullOrWhiteSpace(request.Text)
            || request.Text.Length > MaxTextLength || !PlainText.IsClean(request.Text, linesAllowed: false))
            return TextMalformed.ToProblem();
        if (request.Where?.Fault("/where") is { } fault)
            return fault;
        var before = request.Cursor is null ? null : Reads.ReadCursor(request.Cursor, 2);
        if (request.Cursor is not null && before is not [_, <= int.MaxValue])
            return CallProblems.CursorMalformed;
        if (await call.WaitForPositionAsync() is { } late)
            return late;

        var query = new SearchQuery(request.Text, before is null ? null : (before[0], (int)before[1]), request.Limit)
        {
            Where = request.Where?.ToFilter() ?? CaseFileFilter.None,
            WithHighlight = request.Highlight,
        };
        var started = Stopwatch.GetTimestamp();
        var (hits, position) = await call.Tenant.Views.SearchAsync(query, call.Actor, call.Cancel);
        meter.SearchDuration.Record(
            Stopwatch.GetElapsedTime(started).TotalSeconds,
            new KeyValuePair<string, object?>("tenant", call.Tenant.Name));
        call.Reflects(position);
        var next = hits.Count == request.Limit ? Reads.Cursor(hits[^1].Position, hits[^1].Page) : null;
        return Answers.Json(new Page<SearchItem>([.. hits.Select(hit => SearchItem.Of(call, hit))], next));
    }

    private static Refusal TextMalformed { get; } = new(RefusalKind.Invalid, "search-text-malformed",
        "Der Suchtext hat 1 bis 500 Zeichen und keine Steuerzeichen.", "/text");
}

/// <param name="Text">Words, "a phrase", or, -without.</param>
/// <param name="Cursor">From the page before.</param>
/// <param name="Highlight">Whether the text around the words is wanted.</param>
/// <param name="Where">In which case files to look; in all when left out.</param>
internal sealed record SearchRequest(
    string Text, int Limit = Reads.DefaultLimit, string? Cursor = null, bool Highlight = false,
    CaseFileFilterBody? Where = null) : IExampled<SearchRequest>
{
    public static SearchRequest Example { get; } = new(
        "Bauantrag \"Südliche Mühlenstraße\" -Abbruch", Highlight: true,
        Where: new(State: "active", OpenedFrom: new(2026, 1, 1)));
}

/// <summary>One place where the words stand.</summary>
/// <param name="Kind">case-file, matter, document (its metadata) or page.</param>
/// <param name="State">The state of the object; cancelled too where something above it is.</param>
/// <param name="Highlight">
/// The text around the words, in pieces; those that matched are marked. Left out unless it was asked for.
/// </param>
internal sealed record SearchItem(
    string Kind, Guid CaseFile, string Reference, string Subject, Guid? Matter, Guid Object, int? Version, int? Page,
    string State, IReadOnlyList<HighlightPiece>? Highlight,
    [property: JsonPropertyName("_links")] IReadOnlyDictionary<string, Link> Links)
{
    public static SearchItem Of(Call call, SearchHit hit)
    {
        var file = $"{call.Root}/case-files/{hit.CaseFile}";
        var links = new Dictionary<string, Link> { ["case-file"] = new(file) };
        if (hit.Kind is "document" or "page")
            links["document"] = new($"{file}/documents/{hit.Object}");
        if (hit.Kind is "page")
            links["content"] = new($"{file}/documents/{hit.Object}/versions/{hit.Version}/content#page={hit.Page}");
        return new(
            hit.Kind, hit.CaseFile, hit.Reference, hit.Subject, hit.Matter, hit.Object,
            hit.Kind is "page" ? hit.Version : null, hit.Kind is "page" ? hit.Page : null, hit.State,
            hit.Highlight is { } marked ? HighlightPiece.Split(marked) : null, links);
    }
}

/// <summary>A piece of text; pieces instead of markup, so that no page can smuggle any.</summary>
internal sealed record HighlightPiece(string Text, bool IsHit)
{
    /// <summary>Splits at the marks U+E000 and U+E001, which no searched text holds.</summary>
    public static IReadOnlyList<HighlightPiece> Split(string marked)
    {
        var pieces = new List<HighlightPiece>();
        foreach (var part in marked.Split('\ue000'))
        {
            var end = part.IndexOf('\ue001', StringComparison.Ordinal);
            if (end >= 0)
                pieces.Add(new(part[..end], IsHit: true));
            if (part.Length > end + 1)
                pieces.Add(new(part[(end + 1)..], IsHit: false));
        }
        return pieces;
    }
}
