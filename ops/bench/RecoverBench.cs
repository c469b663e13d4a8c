using System.Diagnostics;
using System.Globalization;
using Records.Actors;
using Records.Core.CaseFiles;
using Records.Core.Ports;
using Records.Core.Sealing;
using Records.Storage.Json;
using Records.Storage.Memory;
using Records.Storage.Postgres;
using Records.Storage.Snapshots;

namespace Records.Bench;

using CaseFileActors = ActorHost<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent>;

/// <summary>
/// How long it takes until the actor of a long case file knows its state: the parts alone on one core, the whole from
/// PostgreSQL; and what actors cost in memory.
/// </summary>
internal static class RecoverBench
{
    private const int WarmUps = 5;
    private const int Tail = 200;

    public static async Task<int> RunAsync(Flags flags)
    {
        var events = flags.Take("events", 10_000, 10, 100_000);
        var rounds = flags.Take("rounds", 9, 1, 1000);
        var actors = flags.Take("actors", 100_000, 0, 1_000_000);
        flags.End();
        var report = new Report("recover", flags.AsJson);
        report.Begin($"a case file of {events} events, {rounds} rounds, the middle one shown");

        Parts(report, MadeHistory.OfFile(events, seed: 1), rounds);
        await WholeAsync(report, MadeHistory.OfFile(events, seed: 1), rounds);
        if (actors > 0)
            await MemoryAsync(report, actors);
        report.End();
        return 0;
    }

    /// <summary>Each part on one core, from bytes in memory.</summary>
    private static void Parts(Report report, IReadOnlyList<CaseFileEvent> history, int rounds)
    {
        var (codec, stream) = (new CaseFileEventCodec(), new StreamId(Guid.NewGuid()));
        var (tenant, key) = (new TenantId(Guid.NewGuid()), new DataKey(new(Guid.NewGuid()), new byte[32]));
        var encoded = history.Select(codec.Encode).ToList();
        var stored = Stored(new(tenant, new NoStore(), new MemoryKeyRing(), codec, new StampJson(), TimeProvider.System),
            stream, history, key);

        var opened = Cpu(rounds, () =>
        {
            foreach (var row in stored)
                EventSealing.Open(tenant, row, row.Key == KeyId.None ? null : key);
        });
        var evolved = Cpu(rounds, () => Fold(history));
        var decoded = Cpu(rounds, () => encoded.ForEach(one => codec.Decode(one.Type, one.Content.Span)));
        var both = Cpu(rounds, () => Fold(encoded.Select(one => codec.Decode(one.Type, one.Content.Span))));

        var states = new StateCodec<CaseFile>();
        var state = history.Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve);
        var snapshot = states.Encode(state);
        var taken = Cpu(rounds, () => states.Encode(state));
        var reread = Cpu(rounds, () => states.Decode(snapshot));

        report.Add("openMicros", opened * 1000 / history.Count, "µs/event", "open: hash, decrypt, hold against commitment");
        report.Add("decodeMicros", decoded * 1000 / history.Count, "µs/event", "decode alone");
        report.Add("evolveMicros", evolved * 1000 / history.Count, "µs/event", "evolve alone");
        report.Add("decodeEvolvePerSecond", history.Count / both * 1000, "events/s/core", "decode and evolve",
            "300,000");
        report.Add("snapshotMegabytes", snapshot.Length / 1e6, "MB", "a snapshot of its state");
        report.Add("snapshotEncodeMillis", taken, "ms", "to write the state");
        report.Add("snapshotDecodeMillis", reread, "ms", "to read it back");
    }

    /// <summary>From PostgreSQL, by an actor that knows nothing yet.</summary>
    private static async Task WholeAsync(Report report, IReadOnlyList<CaseFileEvent> history, int rounds)
    {
        await using var cluster = await PrivateCluster.StartAsync();
        await using var store = new PostgresEventStore(cluster.Database, cluster.Tenant, TimeProvider.System, new());
        var (keys, stream) = (new MemoryKeyRing(), new StreamId(Guid.NewGuid()));
        var key = await keys.CreateAsync(stream, CancellationToken.None);
        var journal = new Journal<CaseFileEvent>(
            cluster.Tenant, store, keys, new CaseFileEventCodec(), new StampJson(), TimeProvider.System);
        var version = StreamVersion.None;
        foreach (var some in history.Chunk(500))
        {
            await store.AppendAsync(
                new([journal.Seal(stream, version, some, MadeHistory.Stamp, key)], [], null), CancellationToken.None);
            version = version.Plus(some.Length);
        }

        var read = await ClockAsync(rounds, async () =>
        {
            await foreach (var _ in store.ReadStreamAsync(stream, StreamVersion.None, CancellationToken.None))
            {
            }
        });
        var whole = await ClockAsync(rounds, () => RecoverAsync(journal, stream, version));
        report.Add("readMillis", read.Middle, "ms", "read the rows alone");
        report.Add("readCpuMillis", read.Cpu, "ms", "the same, processor time of the program alone");
        report.Add("recoverMillis", whole.Middle, "ms", "recover without snapshot", "under 100");
        report.Add("recoverLeastMillis", whole.Least, "ms", "the same, the quickest round");
        report.Add("recoverCpuMillis", whole.Cpu, "ms", "the same, processor time of the program alone");

        // The first of these takes the snapshot, the others start from it.
        var kept = await ClockAsync(rounds, () => RecoverAsync(journal, stream, version, Snapshots(Tail / 2)));
        report.Add("recoverSnapshotMillis", kept.Middle, "ms", "recover with a snapshot of its last event", "under 10");
        report.Add("recoverSnapshotLeastMillis", kept.Least, "ms", "the same, the quickest round");
        report.Add("recoverSnapshotCpuMillis", kept.Cpu, "ms", "the same, processor time of the program alone");

        var tail = MadeHistory.OfFile(history.Count + Tail, seed: 1).Skip(history.Count).ToList();
        await store.AppendAsync(
            new([journal.Seal(stream, version, tail, MadeHistory.Stamp, key)], [], null), CancellationToken.None);
        var late = await ClockAsync(rounds, () => RecoverAsync(journal, stream, version.Plus(Tail), Snapshots(int.MaxValue)));
        report.Add("recoverTailMillis", late.Middle, "ms", $"recover with a snapshot and {Tail} events after it");

        Snapshots<CaseFile> Snapshots(int leastEvents) => new(
            cluster.Tenant, new PostgresSnapshots(cluster.Database), store, keys, new StateCodec<CaseFile>(),
            new Complaints())
        { LeastEvents = leastEvents };
    }

    private static async Task RecoverAsync(
        Journal<CaseFileEvent> journal, StreamId stream, StreamVersion expected, Snapshots<CaseFile>? snapshots = null)
    {
        await using var host = new CaseFileActors(journal, ActorLimits.Default, TimeProvider.System)
        {
            Snapshots = snapshots,
        };
        if ((await host.LookAsync(stream, CancellationToken.None)).Version != expected)
            throw new InvalidOperationException("The file was not recovered whole.");
    }

    /// <summary>Actors that have all recovered a small file and wait.</summary>
    private static async Task MemoryAsync(Report report, int actors)
    {
        var (tenant, keys) = (new TenantId(Guid.NewGuid()), new MemoryKeyRing());
        var key = await keys.CreateAsync(new(Guid.NewGuid()), CancellationToken.None);
        var codec = new CaseFileEventCodec();
        var store = new MadeStore(stream => Stored(
            new(tenant, new NoStore(), keys, codec, new StampJson(), TimeProvider.System), stream,
            MadeHistory.OfFile(20, stream.GetHashCode()), key));
        var journal = new Journal<CaseFileEvent>(tenant, store, keys, codec, new StampJson(), TimeProvider.System);
        await using var host = new CaseFileActors(
            journal,
            new(actors, TimeSpan.FromHours(1), TimeSpan.FromHours(1)) { MaxHeapBytes = long.MaxValue },
            TimeProvider.System);

        var before = HeapBytes();
        for (var i = 0; i < actors; i++)
            await host.LookAsync(new(Guid.NewGuid()), CancellationToken.None);
        var heap = HeapBytes() - before;
        report.Add("actorsLive", host.Live, "actors", "live at once, each with a file of 20 events");
        report.Add("actorBytes", heap / (double)actors, "bytes/actor", "memory of an actor with its state");
        report.Add("residentMegabytes", ResidentBytes() / 1e6, "MB", "resident set of the whole process",
            "100,000 actors within 2,000");
        GC.KeepAlive(host);
    }

    /// <summary>The events as rows of the stream; positions and chain are not looked at here.</summary>
    private static List<StoredEvent> Stored(
        Journal<CaseFileEvent> journal, StreamId stream, IReadOnlyList<CaseFileEvent> history, DataKey key) =>
        [.. journal.Seal(stream, StreamVersion.None, history, MadeHistory.Stamp, key).Events.Select((e, i) =>
            new StoredEvent(
                new(i), stream, new(i), e.Id, new(i), e.Type, e.Key, e.Commitment, e.Metadata, e.BodyHash, e.Body,
                default, default))];

    private static void Fold(IEnumerable<CaseFileEvent> history)
    {
        if (history.Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve) is CaseFile.Unopened)
            throw new InvalidOperationException("Nothing happened.");
    }

    /// <summary>Milliseconds of processor time, whoever else uses the machine: the middle of the rounds.</summary>
    private static double Cpu(int rounds, Action measured)
    {
        // Until the compiler has made of it what it makes of hot code.
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(2);)
            measured();
        return Middle(Enumerable.Range(0, rounds).Select(_ =>
        {
            var before = Environment.CpuUsage.TotalTime;
            measured();
            return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
        }));
    }

    /// <summary>
    /// Milliseconds on the clock, the middle of the rounds and the least; and of this process's processor time.
    /// </summary>
    private static async Task<(double Middle, double Least, double Cpu)> ClockAsync(int rounds, Func<Task> measured)
    {
        var (taken, cpu) = (new List<double>(), new List<double>());
        for (var round = -WarmUps; round < rounds; round++)
        {
            var (start, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            await measured();
            if (round < 0)
                continue;
            taken.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            cpu.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
        }
        return (Middle(taken), taken.Min(), Middle(cpu));
    }

    private static double Middle(IEnumerable<double> taken)
    {
        double[] sorted = [.. taken.Order()];
        return sorted[sorted.Length / 2];
    }

    private static long HeapBytes()
    {
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static long ResidentBytes() => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
}
