using Npgsql;
using Records.Actors;
using Records.Actors.Followers;
using Records.Core.History;
using Records.Core.Ports;
using Records.Core.Proofs;
using Records.Storage.Log;
using Records.Storage.Postgres;
using Records.Tests.History;
using Records.Tests.Storage;
using Xunit;

namespace Records.Tests.Proofs;

/// <summary>
/// A history in PostgreSQL and its log on a disk, as many builders of it as a test wants, and what a stranger would
/// check of it.
/// </summary>
internal sealed class LogHouse : IAsyncDisposable
{
    public const string Origin = "musterstadt.example/log1";

    private readonly TestFolder folder = new();
    private readonly NpgsqlDataSource pool;
    private readonly List<StreamId> streams = [];

    private LogHouse(TestDatabase database)
    {
        (Database, pool) = (database, database.Open());
        Store = new(pool, database.Tenant, TimeProvider.System, new());
        Tiles = new(Path.Combine(folder.Folder, "objects"));
        FileLogSigner.Create(KeyFolder, Origin);
    }

    public TestDatabase Database { get; }
    public PostgresEventStore Store { get; }
    public FileTiles Tiles { get; }
    public string KeyFolder => Path.Combine(folder.Folder, "key");
    public string TileFolder => Path.Combine(folder.Folder, "objects");
    public FileLogSigner Signer => new(KeyFolder);
    public PublishedLog Published => new(Tiles);

    public static async Task<LogHouse> NewAsync() => new(await TestDatabase.NewAsync());

    /// <summary>What one process builds the log with.</summary>
    public LogBuilder Builder(ITiles? tiles = null, ILogSigner? signer = null) =>
        new(new PostgresLogEntries(pool, Database.Tenant), tiles ?? Tiles, signer ?? Signer);

    /// <summary>Lets so much happen, over a few streams.</summary>
    public async Task HappenAsync(int events)
    {
        for (var left = events; left > 0;)
        {
            var now = Math.Min(left, 200);
            var stream = Appends.NewStream();
            streams.Add(stream);
            await Appends.AppendedAsync(
                Store, Appends.To(stream, -1, [.. Enumerable.Range(0, now).Select(i => $"happened-{i}")]));
            left -= now;
        }
    }

    /// <summary>The newest checkpoint, which must be signed by the log's key and by nobody else.</summary>
    public async Task<Checkpoint> NewestAsync()
    {
        var note = (await Tiles.NewestAsync(Appends.Cancel))!;
        Assert.Equal([Signer.Key], NoteOpening.SignersOf(note, [Signer.Key], new SystemSignatures()));
        return Checkpoint.Read(note.Text)!;
    }

    /// <summary>
    /// The checkpoint covers the whole history and says what the definition of the tree says; each event is proved.
    /// </summary>
    public async Task AssertWholeAsync(bool proveAll = true)
    {
        var leaves = new List<Digest>();
        while (await Store.ReadAllAsync(new(leaves.Count - 1), 1000, Appends.Cancel) is { Count: > 0 } batch)
            leaves.AddRange(batch.Select(stored => stored.Leaf));
        var newest = await NewestAsync();
        Assert.Equal(new(Origin, leaves.Count, NaiveMerkleTree.Root(leaves)), newest);

        for (var i = 0; i < leaves.Count; i += proveAll ? 1 : 97)
        {
            var proof = (await Published.ProveAsync(new(i), Appends.Cancel))!;
            Assert.Equal(leaves[i], MerkleTree.LeafHash(proof.Extra.Span));
            Assert.True(proof.Shows(proof.Extra.Span));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await pool.DisposeAsync();
        folder.Dispose();
    }
}
