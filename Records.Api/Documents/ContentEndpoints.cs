using Microsoft.Net.Http.Headers;
using Records.Api.Access;
using Records.Api.Calls;
using Records.Api.CaseFiles;
using Records.Core.Access;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Ports;
using Records.Storage.Views;

namespace Records.Api.Documents;

/// <summary>The bytes of a version, and its text. Served so that no browser runs what they hold.</summary>
internal static class ContentEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapContent()
        {
            var versions = routes.MapGroup("/case-files/{id:guid}/documents/{document:guid}/versions/{version:int}")
                .WithTags("Dokumente");
            versions.MapGet("/content", ContentAsync).Needs(Act.ReadCaseFile).WithMetadata(new MovesBytes())
                .Produces<Stream>(200, "application/octet-stream")
                .Produces<ProblemDocument>(StatusCodes.Status400BadRequest, Problem.MediaType)
                .WithName("getContent")
                .WithSummary("Inhalt einer Version, auch in Teilen (the bytes of a version; ranges)");
            versions.MapGet("/text", TextAsync).Needs(Act.ReadCaseFile).Gives<IReadOnlyList<PageText>>()
                .WithName("getText")
                .WithSummary("Gelesener Text einer Version, Seite für Seite (the text of a version)");
        }
    }

    private static async Task<IResult> ContentAsync(Call call, Guid id, Guid document, int version)
    {
        if (await call.WaitForPositionAsync() is { } late)
            return late;
        var (found, gone) = await FindAsync(call, id, document, version);
        if (gone is not null)
            return gone;
        return found is { } row
            ? await ServeAsync(
                call, new(row.Object, row.Key, row.MediaType, row.SizeBytes, row.Sha256, row.OriginalName),
                row.AddedAt, CaseFileRefusals.UnknownVersion)
            : await OldAddress.AnswerAsync(call, id, CaseFileRefusals.UnknownVersion);
    }

    /// <summary>Serves a part that has bytes: a draft, a rendition.</summary>
    public static async Task<IResult> PartAsync(
        Call call, Guid id, Guid document, string kind, Guid part, Refusal unknown)
    {
        if (await call.WaitForPositionAsync() is { } late)
            return late;
        if ((await FindAsync(call, id, document, 1)).Gone is { } gone)
            return gone;
        var (row, position) = await call.Tenant.Views.PartAsync(id, document, kind, part, call.Actor, call.Cancel);
        call.Reflects(position);
        return row is { } found
            ? await ServeAsync(call, PartContent.Of(found), (DateTimeOffset)found.Data["at"]!, unknown)
            : await OldAddress.AnswerAsync(call, id, unknown);
    }

    private static async Task<IResult> ServeAsync(Call call, PartContent bytes, DateTimeOffset at, Refusal unknown)
    {
        if (await OpenAsync(call, bytes.Key, bytes.Object, bytes.SizeBytes) is not { } content)
            return unknown.ToProblem();
        return Served(call, content, bytes.MediaType, bytes.OriginalName, at, bytes.Sha256);
    }

    /// <summary>Content as it is sent out: in ranges, named, and so that no browser runs it.</summary>
    internal static IResult Served(
        Call call, Stream content, string mediaType, string name, DateTimeOffset at, string sha256)
    {
        var headers = call.Http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.CacheControl = "private, no-store";
        return TypedResults.Stream(
            content, mediaType, name, at, new EntityTagHeaderValue($"\"{sha256}\""), enableRangeProcessing: true);
    }

    private static async Task<IResult> TextAsync(Call call, Guid id, Guid document, int version)
    {
        if (await call.WaitForPositionAsync() is { } late)
            return late;
        var (found, gone) = await FindAsync(call, id, document, version);
        if (gone is not null)
            return gone;
        if (found is not { } row)
            return await OldAddress.AnswerAsync(call, id, CaseFileRefusals.UnknownVersion);
        if (row is not { TextObject: { } text, TextBytes: { } sizeBytes })
            return ContentProblems.NoText(row.TextState);
        if (await OpenAsync(call, row.Key, text, sizeBytes) is not { } stream)
            return CaseFileRefusals.UnknownVersion.ToProblem();
        call.Http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Stream(stream, "application/json");
    }

    private static async Task<(VersionRow? Found, IResult? Gone)> FindAsync(
        Call call, Guid id, Guid document, int version)
    {
        var (seen, position) = await call.Tenant.Views.VersionAsync(id, document, version, call.Actor, call.Cancel);
        call.Reflects(position);
        return (seen?.Row, seen is { DocumentState: "deleted" } ? ContentProblems.Deleted : null);
    }

    /// <summary>The content, or null where it, or its key, was lawfully destroyed.</summary>
    internal static async Task<Stream?> OpenAsync(Call call, Guid key, Guid id, long sizeBytes) =>
        await call.Tenant.Keys.FindAsync(new(key), call.Cancel) is { } found
            ? await call.Tenant.Objects.OpenAsync(found, new(id), sizeBytes, call.Cancel)
            : null;
}

internal static class ContentProblems
{
    /// <summary>There was a content, and two people deleted it.</summary>
    public static Problem Deleted { get; } = new(410, "content-deleted", "Gelöscht",
        "Dieser Inhalt wurde gelöscht; das Protokoll der Akte sagt, von wem und warum.");

    /// <summary>There is no text (yet); the state says why.</summary>
    public static Problem NoText(string state) => new(404, "no-text", "Kein Text vorhanden", state == "waiting"
        ? "Der Text dieser Version wird noch gelesen."
        : "Der Text dieser Version konnte nicht gelesen werden; der Inhalt selbst ist vorhanden.")
    { Reason = state, RetryAfter = state == "waiting" ? TimeSpan.FromSeconds(5) : null };
}
