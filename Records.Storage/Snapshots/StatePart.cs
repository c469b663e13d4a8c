using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Records.Core.Deciding;

namespace Records.Storage.Snapshots;

/// <summary>How values of one type are written and read.</summary>
internal abstract class StatePart<T>
{
    public abstract void Write(StateWriter to, T value);
    public abstract T Read(StateReader from);
}

/// <summary>A part that looks at others only once it is known to them.</summary>
internal interface IPreparedPart
{
    void Prepare();
}

/// <summary>A plain value, by two functions.</summary>
internal sealed class PlainPart<T>(Action<StateWriter, T> write, Func<StateReader, T> read) : StatePart<T>
{
    public override void Write(StateWriter to, T value) => write(to, value);
    public override T Read(StateReader from) => read(from);
}

/// <summary>A value of an enumeration, as its number: the form knows the build it is of.</summary>
internal sealed class EnumPart<T> : StatePart<T> where T : struct, Enum
{
    private static readonly T[] Values = Enum.GetValues<T>();

    public override void Write(StateWriter to, T value) => to.Add((long)Array.IndexOf(Values, value));

    public override T Read(StateReader from) => from.Long() is var at && at >= 0 && at < Values.Length
        ? Values[at]
        : throw new InvalidDataException("No such value.");
}

/// <summary>A struct that may be missing.</summary>
internal sealed class NullablePart<T>(StateParts parts) : StatePart<T?> where T : struct
{
    private readonly StatePart<T> part = parts.Of<T>();

    public override void Write(StateWriter to, T? value)
    {
        to.Add(value.HasValue);
        if (value is { } there)
            part.Write(to, there);
    }

    public override T? Read(StateReader from) => from.Bool() ? part.Read(from) : null;
}

/// <summary>A list with value equality.</summary>
internal sealed class ListPart<T>(StateParts parts) : StatePart<ValueList<T>>
{
    private readonly StatePart<T> part = parts.Of<T>();

    public override void Write(StateWriter to, ValueList<T> value)
    {
        to.Add((long)value.Count);
        foreach (var item in value)
            part.Write(to, item);
    }

    public override ValueList<T> Read(StateReader from)
    {
        var items = new T[from.Count()];
        for (var i = 0; i < items.Length; i++)
            items[i] = part.Read(from);
        return new(ImmutableCollectionsMarshal.AsImmutableArray(items));
    }
}

/// <summary>A sorted set, in its order.</summary>
internal sealed class SetPart<T>(StateParts parts) : StatePart<ImmutableSortedSet<T>>
{
    private readonly StatePart<T> part = parts.Of<T>();
    private readonly ImmutableSortedSet<T> none = ImmutableSortedSet.Create(StateOrder.Of<T>());

    public override void Write(StateWriter to, ImmutableSortedSet<T> value)
    {
        StateOrder.Demand(value.KeyComparer);
        to.Add((long)value.Count);
        foreach (var item in value)
            part.Write(to, item);
    }

    public override ImmutableSortedSet<T> Read(StateReader from)
    {
        var count = from.Count();
        if (count == 0)
            return none;
        var items = none.ToBuilder();
        for (var i = 0; i < count; i++)
            items.Add(part.Read(from));
        return items.ToImmutable();
    }
}

/// <summary>A sorted dictionary, in its order.</summary>
internal sealed class DictionaryPart<TKey, TValue>(StateParts parts) : StatePart<ImmutableSortedDictionary<TKey, TValue>>
    where TKey : notnull
{
    private readonly StatePart<TKey> key = parts.Of<TKey>();
    private readonly StatePart<TValue> value = parts.Of<TValue>();
    private readonly ImmutableSortedDictionary<TKey, TValue> none =
        ImmutableSortedDictionary.Create<TKey, TValue>(StateOrder.Of<TKey>());

    public override void Write(StateWriter to, ImmutableSortedDictionary<TKey, TValue> entries)
    {
        StateOrder.Demand(entries.KeyComparer);
        to.Add((long)entries.Count);
        foreach (var entry in entries)
        {
            key.Write(to, entry.Key);
            value.Write(to, entry.Value);
        }
    }

    public override ImmutableSortedDictionary<TKey, TValue> Read(StateReader from)
    {
        var count = from.Count();
        if (count == 0)
            return none;
        var entries = none.ToBuilder();
        for (var i = 0; i < count; i++)
            entries.Add(key.Read(from), value.Read(from));
        return entries.ToImmutable();
    }
}

/// <summary>The one order that collections of a state have: text by its characters, all else as it compares.</summary>
internal static class StateOrder
{
    public static IComparer<T> Of<T>() =>
        typeof(T) == typeof(string) ? (IComparer<T>)StringComparer.Ordinal : Comparer<T>.Default;

    public static void Demand<T>(IComparer<T> order)
    {
        if (!order.Equals(Of<T>()))
            throw new NotSupportedException($"A collection of {typeof(T)} has an order of its own.");
    }
}
