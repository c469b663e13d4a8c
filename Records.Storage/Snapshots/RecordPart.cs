using System.Linq.Expressions;
using System.Reflection;

namespace Records.Storage.Snapshots;

/// <summary>
/// A record: what its constructor takes, then its <c>init</c> properties. Together they must be all it holds.
/// </summary>
internal sealed class RecordPart<T>(StateParts parts) : StatePart<T>, IPreparedPart
{
    private const BindingFlags Own =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly bool CanBeNull = !typeof(T).IsValueType;

    private Action<StateWriter, T>? write;
    private Func<StateReader, T>? read;

    // A record may hold its own kind.
    public void Prepare()
    {
        var constructor = typeof(T).GetConstructors().MaxBy(one => one.GetParameters().Length);
        var taken = constructor?.GetParameters().Select(parameter => PropertyOf(parameter.Name!)).ToList() ?? [];
        var set = typeof(T).GetProperties(Own)
            .Where(property => property.SetMethod is not null && !taken.Contains(property)).ToList();
        DemandAll([.. taken, .. set]);

        var (to, value) = (Expression.Parameter(typeof(StateWriter)), Expression.Parameter(typeof(T)));
        write = Expression.Lambda<Action<StateWriter, T>>(
            Expression.Block([.. taken.Concat(set).Select(property => WriteOf(to, value, property)), Expression.Empty()]),
            to, value).Compile();

        var from = Expression.Parameter(typeof(StateReader));
        var made = constructor is null
            ? Expression.New(typeof(T))
            : Expression.New(constructor, taken.Select(property => ReadOf(from, property)));
        read = Expression.Lambda<Func<StateReader, T>>(
            Expression.MemberInit(made, set.Select(property => Expression.Bind(property, ReadOf(from, property)))),
            from).Compile();
    }

    public override void Write(StateWriter to, T value)
    {
        if (CanBeNull)
            to.Add(value is not null);
        if (value is not null)
            write!(to, value);
    }

    public override T Read(StateReader from) => CanBeNull && !from.Bool() ? default! : read!(from);

    private static PropertyInfo PropertyOf(string parameter) => typeof(T).GetProperty(parameter, Own)
        ?? throw new NotSupportedException($"{typeof(T)} takes '{parameter}' and does not show it.");

    // Whatever else it held would be lost.
    private static void DemandAll(IReadOnlyList<PropertyInfo> members)
    {
        var known = members.Select(member => $"<{member.Name}>k__BackingField").ToHashSet();
        for (var type = typeof(T); type is not null && type != typeof(object); type = type.BaseType)
            foreach (var field in type.GetFields(Own))
                if (type != typeof(T) || !known.Contains(field.Name))
                    throw new NotSupportedException($"{type} holds '{field.Name}', which no snapshot could give back.");
    }

    private MethodCallExpression WriteOf(ParameterExpression to, ParameterExpression value, PropertyInfo property)
    {
        var part = parts.Of(property.PropertyType);
        return Expression.Call(
            Expression.Constant(part), part.GetType().GetMethod("Write")!, to, Expression.Property(value, property));
    }

    private MethodCallExpression ReadOf(ParameterExpression from, PropertyInfo property)
    {
        var part = parts.Of(property.PropertyType);
        return Expression.Call(Expression.Constant(part), part.GetType().GetMethod("Read")!, from);
    }
}

/// <summary>A closed hierarchy: which of its cases, and that one.</summary>
internal sealed class UnionPart<T>(StateParts parts) : StatePart<T> where T : class
{
    private readonly List<(Type Type, ICasePart<T> Part)> cases =
    [
        .. from type in typeof(T).GetNestedTypes()
           where type.BaseType == typeof(T)
           orderby type.Name
           select (type, (ICasePart<T>)Activator.CreateInstance(
               typeof(CasePart<,>).MakeGenericType(typeof(T), type), parts)!),
    ];

    public override void Write(StateWriter to, T value)
    {
        var at = cases.FindIndex(one => one.Type == value?.GetType());
        to.Add(at + 1L);
        if (at >= 0)
            cases[at].Part.Write(to, value);
        else if (value is not null)
            throw new NotSupportedException($"{value.GetType()} is no case of {typeof(T)}.");
    }

    public override T Read(StateReader from) => from.Long() switch
    {
        0 => null!,
        var number when number > 0 && number <= cases.Count => cases[(int)number - 1].Part.Read(from),
        _ => throw new InvalidDataException("No such case."),
    };
}

/// <summary>One case, as its hierarchy sees it.</summary>
internal interface ICasePart<T>
{
    void Write(StateWriter to, T value);
    T Read(StateReader from);
}

internal sealed class CasePart<T, TCase>(StateParts parts) : ICasePart<T> where TCase : T
{
    private readonly StatePart<TCase> part = parts.Of<TCase>();

    public void Write(StateWriter to, T value) => part.Write(to, (TCase)value!);
    public T Read(StateReader from) => part.Read(from);
}
