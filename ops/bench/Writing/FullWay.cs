using System.Diagnostics;
using System.Diagnostics.Metrics;
using Records.Actors;
using Records.Actors.Sweeping;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Documents;
using Records.Core.History;
using Records.Core.Ports;
using Records.Storage.Json;
using Records.Storage.Keys;
using Records.Storage.Postgres;
using Records.Storage.Snapshots;

namespace Records.Bench.Writing;

using CaseFileActors = ActorHost<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent>;

/// <summary>
/// The whole way of a command, put together as the server does it: mailbox and actor, rules, JSON, sealing, chain and
/// leaf, claims, idempotency, group commit, snapshots now and then. Each writer has a case file of its own; nine of ten
/// commands describe it anew and one files a document, which claims its object. All carry an Idempotency-Key.
/// </summary>
internal sealed class FullWay : IWriteWay
{
    private readonly ActivitySource spans = new("bench");
    private readonly Meter meter = new("bench");
    private readonly PostgresKeyRing keys;
    private readonly CaseFileActors host;
    private readonly LiveFile[] files;

    private FullWay(TenantDatabase database, PostgresKeyRing keys, int files)
    {
        this.keys = keys;
        Store = new(database.Connections, database.Tenant, TimeProvider.System, new());
        var journal = new Journal<CaseFileEvent>(
            database.Tenant, Store, keys, new CaseFileEventCodec(), new StampJson(), TimeProvider.System);
        host = new(journal, ActorLimits.Default, TimeProvider.System)
        {
            Telemetry = new(spans, meter.CreateCounter<long>("commands"), "bench", "case-file"),
            Snapshots = new(
                database.Tenant, new PostgresSnapshots(database.Connections), Store, keys, new StateCodec<CaseFile>(),
                new Complaints()),
        };
        this.files = [.. Enumerable.Range(0, files).Select(number => new LiveFile(number))];
    }

    public string Name => "full";
    public string Meaning => "command through actor, rules, sealing and store";

    public PostgresEventStore Store { get; }

    /// <summary>What is remembered of each command, but for the key.</summary>
    public RememberedAnswer SomeAnswer => files[0].Next().Terms.Remember!.For(CaseFileDecider.Initial);

    public static async Task<FullWay> OpenAsync(PrivateCluster cluster, int files)
    {
        var way = new FullWay(
            await cluster.AddTenantAsync("full"),
            new(await cluster.AddKeysAsync(), new OneKek(), TimeProvider.System, new()), files);
        await Task.WhenAll(way.files.Select(way.OpenAsync));
        return way;
    }

    public Task<Measurement> TakeAsync(TimeSpan limit) => Measurement.TakeAsync(files.Length, limit, WriteAsync);

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await Store.DisposeAsync();
        await keys.DisposeAsync();
        spans.Dispose();
        meter.Dispose();
    }

    private async Task OpenAsync(LiveFile file)
    {
        var key = await keys.CreateAsync(file.Stream, CancellationToken.None);
        var append = host.Journal.Seal(file.Stream, StreamVersion.None, file.Begin, MadeHistory.Stamp, key);
        await Store.AppendAsync(new([append], [], null), CancellationToken.None);
    }

    private async Task WriteAsync(int writer)
    {
        var file = files[writer];
        var outcome = await host.AskAsync(file.Stream, file.Next(), CancellationToken.None);
        file.Seen = outcome is Outcome<CaseFile>.Done { Events: 1 } done
            ? done.State.Contents.Revision
            : throw new InvalidOperationException($"A command was not done: {outcome}");
    }

    /// <summary>A case file with the one client that works on it.</summary>
    private sealed class LiveFile(int number)
    {
        private readonly string caller = $"{MadeHistory.Stamp.Actor.Person.Value:N}/bauportal";
        private int asked = number;

        public StreamId Stream { get; } = new(Guid.NewGuid());
        public Revision Seen { get; set; } = Revision.First;
        public IReadOnlyList<CaseFileEvent> Begin { get; } = MadeHistory.OfFile(2, number);

        private MatterId Matter => ((CaseFileEvent.MatterOpened)Begin[1]).Matter;

        public Wish<CaseFile, CaseFileCommand> Next()
        {
            var terms = new Terms<CaseFile>(
                MadeHistory.Stamp with { Request = Guid.NewGuid() },
                new(new(caller, $"{Guid.NewGuid()}"), Digest.Of(Stream.Value.ToByteArray()), Answer));
            if (++asked % 10 > 0)
                return new(new CaseFileCommand.DescribeCaseFile(Seen, [new("remark", $"Bescheid {asked}")]), terms);

            var scan = new ObjectId(Guid.NewGuid());
            return new(
                new CaseFileCommand.FileDocument(
                    Matter, new(Guid.NewGuid()), DocumentKind.Incoming,
                    [new("subject", $"Stellungnahme zum Lageplan, Blatt {asked}"), new("receivedOn", "2026-03-05")],
                    new(scan, MediaType.Pdf, 972_356, Digest.Zero, Digest.Zero, "Stellungnahme Südring.pdf")),
                terms)
            { Claims = [ObjectClaims.For(scan, Stream)] };
        }

        private (int, string) Answer(CaseFile state) =>
            (200, $$"""{"id":"{{Stream.Value}}","revision":{{(state as CaseFile.Active)?.Body.Revision.Value}}}""");
    }

    private sealed class OneKek : IKekSource
    {
        public Kek Current { get; } = new(1, new byte[32]);
        public Kek? Find(int epoch) => Current;
    }
}
