using Microsoft.Extensions.Logging;
using Records.Actors.Sweeping;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Renditions;
using Records.Core.Documents;
using Records.Core.People;
using Records.Core.Ports;
using static Records.Core.CaseFiles.CaseFileCommand;

namespace Records.Actors.Followers;

using CaseFileActors = ActorHost<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent>;

/// <summary>
/// Reads the text of what was filed: takes a waiting version, has it read, stores the pages as a sealed object and
/// notes the outcome on the case file. Filing never waits for it; a fault of the machine is tried again later, a fault
/// of the document is noted and done with.
/// </summary>
public sealed class TextFollower : IWork
{
    private const long MaxTextBytes = 64L << 20, MaxCopyBytes = 256L << 20;
    private static readonly TimeSpan LongestReading = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private readonly ITextQueue queue;
    private readonly ViewFollower views;
    private readonly ITextRecognition recognition;
    private readonly ISealedObjects objects;
    private readonly CaseFileActors files;
    private readonly Actor robot;
    private readonly Attention attention;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly int side;

    /// <param name="views">Wakes this one: what waits to be read is a query table too.</param>
    /// <param name="side">
    /// How many documents are read side by side; the children of all of them share the cores.
    /// </param>
    public TextFollower(
        ITextQueue queue, ViewFollower views, ITextRecognition recognition, ISealedObjects objects,
        CaseFileActors files, Actor robot, int side, Attention attention, TimeProvider clock, ILogger log)
    {
        (this.queue, this.views, this.recognition, this.objects, this.files) =
            (queue, views, recognition, objects, files);
        (this.robot, this.side, this.attention, this.clock, this.log) = (robot, side, attention, clock, log);
    }

    public string Name => "text";

    /// <summary>At the end it gives back what is being read, and waits until it has.</summary>
    public async Task WorkAsync(Lease lease, CancellationToken end)
    {
        using var places = new SemaphoreSlim(side);
        await queue.TakeOverAsync(lease, LongestPause, end);
        try
        {
            while (true)
            {
                await places.WaitAsync(end);
                await TakeOneAsync(lease, places, end);
            }
        }
        finally
        {
            for (var place = 0; place < side; place++)
                await places.WaitAsync(CancellationToken.None);
        }
    }

    /// <summary>
    /// Begins the next version that waits, in the place that was taken for it; gives the place back where there is
    /// none.
    /// </summary>
    private async Task TakeOneAsync(Lease lease, SemaphoreSlim places, CancellationToken end)
    {
        var taken = false;
        try
        {
            var move = views.NextMove;
            if (await queue.TakeAsync(lease, LongestReading, end) is { } job)
            {
                taken = true;
                _ = WorkInPlaceAsync(lease, job, places, end);
                return;
            }

            // Also from time to time: what failed comes back by the clock and not by an event.
            await Task.WhenAny(move, Task.Delay(Patience, clock, end));
        }
        finally
        {
            if (!taken)
                places.Release();
        }
    }

    private async Task WorkInPlaceAsync(Lease lease, TextJob job, SemaphoreSlim places, CancellationToken end)
    {
        using var work = attention.Work();
        try
        {
            await ReadAndNoteAsync(lease, job, end);
        }
        catch (Exception fault)
        {
            // Not even giving back worked; it is due again by itself.
            TextFollowerLog.Faulted(log, fault.GetType().Name);
        }
        finally
        {
            // The outcome is an event, and somebody must be awake to follow it.
            attention.Call();
            places.Release();
        }
    }

    private async Task ReadAndNoteAsync(Lease lease, TextJob job, CancellationToken end)
    {
        try
        {
            await NoteAsync(lease, job, await ReadAsync(job, end));
        }
        catch (Exception fault)
        {
            var pause = TimeSpan.FromSeconds(
                Math.Min(LongestPause.TotalSeconds, 5 * Math.Pow(2, Math.Min(job.Attempts, 10))));
            await queue.GiveBackAsync(
                lease, job, end.IsCancellationRequested ? TimeSpan.Zero : pause, CancellationToken.None);
            if (!end.IsCancellationRequested)
                TextFollowerLog.GivenBack(log, job.Document.Value, job.Version, job.Attempts + 1, fault.GetType().Name);
        }
    }

    /// <summary>The command that says how reading ended; null when the content was lawfully erased meanwhile.</summary>
    private async Task<CaseFileCommand?> ReadAsync(TextJob job, CancellationToken end)
    {
        if (await files.Journal.Keys.FindAsync(job.Key, end) is not { } key)
            return null;

        await using var original = await objects.OpenAsync(
            key, job.Content.Object, job.Content.SizeBytes, end)
            ?? throw new SealBrokenException(job.Content.Object, "is missing");
        var outcome = await recognition.RecogniseAsync(original, job.Content.Type, end);
        using var copy = (outcome as TextOutcome.Read)?.Copy;
        if (outcome is TextOutcome.Unreadable no)
            return new NoteNoText(job.Document, job.Version, no.Failure, no.ReadablePages);

        var read = (TextOutcome.Read)outcome;
        var id = new ObjectId(Guid.NewGuid());
        using var pages = new MemoryStream(DocumentPages.Write(read.Pages));
        var receipt = await objects.WriteAsync(key, id, pages, MaxTextBytes, end);
        var recognised = read.Pages.Where(page => page.Source is TextSource.Recognised).ToList();
        return new NoteText(job.Document, job.Version, new DocumentText(
            id, read.Pages.Count, recognised.Count, MeanConfidence(recognised),
            receipt.PlainBytes, receipt.PlainHash, receipt.SealedHash, read.Engine))
        {
            Copy = await PutAwayAsync(key, job, read, end),
        };
    }

    // Whatever becomes of the copy, the text is noted.
    private async Task<MadeRendition?> PutAwayAsync(
        DataKey key, TextJob job, TextOutcome.Read read, CancellationToken end)
    {
        if (read.CopyFault is { } fault)
            TextFollowerLog.NoCopy(log, job.Document.Value, job.Version, fault);
        if (read.Copy is not { } copy)
            return null;

        try
        {
            var receipt = await objects.WriteAsync(key, new(Guid.NewGuid()), copy.Pdf, MaxCopyBytes, end);
            return new(
                new(Guid.CreateVersion7(clock.GetUtcNow())),
                new(receipt.Id, receipt.Type, receipt.PlainBytes, receipt.PlainHash, receipt.SealedHash,
                    RenditionNames.Pdf(job.Content.OriginalName)),
                copy.Making);
        }
        catch (Exception e) when (!end.IsCancellationRequested)
        {
            TextFollowerLog.NoCopy(log, job.Document.Value, job.Version, e.GetType().Name);
            return null;
        }
    }

    private async Task NoteAsync(Lease lease, TextJob job, CaseFileCommand? command)
    {
        if (command is null)
            return;
        var stamp = new Stamp(robot, Guid.CreateVersion7(clock.GetUtcNow()), job.Cause, null, null);
        var stream = new StreamId(job.CaseFile.Value);
        var wish = new Wish<CaseFile, CaseFileCommand>(command, new(stamp))
        {
            Under = lease,
            Claims = command is NoteText noted
                ?
                [
                    .. from content in (ObjectId?[])[noted.Text.Object, noted.Copy?.Content.Object]
                       where content is not null
                       select ObjectClaims.For(content.Value, stream),
                ]
                : [],
        };
        var outcome = await files.AskAsync(stream, wish, CancellationToken.None);
        // After a day between storing and noting; the text is read anew.
        if (outcome is Outcome<CaseFile>.ClaimTaken)
            throw new SealBrokenException(((NoteText)command).Text.Object, "was swept before it was noted.");
        if (outcome is Outcome<CaseFile>.Refused refused)
            TextFollowerLog.Refused(log, job.Document.Value, job.Version, refused.Reason.Code);
    }

    private static int? MeanConfidence(List<PageText> pages) =>
        pages.Where(page => page.Confidence is not null)
            .Select(page => page.Confidence!.Value).ToList() is { Count: > 0 } known
            ? (int)Math.Round(known.Average())
            : null;
}

internal static partial class TextFollowerLog
{
    [LoggerMessage(EventName = "text-faulted", Level = LogLevel.Error,
        Message = "The text follower failed ({Fault}) and tries again.")]
    public static partial void Faulted(ILogger log, string fault);

    [LoggerMessage(
        EventName = "text-given-back", Level = LogLevel.Warning,
        Message = "Reading document {Document} version {Version} failed for the {Attempt}. time ({Fault}); "
            + "it is tried again later.")]
    public static partial void GivenBack(ILogger log, Guid document, int version, int attempt, string fault);

    [LoggerMessage(EventName = "text-without-copy", Level = LogLevel.Warning,
        Message = "Document {Document} version {Version} was read, but no searchable copy was made of it ({Fault}).")]
    public static partial void NoCopy(ILogger log, Guid document, int version, string fault);

    [LoggerMessage(EventName = "text-refused", Level = LogLevel.Error,
        Message = "The text of document {Document} version {Version} was refused: {Code}.")]
    public static partial void Refused(ILogger log, Guid document, int version, string code);
}
