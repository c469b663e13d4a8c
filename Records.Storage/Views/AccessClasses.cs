using Npgsql;
using Records.Core.Access;
using Records.Core.People;

namespace Records.Storage.Views;

/// <summary>
/// The access classes a caller may see, as the numbers the rows carry. Every query of the house filters by them, in the
/// query itself. Read anew for each request, in its snapshot: they are few, and a rebuild gives them other numbers.
/// </summary>
internal static class AccessClasses
{
    /// <summary>The question whose rows <see cref="VisibleToAsync"/> reads.</summary>
    public const string All = "select id, unit from access_class";

    public static async Task<int[]> VisibleToAsync(Actor actor, NpgsqlDataReader row, CancellationToken cancel)
    {
        var visible = new List<int>();
        while (await row.ReadAsync(cancel))
            if (Permissions.MaySee(actor, new AccessClass(new(row.GetGuid(1)))))
                visible.Add(row.GetInt32(0));
        return [.. visible];
    }
}
