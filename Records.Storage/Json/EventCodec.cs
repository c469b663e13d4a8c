using System.Text.Json;
using Records.Core.Ports;

namespace Records.Storage.Json;

/// <summary>
/// The stored forms of one kind of event, as a table: stored name, present form, whether the content is sealed, and
/// the type. The names are ours and not the class names, so that a rename in the code can never make a record
/// unreadable.
/// </summary>
public abstract class EventCodec<TEvent> : IEventCodec<TEvent> where TEvent : notnull
{
    // How the names of the events of a kind of stream begin; all other names are those of case files.
    private static readonly string[] Kinds = ["file-plan-", "in-tray-"];

    private readonly Dictionary<string, StoredForm> byName;
    private readonly Dictionary<Type, StoredForm> byType;
    private readonly Upcasters upcasters;

    protected EventCodec(IReadOnlyList<StoredForm> forms, Upcasters upcasters)
    {
        byName = forms.ToDictionary(form => form.Type.Name);
        byType = forms.ToDictionary(form => form.Shape);
        this.upcasters = upcasters;
    }

    /// <summary>Every stored name with its present form.</summary>
    public IReadOnlyCollection<StoredForm> Forms => byName.Values;

    public bool Owns(EventType type) => KindOf(type.Name) == KindOf(byName.Keys.First());

    public EncodedEvent Encode(TEvent @event)
    {
        var form = byType[@event.GetType()];
        return new(
            form.Type, form.IsContent, JsonSerializer.SerializeToUtf8Bytes(@event, form.Shape, StoredJson.Options));
    }

    /// <summary>
    /// Throws <see cref="UnknownEventException"/> for a name or form from the future, <see cref="JsonException"/> for
    /// damage.
    /// </summary>
    public TEvent Decode(EventType type, ReadOnlySpan<byte> content)
    {
        if (!byName.TryGetValue(type.Name, out var form) || type.Form > form.Type.Form || type.Form < 1)
            throw new UnknownEventException(type);

        var decoded = type.Form == form.Type.Form
            ? JsonSerializer.Deserialize(content, form.Shape, StoredJson.Options)
            : upcasters.Lift(type, form.Type.Form, content).Deserialize(form.Shape, StoredJson.Options);
        return (TEvent)(decoded ?? throw new JsonException($"'{type}' has no content."));
    }

    private static string? KindOf(string name) =>
        Array.Find(Kinds, kind => name.StartsWith(kind, StringComparison.Ordinal));
}

/// <summary>One row of a codec's table.</summary>
/// <param name="IsContent">
/// Sealed with the case file's key and lawfully erasable; otherwise plain evidence for ever.
/// </param>
public sealed record StoredForm(EventType Type, bool IsContent, Type Shape)
{
    /// <summary>Sealed, because it names people or business.</summary>
    public static StoredForm Content<T>(string name, int form) => new(new(name, form), true, typeof(T));

    /// <summary>Plain for ever, because it must outlive what it speaks of.</summary>
    public static StoredForm Evidence<T>(string name, int form) => new(new(name, form), false, typeof(T));
}
