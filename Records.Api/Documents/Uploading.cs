using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http.Features;
using Records.Api.Calls;
using Records.Core.CaseFiles;
using Records.Core.Describing;
using Records.Core.Documents;
using Records.Core.History;
using Records.Core.Ports;

namespace Records.Api.Documents;

/// <summary>
/// How content comes in, for whatever it is: straight through hash and seal into the object store, with flat memory.
/// </summary>
internal static class Uploading
{
    private const int FramingBytes = 64 * 1024;

    /// <summary>Takes the body of the request and keeps it for a day to be filed.</summary>
    /// <param name="stream">What it is for.</param>
    /// <param name="hasOwnKey">Whether the key is for this content alone and not that of a case file.</param>
    /// <param name="keyOf">The key, asked for once the request is found to be in order; null where it is gone.</param>
    public static async Task<IResult> ReceiveAsync(
        Call call, StreamId stream, bool hasOwnKey, Func<Task<DataKey?>> keyOf)
    {
        if (call.Http.Request.Query.ContainsKey(Probes.Parameter))
            return CallProblems.ProbeNotOffered;
        if (NameIn(call.Http.Request) is not { } name)
            return UploadProblems.NameMissing.ToProblem();
        var (promised, malformed) = PromisedHash(call.Http.Request);
        if (malformed)
            return UploadProblems.DigestMalformed;

        var limit = call.Tenant.Limits.MaxDocumentBytes;
        if (call.Http.Request.ContentLength > limit)
            return UploadProblems.TooLarge(limit);
        // Kestrel counts the framing of a chunked body too; how long the content may be is judged as it is sealed.
        call.Http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = limit + (limit / 4) + FramingBytes;

        if (await keyOf() is not { } key)
            return CaseFileRefusals.NotOpened.ToProblem();
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
        await call.Tenant.Uploads.AddAsync(
            new(stream, hasOwnKey ? key.Id : KeyId.None, content, now), CancellationToken.None);
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
