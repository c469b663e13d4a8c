using System.Security.Cryptography;
using System.Text.Json;
using Records.Core.CaseFiles;
using Records.Core.History;
using Records.Core.InTray;
using Records.Core.Ports;
using Records.Core.Sealing;

namespace Records.Actors;

/// <summary>
/// Reads a tenant's whole history and every document and holds them against their hashes: positions and versions dense,
/// time never going back, each event linked to the one before it, opening, and saying what was committed to; each
/// object
/// as it was sealed. Trusts no column it can recompute.
/// </summary>
public sealed class HistoryCheck(
    Journal<CaseFileEvent> files, Journal<InTrayEvent> tray, ISealedObjects objects)
{
    private const int BatchSize = 1000;

    private readonly Dictionary<StreamId, (StreamVersion Version, Digest Chain)> heads = [];
    private readonly List<Finding> findings = [];
    private long events;
    private long documents;

    /// <summary>Checks everything up to the present end of the log.</summary>
    /// <param name="progress">Told the number of events checked so far.</param>
    public async Task<CheckReport> RunAsync(IProgress<long> progress, CancellationToken cancel)
    {
        var (position, time) = (Position.None, new Moment(long.MinValue));
        while (await files.Store.ReadAllAsync(position, BatchSize, cancel) is { Count: > 0 } batch)
        {
            foreach (var stored in batch)
            {
                if (stored.Position.Value != position.Value + 1)
                    Find(stored, "position is not dense");
                if (stored.RecordedAt < time)
                    Find(stored, "time goes back");
                await CheckAsync(stored, cancel);
                (position, time) = (stored.Position, stored.RecordedAt);
                events++;
            }
            progress.Report(events);
        }
        return new(events, documents, findings);
    }

    private async Task CheckAsync(StoredEvent stored, CancellationToken cancel)
    {
        var (version, chain) = heads.GetValueOrDefault(stored.Stream, (StreamVersion.None, Digest.Zero));
        heads[stored.Stream] = (stored.Version, stored.Chain);
        if (stored.Version != version.Plus(1))
            Find(stored, "version is not dense");
        if (Leaf.Of(files.Tenant, stored, chain).Hash().Leaf != stored.Leaf)
            Find(stored, "leaf hash");

        try
        {
            var key = stored.Key == KeyId.None ? null : await files.Keys.FindAsync(stored.Key, cancel);
            if (RowChecks.Of(files.Tenant, stored, chain, key).FirstFailed is { } failed)
                Find(stored, failed);
            else if (key is not null && stored.Body is not null)
                await CheckContentAsync(stored, key, cancel);
        }
        catch (KeyMissingException)
        {
            Find(stored, "key is missing");
        }
    }

    private async Task CheckContentAsync(StoredEvent stored, DataKey key, CancellationToken cancel)
    {
        try
        {
            var contents = tray.Owns(stored.Type)
                ? NamedContents.Of((await tray.OpenAsync(stored, cancel)).Event)
                : NamedContents.Of((await files.OpenAsync(stored, cancel)).Event);
            foreach (var named in contents)
                await CheckObjectAsync(stored, key, named.Object, named.SizeBytes, named.Sha256, cancel);
        }
        catch (Exception fault) when (fault is UnknownEventException or DamagedEventException)
        {
            Find(stored, "content cannot be read");
        }
    }

    private async Task CheckObjectAsync(
        StoredEvent stored, DataKey key, ObjectId id, long sizeBytes, Digest sha256, CancellationToken cancel)
    {
        documents++;
        try
        {
            await using var content = await objects.OpenAsync(key, id, sizeBytes, cancel);
            if (content is null)
                Find(stored, $"object {id.Value} is missing");
            else if (Digest.FromBytes(await SHA256.HashDataAsync(content, cancel)) != sha256)
                Find(stored, $"object {id.Value} has another content");
        }
        catch (SealBrokenException)
        {
            Find(stored, $"object {id.Value} is damaged");
        }
    }

    private void Find(StoredEvent stored, string fault) =>
        findings.Add(new(stored.Position, stored.Stream, stored.Version, fault));
}

/// <summary>What a check has seen.</summary>
/// <param name="Objects">Documents and texts read to their end.</param>
public sealed record CheckReport(long Events, long Objects, IReadOnlyList<Finding> Findings);

/// <summary>Something that is not as it was written.</summary>
public sealed record Finding(Position Position, StreamId Stream, StreamVersion Version, string Fault);
