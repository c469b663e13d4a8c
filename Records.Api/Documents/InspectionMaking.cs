using System.IO.Pipelines;
using Records.Actors;
using Records.Actors.Sweeping;
using Records.Api.Calls;
using Records.Api.CaseFiles;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Inspections;
using Records.Core.Deciding;
using Records.Core.Documents;
using Records.Core.Ports;
using Records.Storage.Inspections;
using Records.Storage.Views;
using static Records.Core.CaseFiles.Inspections.InspectionCommand;
using static Records.Core.CaseFiles.Inspections.InspectionEvent;

namespace Records.Api.Documents;

/// <summary>
/// The way of an inspection: ask whether it would be given, bundle what the rules say straight into the object store,
/// and ask in earnest. A bundle that no event takes is swept up as uploads are.
/// </summary>
internal static class InspectionMaking
{
    private const long MaxBytes = (1L << 30) + InspectionBundle.MaxFraming;
    private const int MaxWaiting = 256 * 1024;

    /// <param name="wish">The wish without a bundle.</param>
    public static Task<IResult> RunAsync(Call call, Guid id, ICommandContract request, GiveInspection wish) =>
        Changes.RunAsync<CaseFile>(call, request, 201, needsKey: true, async terms =>
        {
            var (state, _, keyId, _) = await call.Tenant.Files.LookAsync(new(id), call.Cancel);
            if (call.Hides(state) is { } hidden)
                return new Outcome<CaseFile>.Refused(hidden);
            var decision = CaseFileDecider.Decide(wish, state);
            if (decision is Decision<CaseFileEvent>.Refused no)
                return new Outcome<CaseFile>.Refused(no.Reason);
            if (await call.Tenant.Keys.FindAsync(keyId, call.Cancel) is not { } key
                || await SheetAsync(call, id) is not { } sheet)
                return new Outcome<CaseFile>.Refused(CaseFileRefusals.NotOpened);

            var events = ((Decision<CaseFileEvent>.Accepted)decision).Events;
            if (terms.IsProbe)
                return new Outcome<CaseFile>.Possible(events.Count);

            var given = (InspectionGiven)events[0];
            SealedReceipt receipt;
            try
            {
                receipt = await BundleAsync(call, key, new InspectionBundle(
                    sheet, given.Versions, given.Withheld.Count, given.WithSheets, Call.DayOf));
            }
            catch (ContentGoneException gone)
            {
                return new Outcome<CaseFile>.Refused(
                    InspectionRefusals.NotAllReadable([$"{gone.Document} (nicht mehr vorhanden)"]));
            }
            var content = new DocumentContent(
                receipt.Id, receipt.Type, receipt.PlainBytes, receipt.PlainHash, receipt.SealedHash,
                "akteneinsicht.zip");
            await call.Tenant.Uploads.AddAsync(
                new(new(id), KeyId.None, content, call.Tenant.Clock.GetUtcNow()), CancellationToken.None);

            var outcome = await call.Tenant.Files.AskAsync(
                new(id),
                new(wish with { Bundled = given.Versions, Bundle = content }, terms)
                {
                    Guard = call.Hides,
                    Claims = [ObjectClaims.For(content.Object, new(id))],
                },
                call.Cancel);
            if (outcome is Outcome<CaseFile>.Done)
                await call.Tenant.Uploads.RemoveAsync(content.Object, CancellationToken.None);
            return outcome;
        }, state => new(
            wish.Inspection.Value, state.Contents.Revision.Value,
            new Dictionary<string, Link>
            {
                ["self"] = new($"{call.Root}/case-files/{id}/inspections/{wish.Inspection.Value}/content"),
                ["up"] = new($"{call.Root}/case-files/{id}"),
            }));

    // From the events themselves, so that nothing is shown as it was before the last change.
    private static async Task<CaseFileSheet?> SheetAsync(Call call, Guid id)
    {
        var sheet = default(CaseFileSheet);
        await foreach (var recorded in call.Tenant.Files.Journal.ReadAsync(
            new StreamId(id), StreamVersion.None, call.Cancel))
            sheet = SheetFold.Apply(sheet, recorded.Event, recorded.Stored, recorded.Stamp);
        return sheet;
    }

    // Bundled at one end and sealed at the other, with little in between.
    private static async Task<SealedReceipt> BundleAsync(Call call, DataKey key, InspectionBundle bundle)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(call.Cancel);
        var pipe = new Pipe(new PipeOptions(
            pauseWriterThreshold: MaxWaiting, resumeWriterThreshold: MaxWaiting / 2, useSynchronizationContext: false));
        var filling = FillAsync(pipe.Writer, bundle.WriteAsync(
            pipe.Writer.AsStream(leaveOpen: true), (version, cancel) => OpenAsync(call, version), ending.Token));
        try
        {
            return await call.Tenant.Objects.WriteAsync(
                key, new(Guid.NewGuid()), pipe.Reader.AsStream(leaveOpen: true), MaxBytes, ending.Token);
        }
        finally
        {
            await ending.CancelAsync();
            await pipe.Reader.CompleteAsync();
            await filling;
        }
    }

    // Whoever reads is told why it ended, so that half a bundle is never taken for a whole one.
    private static async Task FillAsync(PipeWriter writer, Task filling)
    {
        await filling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await writer.CompleteAsync(filling.IsCompletedSuccessfully
            ? null
            : filling.Exception?.InnerException ?? new OperationCanceledException());
    }

    private static async Task<Stream> OpenAsync(Call call, VersionRow version) =>
        await ContentEndpoints.OpenAsync(call, version.Key, version.Object, version.SizeBytes)
            ?? throw new ContentGoneException(version.Document);
}

/// <summary>The content, or its key, was lawfully destroyed.</summary>
internal sealed class ContentGoneException(Guid document) : Exception($"The content of {document} is gone.")
{
    public Guid Document { get; } = document;
}
