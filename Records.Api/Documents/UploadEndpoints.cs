using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http.Features;
using Records.Api.Access;
using Records.Api.Calls;
using Records.Api.CaseFiles;
using Records.Core.Access;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Documents;
using Records.Core.History;
using Records.Core.Ports;

namespace Records.Api.Documents;

/// <summary>Uploading content: straight through hash and seal into the object store. 201 means it is safe.</summary>
internal static class UploadEndpoints
{
    private const int FramingBytes = 64 * 1024;

    extension(IEndpointRouteBuilder routes)
    {
        public void MapUploads() =>
            routes.MapGroup("/case-files/{id:guid}/uploads").WithTags("Dokumente")
                .MapPost("", UploadAsync).Needs(Act.FileDocument).WithMetadata(new MovesBytes())
                .Accepts<Stream>(isOptional: false, "application/octet-stream").Gives<UploadAnswer>(201)
                .WithName("uploadContent")
                .WithSummary("Inhalt hochladen, noch ohne ihn zu den Akten zu nehmen (upload content)");
    }

    private static async Task<IResult> UploadAsync(Call call, Guid id)
    {
        var (state, _, keyId, _) = await call.Tenant.Files.LookAsync(new(id), call.Cancel);
        if (call.Hides(state) is { } hidden)
            return hidden.ToProblem();
        if (state is CaseFile.Cancelled)
            return CaseFileRefusals.CaseFileCancelled.ToProblem();
        if (state is CaseFile.Deleted)
            return CaseFileRefusals.CaseFileDeleted.ToProblem();
        if (state is not CaseFile.Active)
            return CaseFileRefusals.NotActive.ToProblem();
        if (NameIn(call.Http.Request) is not { } name)
            return UploadProblems.NameMissing.ToProblem();
        var (promised, malformed) = PromisedHash(call.Http.Request);
        if (malformed)
            return UploadProblems.DigestMalformed;
        if (await call.Tenant.Keys.FindAsync(keyId, call.Cancel) is not { } key)
            return CaseFileRefusals.NotOpened.ToProblem();

        var limit = call.Tenant.Limits.MaxDocumentBytes;
        if (call.Http.Request.ContentLength > limit)
            return UploadProblems.TooLarge(limit);
        // Kestrel counts the framing of a chunked body too; how long the content may be is judged as it is sealed.
        call.Http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = limit + (limit / 4) + FramingBytes;

        SealedReceipt receipt;
        try
        {
            receipt = await call.Tenant.Objects.WriteAsync(
                key, new(Guid.NewGuid()), call.Http.Request.Body, limit, call.Cancel);
        }
        catch (ContentTooLargeException)
        {
            return UploadProblems.TooLarge(limit);
        }

        if (promised is { } hash && hash != receipt.PlainHash)
        {
            await call.Tenant.ObjectStore.DeleteAsync(receipt.Id, CancellationToken.None);
            return UploadProblems.HashMismatch.ToProblem();
        }

        var content = new DocumentContent(
            receipt.Id, receipt.Type, receipt.PlainBytes, receipt.PlainHash, receipt.SealedHash, name);
        var now = call.Tenant.Clock.GetUtcNow();
        await call.Tenant.Uploads.AddAsync(new(new(id), content, now), CancellationToken.None);
        return TypedResults.Json(
            new UploadAnswer(receipt.Id.Value, content.SizeBytes, content.Sha256.ToString(), content.Type.Name, name,
                now + Upload.Life),
            ContractJson.Options, statusCode: StatusCodes.Status201Created);
    }

    // RFC 6266: filename* wins. Metadata only: it never becomes part of a path.
    private static string? NameIn(HttpRequest request)
    {
        if (!ContentDispositionHeaderValue.TryParse(request.Headers.ContentDisposition, out var disposition))
            return null;
        var name = (disposition.FileNameStar ?? disposition.FileName?.Trim('"'))?.Trim();
        return name is { Length: > 0 and <= 255 } && PlainText.IsClean(name, linesAllowed: false) ? name : null;
    }

    // RFC 9530, Repr-Digest: sha-256=:base64:
    private static (Digest? Hash, bool Malformed) PromisedHash(HttpRequest request)
    {
        if (request.Headers["Repr-Digest"] is not [{ } value])
            return (null, request.Headers["Repr-Digest"].Count > 1);
        var bytes = new byte[Digest.Size];
        const string prefix = "sha-256=:";
        return value.StartsWith(prefix, StringComparison.Ordinal) && value.EndsWith(':') && value.Length > prefix.Length
            && Convert.TryFromBase64String(value[prefix.Length..^1], bytes, out var written) && written == Digest.Size
                ? (Digest.FromBytes(bytes), false)
                : (null, true);
    }
}

/// <param name="Upload">To be named when the document is filed or gets a version.</param>
/// <param name="MediaType">Told by the bytes, whatever the name says.</param>
internal sealed record UploadAnswer(
    Guid Upload, long SizeBytes, string Sha256, string MediaType, string OriginalName, DateTimeOffset ExpiresAt);

internal static class UploadProblems
{
    public static Refusal NameMissing { get; } = new(RefusalKind.Invalid, "name-missing",
        "Der Kopf Content-Disposition nennt den Dateinamen: höchstens 255 Zeichen, keine Steuerzeichen.");

    public static Problem DigestMalformed { get; } = new(400, "digest-malformed", "Prüfsumme nicht lesbar",
        "Repr-Digest hat die Form sha-256=:…: mit 32 Bytes in Base64.");

    public static Refusal HashMismatch { get; } = new(RefusalKind.Invalid, "hash-mismatch",
        "Der Inhalt kam anders an, als die Prüfsumme sagt. Nichts wurde gespeichert.");

    public static Refusal Unknown { get; } = new(RefusalKind.Invalid, "unknown-upload",
        "Diesen hochgeladenen Inhalt gibt es für diese Akte nicht, oder sein Tag ist vorbei.", "/upload");

    public static Refusal AlreadyFiled { get; } = new(RefusalKind.Conflict, "upload-already-filed",
        "Dieser hochgeladene Inhalt liegt schon in einer Akte.", "/upload");

    public static Problem TooLarge(long limit) => new(413, "content-too-large", "Inhalt zu groß",
        $"Ein Dokument hat höchstens {limit} Bytes. Nichts wurde gespeichert.");
}
