using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using static Records.Storage.Views.ViewStatements;

namespace Records.Storage.Views;

/// <summary>
/// All that some events write, in few statements. Events of different objects that say the same become rows of one
/// statement; what touches the same object stays in the order of the log, so that the tables are the same however the
/// log is cut into batches.
/// </summary>
internal sealed class ViewBatch
{
    /// <summary>What one statement takes, so that no message becomes too large for the database.</summary>
    private const int MostCharacters = 4_000_000;

    private readonly List<Step> steps = [];
    private readonly List<Guid> units = [];

    // The last step that touched all of a stream, or anything in it, or one of its objects.
    private readonly Dictionary<Guid, int> wholes = [];
    private readonly Dictionary<Guid, int> streams = [];
    private readonly Dictionary<(Guid Stream, Guid Object), int> objects = [];

    public void Add(ViewWrite write)
    {
        switch (write)
        {
            case ViewWrite.AccessClass { Unit: var unit }:
                units.Add(unit.Value);
                break;
            case ViewWrite.Row { About: [] } row:
                Settle([row.Stream], Place(row, Last(streams, row.Stream)));
                break;
            case ViewWrite.Row row:
                var step = Place(row, Math.Max(
                    Last(wholes, row.Stream), row.About.Max(about => Last(objects, (row.Stream, about)))));
                foreach (var about in row.About)
                    objects[(row.Stream, about)] = step;
                streams[row.Stream] = Math.Max(step, Last(streams, row.Stream));
                break;
            case ViewWrite.Alone alone:
                steps.Add(new(null, [], alone.Command));
                Settle(alone.Streams, steps.Count - 1);
                break;
            default:
                throw new UnreachableException($"{write.GetType().Name} is not known.");
        }
    }

    /// <summary>The statements, in the order in which they are to be run.</summary>
    public IEnumerable<NpgsqlBatchCommand> Statements()
    {
        // First, and numbered in the order of the log: nothing else depends on when a class came.
        if (units.Count > 0)
            yield return Sql("""
                insert into access_class (id, unit)
                select (select coalesce(max(id), 0) from access_class) + row_number() over (order by said.nth),
                       said.unit
                  from unnest($1) with ordinality said (unit, nth)
                 where not exists (select from access_class known where known.unit = said.unit)
                """, Typed(NpgsqlDbType.Array | NpgsqlDbType.Uuid, units.Distinct().ToArray()));
        foreach (var step in steps)
            yield return step.Command ?? step.Statement!.For(step.Rows);
    }

    /// <summary>Puts the row into the first statement of its kind after the step, or into a new one.</summary>
    private int Place(ViewWrite.Row row, int after)
    {
        var place = steps.FindIndex(
            after + 1, step => step.Statement == row.Statement && step.Characters < MostCharacters);
        if (place < 0)
        {
            place = steps.Count;
            steps.Add(new(row.Statement, [], null));
        }

        steps[place].Rows.Add(row.Values);
        steps[place].Characters += row.Values.Sum(value => (value as string)?.Length ?? 0);
        return place;
    }

    private void Settle(Guid[] touched, int step)
    {
        foreach (var stream in touched)
            wholes[stream] = streams[stream] = step;
    }

    private static int Last<TKey>(Dictionary<TKey, int> steps, TKey key) where TKey : notnull =>
        steps.GetValueOrDefault(key, -1);

    private sealed record Step(RowsStatement? Statement, List<object?[]> Rows, NpgsqlBatchCommand? Command)
    {
        public long Characters { get; set; }
    }
}
