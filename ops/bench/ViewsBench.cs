using System.Diagnostics;
using Npgsql;
using Records.Actors;
using Records.Actors.Followers;
using Records.Core.CaseFiles;
using Records.Core.FilePlan;
using Records.Core.History;
using Records.Core.InTray;
using Records.Core.Ports;
using Records.Storage.Json;
using Records.Storage.Memory;
using Records.Storage.Objects;
using Records.Storage.Postgres;
using Records.Storage.Views;

namespace Records.Bench;

/// <summary>
/// How fast the query tables are made anew from the events: first a history without texts, then texts alone; and
/// whether tables filled in steps while the history grew equal those filled in one go.
/// </summary>
internal static class ViewsBench
{
    private const int EventsOfAFile = 50;
    private const int PagesOfAText = 2;
    private const string Work = "view-rebuild";

    public static async Task<int> RunAsync(Flags flags)
    {
        var files = flags.Take("files", 2000, 1, 100_000);
        var texts = flags.Take("texts", 1000, 1, 1_000_000);
        flags.End();
        var report = new Report("views", flags.AsJson);
        report.Begin($"{files} case files of {EventsOfAFile} events, {texts} texts of {PagesOfAText} pages");

        await using var cluster = await PrivateCluster.StartAsync();
        await using var store = new PostgresEventStore(cluster.Database, cluster.Tenant, TimeProvider.System, new());
        var town = new Town(cluster.Tenant, store);
        var leases = new PostgresLeases(cluster.Database);
        var lease = (await leases.TakeAsync(Work, TimeSpan.FromHours(1), CancellationToken.None))!;
        var schema = new ViewSchema(cluster.Database);
        await schema.EnsureAsync(CancellationToken.None);
        await using var live = Open(cluster, ViewSchema.Live);
        var liveTables = new ViewRebuild(store, new PostgresViewStore(live), town.Reader, lease);

        // The first half warms up what the second is measured with.
        var documents = await town.WriteAsync(files / 2, seed: 1);
        await CatchUpAsync(liveTables);
        documents.AddRange(await town.WriteAsync(files - (files / 2), seed: 2));
        await CatchUpAsync(liveTables);
        await schema.PrepareNextAsync(CancellationToken.None);
        await using var next = Open(cluster, ViewSchema.Next);
        var nextTables = new ViewRebuild(store, new PostgresViewStore(next), town.Reader, lease);

        var (events, ours, theirs) = (files * EventsOfAFile, ProcessorTime.OfThis, cluster.CpuSeconds());
        report.Add("eventsPerSecond", events / await CatchUpAsync(nextTables), "events/s", "rebuild without texts",
            "20,000");
        report.Add("eventMicros", (ProcessorTime.OfThis - ours) * 1e6 / events, "µs/event", "of the program's processor");
        report.Add("eventDatabaseMicros", (cluster.CpuSeconds() - theirs) * 1e6 / events, "µs/event", "of PostgreSQL's");

        await town.NoteTextsAsync(documents, texts);
        (ours, theirs) = (ProcessorTime.OfThis, cluster.CpuSeconds());
        report.Add("textsPerSecond", texts / await CatchUpAsync(nextTables), "texts/s", "index texts", "300");
        report.Add("textMicros", (ProcessorTime.OfThis - ours) * 1e6 / texts, "µs/text", "of the program's processor");
        report.Add("textDatabaseMicros", (cluster.CpuSeconds() - theirs) * 1e6 / texts, "µs/text", "of PostgreSQL's");

        await CatchUpAsync(liveTables);
        var (ofLive, ofNext) = (await DigestAsync(live), await DigestAsync(next));
        report.Add("equal", ofLive == ofNext ? 1 : 0, "", $"live and rebuilt tables are equal ({ofLive.ToString()[..8]})",
            "1");
        report.End();
        return ofLive == ofNext ? 0 : 1;
    }

    private static NpgsqlDataSource Open(PrivateCluster cluster, string schema) =>
        Connections.Open(new NpgsqlConnectionStringBuilder(cluster.Server) { SearchPath = schema }.ConnectionString);

    private static async Task<double> CatchUpAsync(ViewRebuild tables)
    {
        var start = Stopwatch.GetTimestamp();
        if (await tables.CatchUpAsync(new Progress<long>(), CancellationToken.None) is var faults and > 0)
            throw new InvalidOperationException($"{faults} events could not be read.");
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>All rows of all tables that are made from events alone.</summary>
    private static async Task<Digest> DigestAsync(NpgsqlDataSource tables)
    {
        await using var list = tables.CreateCommand("""
            select tablename
              from pg_tables
             where schemaname = current_schema and tablename not in ('progress', 'text_waiting')
             order by tablename
            """);
        var names = new List<string>();
        await using (var row = await list.ExecuteReaderAsync())
            while (await row.ReadAsync())
                names.Add(row.GetString(0));
        var all = new List<byte>();
        foreach (var name in names)
        {
            await using var rows = tables.CreateCommand(
                $"select coalesce(string_agg(md5(t::text), '' order by md5(t::text)), '') from {name} t");
            all.AddRange(System.Text.Encoding.UTF8.GetBytes($"{name}:{await rows.ExecuteScalarAsync()}\n"));
        }
        return Digest.Of([.. all]);
    }

    /// <summary>A tenant that writes case files, and texts for their documents.</summary>
    private sealed class Town
    {
        private readonly IEventStore store;
        private readonly MemoryKeyRing keys = new();
        private readonly TenantObjects objects;
        private readonly Journal<CaseFileEvent> journal;

        public Town(TenantId tenant, IEventStore store)
        {
            this.store = store;
            objects = new(new MemoryObjectStore(), tenant);
            journal = new(tenant, store, keys, new CaseFileEventCodec(), new StampJson(), TimeProvider.System);
            Reader = new(
                journal, new(tenant, store, keys, new FilePlanEventCodec(), new StampJson(), TimeProvider.System),
                new(tenant, store, keys, new InTrayEventCodec(), new StampJson(), TimeProvider.System), objects);
        }

        public EventReader Reader { get; }

        /// <summary>Files without texts; tells their documents.</summary>
        public async Task<List<Filed>> WriteAsync(int files, int seed)
        {
            var documents = new List<Filed>();
            for (var file = 0; file < files; file++)
            {
                var (stream, history) = (new StreamId(Guid.NewGuid()), Untold(seed * 100_000 + file));
                var key = await keys.CreateAsync(stream, CancellationToken.None);
                await store.AppendAsync(
                    new([journal.Seal(stream, StreamVersion.None, history, MadeHistory.Stamp, key)], [], null),
                    CancellationToken.None);
                documents.AddRange(history.OfType<CaseFileEvent.DocumentFiled>()
                    .Select(filed => new Filed(stream, key, filed.Document)));
            }
            return documents;
        }

        /// <summary>A text for one version after the other.</summary>
        public async Task NoteTextsAsync(List<Filed> documents, int texts)
        {
            var versions = documents.GroupBy(filed => filed.Stream).ToDictionary(
                files => files.Key, _ => new StreamVersion(EventsOfAFile - 1));
            for (var i = 0; i < texts; i++)
            {
                var (stream, key, document) = documents[i % documents.Count];
                using var content = new MemoryStream(DocumentPages.Write(MadeText.Pages(PagesOfAText, seed: i)));
                var sealedText = await objects.WriteAsync(
                    key, new(Guid.NewGuid()), content, long.MaxValue, CancellationToken.None);
                var noted = new CaseFileEvent.TextNoted(document, 1, new(
                    sealedText.Id, PagesOfAText, PagesOfAText, 94, sealedText.PlainBytes, sealedText.PlainHash,
                    sealedText.SealedHash, "tesseract 5.3.0 deu"));
                await store.AppendAsync(
                    new([journal.Seal(stream, versions[stream], [noted], MadeHistory.Stamp, key)], [], null),
                    CancellationToken.None);
                versions[stream] = versions[stream].Plus(1);
            }
        }

        // Texts come later and alone; a reference is one file's.
        private static List<CaseFileEvent> Untold(int seed) =>
        [
            .. MadeHistory.OfFile(2 * EventsOfAFile, seed).Where(happened => happened is not CaseFileEvent.TextNoted)
                .Select(happened => happened is CaseFileEvent.CaseFileOpened opened
                    ? opened with { Reference = new($"63.2-2026/{seed}") }
                    : happened)
                .Take(EventsOfAFile),
        ];
    }

    private sealed record Filed(StreamId Stream, DataKey Key, Core.CaseFiles.DocumentId Document);
}
