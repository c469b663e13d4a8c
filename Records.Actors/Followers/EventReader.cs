using System.Text.Json;
using Records.Actors.Sweeping;
using Records.Core.CaseFiles;
using Records.Core.FilePlan;
using Records.Core.InTray;
using Records.Core.Ports;
using Records.Core.Sealing;

namespace Records.Actors.Followers;

/// <summary>
/// Opens events of any kind for the views, with the pages a text event refers to. What cannot be read is told as a
/// fault of that stream and never stops the others.
/// </summary>
public sealed class EventReader(
    Journal<CaseFileEvent> files, Journal<FilePlanEvent> plans, Journal<InTrayEvent> tray, ISealedObjects objects)
{
    private readonly StreamId planStream = StreamId.Singleton(plans.Tenant, "file-plan");

    /// <summary>
    /// Throws only where the machine is at fault (database or object store away); then the batch is tried again.
    /// </summary>
    public async Task<ViewedEvent> OpenAsync(StoredEvent stored, CancellationToken cancel)
    {
        try
        {
            if (stored.Stream == planStream)
            {
                var plan = await plans.OpenAsync(stored, cancel);
                return new(stored, plan.Stamp, plan.Event, [], null);
            }

            if (tray.Owns(stored.Type))
            {
                var entry = await tray.OpenAsync(stored, cancel);
                return new(stored, entry.Stamp, entry.Event, [], null);
            }

            var file = await files.OpenAsync(stored, cancel);
            if (file.Event is not CaseFileEvent.TextNoted text)
                return new(stored, file.Stamp, file.Event, [], null);
            var (pages, fault) = await PagesAsync(text, stored.Key, cancel);
            return new(stored, file.Stamp, text, [.. pages], fault);
        }
        catch (Exception fault) when (EventFault.Of(fault) is { } code)
        {
            return new(stored, null, null, [], code);
        }
    }

    /// <summary>
    /// The objects the event names; none once its content was erased. Throws where it cannot be read: what nobody can
    /// read may name anything.
    /// </summary>
    public async Task<IReadOnlyList<ObjectId>> ObjectsOfAsync(StoredEvent stored, CancellationToken cancel)
    {
        if (stored.Stream == planStream)
            return [];
        try
        {
            var named = tray.Owns(stored.Type)
                ? NamedContents.Of((await tray.OpenAsync(stored, cancel)).Event)
                : NamedContents.Of((await files.OpenAsync(stored, cancel)).Event);
            return [.. named.Select(content => content.Object)];
        }
        catch (ContentErasedException)
        {
            return [];
        }
    }

    // A damaged text costs its own pages; the file it belongs to goes on, and its text can be read anew.
    private async Task<(IReadOnlyList<PageText> Pages, string? Fault)> PagesAsync(
        CaseFileEvent.TextNoted noted, KeyId keyId, CancellationToken cancel)
    {
        try
        {
            return (await ReadPagesAsync(noted, keyId, cancel), null);
        }
        catch (Exception damage) when (damage is SealBrokenException or JsonException)
        {
            return ([], "damaged-object");
        }
    }

    private async Task<IReadOnlyList<PageText>> ReadPagesAsync(
        CaseFileEvent.TextNoted noted, KeyId keyId, CancellationToken cancel)
    {
        var key = await files.Keys.FindAsync(keyId, cancel) ?? throw new ContentErasedException(default);
        await using var stream = await objects.OpenAsync(key, noted.Text.Object, noted.Text.SizeBytes, cancel)
            ?? throw new SealBrokenException(noted.Text.Object, "is missing");
        return await DocumentPages.ReadAsync(stream, cancel);
    }
}
