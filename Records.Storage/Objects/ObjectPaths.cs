using System.Diagnostics.CodeAnalysis;
using Records.Core.Ports;

namespace Records.Storage.Objects;

/// <summary>
/// Where an object lies below the root of its store: <c>01/23/0123…</c>, the same on a disk and in S3, so that one can
/// be copied to the other. Paths sort as names do.
/// </summary>
internal static class ObjectPaths
{
    private const int NameLength = 32, Length = NameLength + 6;

    public static string Of(ObjectId id)
    {
        var name = id.Value.ToString("N");
        return $"{name[..2]}/{name[2..4]}/{name}";
    }

    /// <summary>The object that lies there; false for anything that is not one of ours.</summary>
    public static bool TryParse(string path, [NotNullWhen(true)] out ObjectId? id)
    {
        id = path.Length == Length && Guid.TryParseExact(path[^NameLength..], "N", out var value)
            && Of(new(value)) == path
                ? new ObjectId(value)
                : null;
        return id is not null;
    }
}
