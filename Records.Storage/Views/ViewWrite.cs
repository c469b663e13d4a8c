using Npgsql;
using Records.Core.People;

namespace Records.Storage.Views;

/// <summary>What an event writes to the query tables, and what else has to wait for it.</summary>
internal abstract record ViewWrite
{
    private ViewWrite() { }

    /// <summary>A row for a statement that other events give rows to as well.</summary>
    /// <param name="Stream">The stream whose rows it touches and reads.</param>
    /// <param name="About">Of these, the objects that it touches and reads; none for all.</param>
    public sealed record Row(Guid Stream, RowsStatement Statement, Guid[] About, object?[] Values) : ViewWrite;

    /// <summary>A statement for itself, after all that was said of these streams and before all that will be.</summary>
    public sealed record Alone(Guid[] Streams, NpgsqlBatchCommand Command) : ViewWrite;

    /// <summary>The unit has an access class from now on, if it had none.</summary>
    public sealed record AccessClass(UnitId Unit) : ViewWrite;
}
