using System.Collections.Immutable;
using Records.Core.Deciding;

namespace Records.Storage.Snapshots;

/// <summary>The parts of a state by their types, each made once.</summary>
internal sealed class StateParts
{
    private readonly Dictionary<Type, object> known = new()
    {
        [typeof(bool)] = new PlainPart<bool>((to, value) => to.Add(value), from => from.Bool()),
        [typeof(int)] = new PlainPart<int>((to, value) => to.Add((long)value), from => checked((int)from.Long())),
        [typeof(long)] = new PlainPart<long>((to, value) => to.Add(value), from => from.Long()),
        [typeof(Guid)] = new PlainPart<Guid>((to, value) => to.Add(value), from => from.Guid()),
        [typeof(UInt128)] = new PlainPart<UInt128>((to, value) => to.Add(value), from => from.UInt128()),
        [typeof(DateOnly)] = new PlainPart<DateOnly>(
            (to, value) => to.Add((long)value.DayNumber), from => DateOnly.FromDayNumber(checked((int)from.Long()))),
        [typeof(string)] = new PlainPart<string?>(
            (to, value) =>
            {
                to.Add(value is not null);
                if (value is not null)
                    to.Add(value);
            },
            from => from.Bool() ? from.String() : null),
    };

    public StatePart<T> Of<T>() => (StatePart<T>)Of(typeof(T));

    /// <summary>Throws <see cref="NotSupportedException"/> for a type that could not be given back whole.</summary>
    public object Of(Type type)
    {
        if (known.TryGetValue(type, out var part))
            return part;

        var kind = KindOf(type);
        part = Activator.CreateInstance(kind, kind.GetConstructors()[0].GetParameters() is [] ? [] : [this])!;
        known.Add(type, part);
        (part as IPreparedPart)?.Prepare();
        return part;
    }

    private static Type KindOf(Type type) =>
        type.IsEnum ? typeof(EnumPart<>).MakeGenericType(type)
        : !type.IsGenericType ? (type.IsAbstract ? typeof(UnionPart<>) : typeof(RecordPart<>)).MakeGenericType(type)
        : Generic(type.GetGenericTypeDefinition()) is { } open ? open.MakeGenericType(type.GetGenericArguments())
        : throw new NotSupportedException($"A state cannot hold a {type}.");

    private static Type? Generic(Type open) =>
        open == typeof(Nullable<>) ? typeof(NullablePart<>)
        : open == typeof(ValueList<>) ? typeof(ListPart<>)
        : open == typeof(ImmutableSortedSet<>) ? typeof(SetPart<>)
        : open == typeof(ImmutableSortedDictionary<,>) ? typeof(DictionaryPart<,>)
        : null;
}
