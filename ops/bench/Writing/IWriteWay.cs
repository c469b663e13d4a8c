namespace Records.Bench.Writing;

/// <summary>A way to have events acknowledged by PostgreSQL, driven by many writers at once.</summary>
internal interface IWriteWay : IAsyncDisposable
{
    /// <summary>What it is called in the report for programs.</summary>
    string Name { get; }

    /// <summary>What it is, for people.</summary>
    string Meaning { get; }

    /// <summary>Lets all writers write for so long.</summary>
    Task<Measurement> TakeAsync(TimeSpan limit);
}
