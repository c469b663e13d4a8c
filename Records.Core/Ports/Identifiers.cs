using System.Security.Cryptography;
using System.Text;

namespace Records.Core.Ports;

/// <summary>One body that keeps records (Mandant): a town, a district, a municipal company.</summary>
public readonly record struct TenantId(Guid Value);

/// <summary>One stream of events; the history of one case file, or of one singleton such as the file plan.</summary>
public readonly record struct StreamId(Guid Value)
{
    /// <summary>
    /// The stream of which a tenant has exactly one. A UUIDv8 made from tenant and name, so that every
    /// process knows it without asking: SHA-256 of <c>records-stream1</c> 00, tenant, name (docs/history.md).
    /// </summary>
    public static StreamId Singleton(TenantId tenant, string name)
    {
        byte[] hash = SHA256.HashData(
            [.. "records-stream1\0"u8, .. tenant.Value.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)]);
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new(new Guid(hash.AsSpan(0, 16), bigEndian: true));
    }
}

/// <summary>
/// The number of an event in its stream. The first event has version 0; an empty stream stands at -1.
/// </summary>
public readonly record struct StreamVersion(long Value)
{
    /// <summary>Nothing has happened on the stream yet.</summary>
    public static StreamVersion None { get; } = new(-1);

    public StreamVersion Plus(int events) => new(Value + events);
}

/// <summary>
/// The number of an event in the tenant's whole history, from 0, without gaps and in commit order: whoever
/// has seen position n has seen everything up to n. It is the leaf index of the log.
/// </summary>
public readonly record struct Position(long Value) : IComparable<Position>
{
    /// <summary>Before the first event.</summary>
    public static Position None { get; } = new(-1);

    public int CompareTo(Position other) => Value.CompareTo(other.Value);
    public static bool operator <(Position left, Position right) => left.Value < right.Value;
    public static bool operator >(Position left, Position right) => left.Value > right.Value;
    public static bool operator <=(Position left, Position right) => left.Value <= right.Value;
    public static bool operator >=(Position left, Position right) => left.Value >= right.Value;
}

/// <summary>The name of one event for ever (UUIDv7).</summary>
public readonly record struct EventId(Guid Value);

/// <summary>Names the data key under which content is sealed; the zero id marks a plain event.</summary>
public readonly record struct KeyId(Guid Value)
{
    /// <summary>No key: the event is evidence and stays readable after its file is destroyed.</summary>
    public static KeyId None { get; }
}

/// <summary>The random name of an object (UUIDv4, so that it tells neither content nor time). Used once.</summary>
public readonly record struct ObjectId(Guid Value);

/// <summary>A point in time in microseconds since 1970-01-01 UTC: the number that is hashed, never rounded.</summary>
public readonly record struct Moment(long UnixMicros) : IComparable<Moment>
{
    public static Moment From(DateTimeOffset time) =>
        new((time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond);
    public DateTimeOffset ToTime() => DateTimeOffset.UnixEpoch.AddTicks(UnixMicros * TimeSpan.TicksPerMicrosecond);

    public int CompareTo(Moment other) => UnixMicros.CompareTo(other.UnixMicros);
    public static bool operator <(Moment left, Moment right) => left.UnixMicros < right.UnixMicros;
    public static bool operator >(Moment left, Moment right) => left.UnixMicros > right.UnixMicros;
    public static bool operator <=(Moment left, Moment right) => left.UnixMicros <= right.UnixMicros;
    public static bool operator >=(Moment left, Moment right) => left.UnixMicros >= right.UnixMicros;
}
