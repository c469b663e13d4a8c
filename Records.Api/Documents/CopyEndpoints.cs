using Records.Actors;
using Records.Actors.Sweeping;
using Records.Api.Access;
using Records.Api.Calls;
using Records.Api.CaseFiles;
using Records.Core.Access;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.References;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Documents;
using Records.Core.Ports;
using static Records.Core.CaseFiles.References.ReferenceCommand;

namespace Records.Api.Documents;

/// <summary>
/// Identical copies (idente Kopien, R15): the same content under another document, sealed anew for the file it comes
/// into, so that each lives and is erased for itself.
/// </summary>
internal static class CopyEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapCopies() =>
            routes.MapGroup("/case-files/{id:guid}/matters/{matter:guid}").WithTags("Dokumente")
                .MapPost("/copies", InsertAsync).Needs(Act.FileDocument).Takes<CopyRequest>().Gives<Receipt>(201)
                .WithName("insertCopy").WithSummary("Idente Kopie einfügen (insert an identical copy)");
    }

    private static async Task<IResult> InsertAsync(Call call, Guid id, Guid matter)
    {
        var request = await call.ReadAsync<CopyRequest>();
        var document = new DocumentId(call.NewId());
        return await Changes.RunAsync<CaseFile>(call, request, 201, needsKey: true,
            terms => CopyAsync(call, new(id), new(matter), document, request, terms),
            state => CaseFileCommands.ReceiptOf(call, id, ObjectRef.Of(document), state));
    }

    private static async Task<Outcome<CaseFile>> CopyAsync(
        Call call, CaseFileId id, MatterId matter, DocumentId document, CopyRequest request,
        Terms<CaseFile> terms)
    {
        var source = new CaseFileId(request.CaseFile ?? id.Value);
        var to = await call.Tenant.Files.LookAsync(new(id.Value), call.Cancel);
        var from = await call.Tenant.Files.LookAsync(new(source.Value), call.Cancel);
        if ((call.Hides(to.State) ?? call.Hides(from.State)) is { } hidden)
            return new Outcome<CaseFile>.Refused(hidden);
        if (from.State.Contents.Find(new DocumentId(request.Document)) is not { } original)
            return new Outcome<CaseFile>.Refused(CaseFileRefusals.UnknownDocument);
        if (!original.Versions.TryGetValue(request.Version ?? original.Newest, out var content))
            return new Outcome<CaseFile>.Refused(CaseFileRefusals.UnknownVersion);

        var wish = new InsertCopy(
            matter, document, original.Kind,
            [.. original.Fields.Select(field => new FieldValue(field.Key, field.Value))], content,
            new(source == id ? null : source, ObjectRef.Of(original.Id), null, null),
            new(call.NewId()), new(call.NewId()));
        // Asked before the bytes are moved: what the rules refuse now costs nothing, and a probe moves none.
        if (terms.IsProbe || (source == id
            ? CaseFileDecider.Decide(wish, to.State) is Decision<CaseFileEvent>.Refused
            : JointReferences.Copy(wish, id, to.State, from.State) is JointDecision.Refused))
            return await AskAsync(call, id, source, wish, [], terms);

        // Null where a key or the bytes were lawfully destroyed.
        if (await call.Tenant.Keys.FindAsync(to.Key, call.Cancel) is not { } key
            || await call.Tenant.Keys.FindAsync(from.Key, call.Cancel) is not { } old
            || await call.Tenant.Resealing.SealAsync(content, old, key, new(id.Value), call.Cancel) is not { } copied)
            return new Outcome<CaseFile>.Refused(CaseFileRefusals.UnknownVersion);
        var claim = ObjectClaims.For(copied.Object, new(id.Value));
        var outcome = await AskAsync(call, id, source, wish with { Content = copied }, [claim], terms);
        if (outcome is Outcome<CaseFile>.Done)
            await call.Tenant.Resealing.FiledAsync(copied.Object);
        return outcome;
    }

    private static Task<Outcome<CaseFile>> AskAsync(
        Call call, CaseFileId id, CaseFileId source, InsertCopy wish, ValueList<Claim> claims,
        Terms<CaseFile> terms) => source == id
            ? call.Tenant.Files.AskAsync(
                new(id.Value),
                new(wish, terms) { Guard = call.Hides, Claims = claims },
                call.Cancel)
            : call.Tenant.Joint.AskAsync(
                new(nameof(InsertCopy), id, source, call.Hides,
                    (one, two) => JointReferences.Copy(wish, id, one, two))
                { Claims = claims },
                terms);
}

/// <param name="Document">The document to copy.</param>
/// <param name="CaseFile">Its case file; left out for this one.</param>
/// <param name="Version">The version to copy; left out for the newest.</param>
internal sealed record CopyRequest(
    Guid Document, Guid? CaseFile = null, int? Version = null, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<CopyRequest>
{
    public static CopyRequest Example { get; } = new(Document: new("7d2f6e1a-90b4-4c7d-a3c4-5b1e8c40d3f4"));
}
