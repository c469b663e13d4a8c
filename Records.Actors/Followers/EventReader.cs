using System.Text.Json;
using Records.Core.CaseFiles;
using Records.Core.FilePlan;
using Records.Core.Ports;
using Records.Core.Sealing;

namespace Records.Actors.Followers;

/// <summary>
/// Opens events of any kind for the views, with the pages a text event refers to. What cannot be read is told as a
/// fault of that stream and never stops the others.
/// </summary>
public sealed class EventReader(
    Journal<CaseFileEvent> files, Journal<FilePlanEvent> plans, ISealedObjects objects)
{
    private readonly StreamId planStream = StreamId.Singleton(plans.Tenant, "file-plan");

    /// <summary>Throws only where the machine is at fault (database or object store away); then the batch is tried again.</summary>
    public async Task<ViewedEvent> OpenAsync(StoredEvent stored, CancellationToken cancel)
    {
        try
        {
            if (stored.Stream == planStream)
            {
                var plan = await plans.OpenAsync(stored, cancel);
                return new(stored, plan.Stamp, plan.Event, [], null);
            }

            var file = await files.OpenAsync(stored, cancel);
            IReadOnlyList<PageText> pages = file.Event is CaseFileEvent.TextNoted text
                ? await PagesAsync(text, stored.Key, cancel)
                : [];
            return new(stored, file.Stamp, file.Event, [.. pages], null);
        }
        catch (Exception fault) when (FaultOf(fault) is { } code)
        {
            return new(stored, null, null, [], code);
        }
    }

    private async Task<IReadOnlyList<PageText>> PagesAsync(CaseFileEvent.TextNoted noted, KeyId keyId, CancellationToken cancel)
    {
        var key = await files.Keys.FindAsync(keyId, cancel) ?? throw new ContentErasedException(default);
        await using var stream = await objects.OpenAsync(key, noted.Text.Object, noted.Text.SizeBytes, cancel)
            ?? throw new SealBrokenException(noted.Text.Object, "is missing");
        return await DocumentPages.ReadAsync(stream, cancel);
    }

    private static string? FaultOf(Exception fault) => fault switch
    {
        UnknownEventException => "unknown-event",
        DamagedEventException => "damaged-event",
        SealBrokenException => "damaged-object",
        KeyMissingException => "key-missing",
        ContentErasedException => "content-erased",
        JsonException => "damaged-content",
        _ => null,
    };
}
