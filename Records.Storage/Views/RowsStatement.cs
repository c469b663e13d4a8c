using Npgsql;
using NpgsqlTypes;
using Records.Core.Ports;

namespace Records.Storage.Views;

/// <summary>
/// A statement that does to many rows at once what events say of each of them. They stand in it as <c>given</c>, each
/// with its stream as <c>file</c> and the object it is about as <c>id</c>.
/// </summary>
internal sealed class RowsStatement
{
    private readonly string sql;
    private readonly string[] types;

    /// <param name="columns">What a row gives besides, by name and type: <c>kind text, at bigint</c>.</param>
    public RowsStatement(string columns, string sql)
    {
        var given = $"file uuid, id uuid, {columns}".Split(", ", StringSplitOptions.RemoveEmptyEntries)
            .Select(column => column.Split(' ')).ToList();
        types = [.. given.Select(column => column[1])];
        var names = string.Join(", ", given.Select(column => column[0]));
        var arrays = string.Join(", ", types.Select((type, i) => $"${i + 1}::{type}[]"));
        this.sql = $"with given ({names}) as (select * from unnest({arrays}))\n{sql}";
    }

    /// <summary>What an event says of one object of its stream.</summary>
    public ViewWrite Of(StoredEvent stored, Guid id, params ReadOnlySpan<object?> values) =>
        new ViewWrite.Row(stored.Stream.Value, this, [id], [stored.Stream.Value, id, .. values]);

    /// <summary>What it says of something that lies beside an object, and reads or changes that as well.</summary>
    public ViewWrite Beside(StoredEvent stored, Guid other, Guid id, params ReadOnlySpan<object?> values) =>
        new ViewWrite.Row(stored.Stream.Value, this, [id, other], [stored.Stream.Value, id, .. values]);

    /// <summary>What it says of the stream itself, where all that is in the stream may depend on it.</summary>
    public ViewWrite OfAll(StoredEvent stored, params ReadOnlySpan<object?> values) =>
        new ViewWrite.Row(stored.Stream.Value, this, [], [stored.Stream.Value, stored.Stream.Value, .. values]);

    /// <summary>The statement for these rows.</summary>
    public NpgsqlBatchCommand For(List<object?[]> rows)
    {
        var command = new NpgsqlBatchCommand(sql);
        for (var column = 0; column < types.Length; column++)
            command.Parameters.Add(Column(types[column], rows, column));
        return command;
    }

    private static NpgsqlParameter Column(string type, List<object?[]> rows, int column) => type switch
    {
        "uuid" => Values<Guid?>(NpgsqlDbType.Uuid, rows, column),
        "text" => Values<string?>(NpgsqlDbType.Text, rows, column),
        "jsonb" => Values<string?>(NpgsqlDbType.Jsonb, rows, column),
        "integer" => Values<int?>(NpgsqlDbType.Integer, rows, column),
        "bigint" => Values<long?>(NpgsqlDbType.Bigint, rows, column),
        "date" => Values<DateOnly?>(NpgsqlDbType.Date, rows, column),
        "bytea" => Values<byte[]?>(NpgsqlDbType.Bytea, rows, column),
        _ => throw new ArgumentException($"There are no rows of '{type}'.", nameof(type)),
    };

    private static NpgsqlParameter Values<T>(NpgsqlDbType type, List<object?[]> rows, int column)
    {
        var values = new T[rows.Count];
        for (var row = 0; row < values.Length; row++)
            values[row] = (T)rows[row][column]!;
        return new NpgsqlParameter<T[]> { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = values };
    }
}
