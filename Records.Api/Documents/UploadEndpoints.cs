using Records.Api.Access;
using Records.Api.Calls;
using Records.Api.CaseFiles;
using Records.Core.Access;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Ports;

namespace Records.Api.Documents;

/// <summary>Uploading content: straight through hash and seal into the object store. 201 means it is safe.</summary>
internal static class UploadEndpoints
{
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
        return await Uploading.ReceiveAsync(
            call, new(id), hasOwnKey: false, () => call.Tenant.Keys.FindAsync(keyId, call.Cancel));
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
