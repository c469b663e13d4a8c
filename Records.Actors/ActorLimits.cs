namespace Records.Actors;

/// <summary>How many actors of a kind may live at a tenant, how long without work, and in how much memory.</summary>
/// <param name="SweepEvery">How often is looked after those who should rest; too many make the host look at once.</param>
public sealed record ActorLimits(int MaxLive, TimeSpan IdleAfter, TimeSpan SweepEvery)
{
    public static ActorLimits Default { get; } = new(10_000, TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(5));

    /// <summary>With more than this in use by the whole process after a collection, actors are put to rest.</summary>
    public long MaxHeapBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <summary>What the last garbage collection left in use, and which one it was.</summary>
    public Func<(long Bytes, long Collection)> ReadHeap { get; init; } = ReadGarbageCollector;

    private static (long Bytes, long Collection) ReadGarbageCollector()
    {
        var last = GC.GetGCMemoryInfo(GCKind.Any);
        return (last.HeapSizeBytes - last.FragmentedBytes, last.Index);
    }
}
