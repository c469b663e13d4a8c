using System.Globalization;
using System.Text;
using Records.Core.Ports;

namespace Records.Actors.Sweeping;

/// <summary>
/// A mark in the object store that says how far the history is that its objects belong to. A database that was
/// restored to an earlier day, or copied and gone its own way, knows less than the store: to it, documents of the days
/// between look as if nobody had named them.
/// </summary>
public sealed class HistoryMarks(IObjectStore objects, IEventStore store)
{
    // In the order of names before all that is random.
    private const string Prefix = "00000000000080008001";

    /// <summary>Whether our history continues the one that the store knows of.</summary>
    public async Task<bool> AgreeAsync(CancellationToken cancel)
    {
        foreach (var (id, position) in await ListAsync(cancel))
        {
            var leaf = await LeafAsync(position, cancel);
            if (leaf is null || await ReadAsync(id, cancel) is { } said && said != leaf)
                return false;
        }
        return true;
    }

    /// <summary>Says how far our history is, in place of what was said before.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        var head = await store.HeadAsync(cancel);
        if (head == Position.None || await LeafAsync(head, cancel) is not { } leaf)
            return;

        var before = await ListAsync(cancel);
        if (before.All(mark => mark.Position != head))
            await PutAsync(NameOf(head), leaf, cancel);
        foreach (var (id, position) in before)
            if (position != head)
                await objects.DeleteAsync(id, cancel);
    }

    private async Task PutAsync(ObjectId id, string leaf, CancellationToken cancel)
    {
        try
        {
            await objects.PutAsync(id, new MemoryStream(Encoding.ASCII.GetBytes(leaf)), cancel);
        }
        catch (ObjectExistsException)
        {
            // Another process of this tenant said the same.
        }
    }

    private async Task<List<(ObjectId Id, Position Position)>> ListAsync(CancellationToken cancel)
    {
        List<(ObjectId, Position)> marks = [];
        await foreach (var found in objects.ListAsync(cancel))
        {
            var name = ObjectClaims.NameOf(found.Id);
            if (string.CompareOrdinal(name, 0, Prefix, 0, Prefix.Length) > 0)
                break;
            if (name.StartsWith(Prefix, StringComparison.Ordinal))
                marks.Add((found.Id, new(long.Parse(
                    name[Prefix.Length..], NumberStyles.HexNumber, CultureInfo.InvariantCulture))));
        }
        return marks;
    }

    private async Task<string?> LeafAsync(Position position, CancellationToken cancel) =>
        await store.ReadAllAsync(new(position.Value - 1), 1, cancel) is [{ } stored] ? stored.Leaf.ToString() : null;

    // Null when another process has just put a newer one in its place.
    private async Task<string?> ReadAsync(ObjectId id, CancellationToken cancel)
    {
        await using var stream = await objects.OpenAsync(id, 0, cancel);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync(cancel);
    }

    private static ObjectId NameOf(Position position) =>
        new(Guid.ParseExact($"{Prefix}{position.Value:x12}", "N"));
}
