using Records.Actors;
using Records.Actors.Sweeping;
using Records.Api.Calls;
using Records.Api.CaseFiles;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Renditions;
using Records.Core.Deciding;
using Records.Core.Documents;
using Records.Core.Ports;
using Records.Storage.Renditions;

namespace Records.Api.Documents;

/// <summary>
/// The way of an act that makes bytes from bytes: ask whether it would be allowed, make them, put them away as an
/// upload of this call, and ask in earnest. What is put away and not taken by an event is swept up as uploads are.
/// </summary>
internal static class RenditionMaking
{
    private static readonly Making NotYet = new("", "", []);
    private static readonly DocumentContent Nothing =
        new(new(Guid.Empty), MediaType.Pdf, 0, default, default, "probe.pdf");

    /// <param name="version">Null for the newest.</param>
    /// <param name="result">The document that the answer speaks of.</param>
    public static Task<IResult> RunAsync(
        Call call, Guid id, ICommandContract request, DocumentId source, int? version, DocumentId result,
        Func<string, string> name, Func<Stream, CancellationToken, Task<MakeOutcome>> make,
        Func<DocumentContent, Making, CaseFileCommand> command) =>
        Changes.RunAsync<CaseFile>(call, request, 201, needsKey: true, async terms =>
        {
            var (state, _, keyId, _) = await call.Tenant.Files.LookAsync(new(id), call.Cancel);
            if (call.Hides(state) is { } hidden)
                return new Outcome<CaseFile>.Refused(hidden);
            var unmade = await CaseFileCommands.WithFieldsAsync(call, id, command(Nothing, NotYet));
            var decision = CaseFileDecider.Decide(unmade, state);
            if (decision is Decision<CaseFileEvent>.Refused no)
                return new Outcome<CaseFile>.Refused(no.Reason);
            if (await call.Tenant.Keys.FindAsync(keyId, call.Cancel) is not { } key)
                return new Outcome<CaseFile>.Refused(CaseFileRefusals.NotOpened);

            var document = state.Contents.Find(source)!;
            var original = document.Versions[version ?? document.Newest];
            if (!RenditionMaker.Reads(original.Type))
                return new Outcome<CaseFile>.Refused(RenditionProblems.NoTargetFormat);
            if (terms.IsProbe)
                return new Outcome<CaseFile>.Possible(((Decision<CaseFileEvent>.Accepted)decision).Events.Count);

            await using var bytes = await OpenAsync(call, key, original);
            var made = await make(bytes, call.Cancel);
            if (made is not MakeOutcome.Made { Pdf: var pdf, Making: var making })
                return new Outcome<CaseFile>.Refused(RenditionProblems.Of(((MakeOutcome.NotMade)made).Fault));

            await using var copy = pdf is null ? await OpenAsync(call, key, original) : new MemoryStream(pdf);
            var content = await PutAwayAsync(call, id, key, copy, name(original.OriginalName));
            var outcome = await call.Tenant.Files.AskAsync(
                new(id),
                new(await CaseFileCommands.WithFieldsAsync(call, id, command(content, making)), terms)
                {
                    Guard = call.Hides,
                    Claims = [ObjectClaims.For(content.Object, new(id))],
                },
                call.Cancel);
            if (outcome is Outcome<CaseFile>.Done)
                await call.Tenant.Uploads.RemoveAsync(content.Object, CancellationToken.None);
            return outcome;
        }, state => CaseFileCommands.ReceiptOf(call, id, ObjectRef.Of(result), state));

    private static async Task<DocumentContent> PutAwayAsync(
        Call call, Guid id, DataKey key, Stream bytes, string name)
    {
        var receipt = await call.Tenant.Objects.WriteAsync(
            key, new(Guid.NewGuid()), bytes, call.Tenant.Limits.MaxDocumentBytes, call.Cancel);
        var content = new DocumentContent(
            receipt.Id, receipt.Type, receipt.PlainBytes, receipt.PlainHash, receipt.SealedHash, name);
        await call.Tenant.Uploads.AddAsync(
            new(new(id), KeyId.None, content, call.Tenant.Clock.GetUtcNow()), CancellationToken.None);
        return content;
    }

    private static async Task<Stream> OpenAsync(Call call, DataKey key, DocumentContent content) =>
        await call.Tenant.Objects.OpenAsync(key, content.Object, content.SizeBytes, call.Cancel)
            ?? throw new SealBrokenException(content.Object, "is missing");
}

/// <summary>Why no rendition came out.</summary>
internal static class RenditionProblems
{
    public static Refusal NoTargetFormat { get; } = new(RefusalKind.Conflict, "no-target-format",
        "Aus diesem Format kann hier kein PDF erzeugt werden: möglich ist es aus PDF, PNG, JPEG und reinem Text.");

    public static Refusal TooLarge { get; } = new(RefusalKind.Conflict, "rendition-too-large",
        "Der Inhalt ist für eine Formatkopie zu groß: höchstens 50 Seiten und 256 MB.");

    public static Refusal Unreadable { get; } = new(RefusalKind.Conflict, "content-unreadable",
        "Der Inhalt ist beschädigt oder verschlüsselt; er bleibt, wie er ist.");

    public static Refusal TimedOut { get; } = new(RefusalKind.Conflict, "rendition-timed-out",
        "Die Formatkopie wurde nicht rechtzeitig fertig; der Inhalt ist zu aufwendig.");

    public static Refusal AreaOutside { get; } = new(RefusalKind.Invalid, "area-outside-page",
        "Eine der Flächen liegt auf keiner Seite; sie würde nichts verdecken.", "/areas");

    public static Refusal Of(MakeFault fault) => fault switch
    {
        MakeFault.NoTargetFormat => NoTargetFormat,
        MakeFault.TooLarge => TooLarge,
        MakeFault.TimedOut => TimedOut,
        MakeFault.AreaOutside => AreaOutside,
        _ => Unreadable,
    };
}
