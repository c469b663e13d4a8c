using System.Globalization;
using System.Text.RegularExpressions;
using Records.Core.Deciding;

namespace Records.Api.Configuration;

/// <summary>
/// One section of the configuration while it is read. It notes every problem instead of stopping at the first, and
/// remembers which keys were asked for, so that a misspelt one is found. A value returned beside a problem is a
/// placeholder: whoever reads must look at the problems before using anything.
/// </summary>
internal sealed class SettingsSection(IConfigurationSection section, List<string> problems)
{
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes a problem with a key of this section, as a sentence that begins with its full name.</summary>
    public void Object(string key, string sentence) => problems.Add($"{Name(key)} {sentence}");

    /// <summary>A text that must be there. <paramref name="meaning"/> completes "is missing; it is ...".</summary>
    public string Text(string key, string meaning)
    {
        if (Value(key) is { } value)
            return value;

        Object(key, $"is missing; it is {meaning}.");
        return "";
    }

    /// <summary>A text that must be there and look like that; <paramref name="otherwise"/> says how.</summary>
    public string Text(string key, string meaning, Regex form, string otherwise) =>
        Formed(key, Text(key, meaning), form, otherwise);

    /// <summary>A text, or null where none is given.</summary>
    public string? OptionalText(string key) => Value(key);

    /// <summary>A text that must look like that where it is given, or the fallback.</summary>
    public string OptionalText(string key, string fallback, Regex form, string otherwise) =>
        Value(key) is { } value ? Formed(key, value, form, otherwise) : fallback;

    /// <summary>A whole number in a range, or the fallback.</summary>
    public long Number(string key, long fallback, long least, long most)
    {
        if (Value(key) is not { } value)
            return fallback;
        if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
            return number;

        Object(key, $"is '{value}'; it must be a whole number from {least} to {most}.");
        return fallback;
    }

    /// <summary>A UUID that must be there and not be zero.</summary>
    public Guid Id(string key, string meaning)
    {
        var value = Text(key, meaning);
        if (Guid.TryParseExact(value, "D", out var id) && id != Guid.Empty)
            return id;

        if (value.Length > 0)
            Object(key, $"is '{value}'; it must be a UUID such as 0198c1d2-8f00-7c4e-b7a6-3d5e9f1a2b4c.");
        return Guid.Empty;
    }

    /// <summary>An absolute address with one of the schemes.</summary>
    public Uri Address(string key, string meaning, string? fallback, params ReadOnlySpan<string> schemes)
    {
        var value = fallback is null ? Text(key, meaning) : Value(key) ?? fallback;
        if (Uri.TryCreate(value, UriKind.Absolute, out var address)
            && schemes.Contains(address.Scheme) && address.Host.Length > 0)
            return address;

        if (value.Length > 0)
            Object(key, $"is '{value}'; it must be an address that begins with {string.Join(" or ", schemes!)}://.");
        return new Uri("http://localhost");
    }

    /// <summary>An absolute address with one of the schemes, or null where none is given.</summary>
    public Uri? OptionalAddress(string key, params ReadOnlySpan<string> schemes) =>
        Value(key) is null ? null : Address(key, "", null, schemes);

    /// <summary>
    /// A value with a form of its own, or the fallback. <paramref name="form"/> completes "it must look like ...".
    /// </summary>
    public T Formed<T>(string key, T fallback, Func<string, T?> parse, string form) where T : struct
    {
        if (Value(key) is not { } value)
            return fallback;
        if (parse(value) is { } parsed)
            return parsed;

        Object(key, $"is '{value}'; it must look like {form}.");
        return fallback;
    }

    /// <summary>One of the names of an enumeration, or the fallback.</summary>
    public T Choice<T>(string key, T fallback) where T : struct, Enum
    {
        if (Value(key) is not { } value)
            return fallback;
        // A number would parse as well, and mean whatever the order of the names makes of it.
        if (Enum.GetNames<T>().Contains(value, StringComparer.OrdinalIgnoreCase))
            return Enum.Parse<T>(value, ignoreCase: true);

        Object(key, $"is '{value}'; it can be {string.Join(" or ", Enum.GetNames<T>())}.");
        return fallback;
    }

    /// <summary>The section below; it may be empty, and then everything in it has its fallback.</summary>
    public T Part<T>(string key, Func<SettingsSection, T> read)
    {
        known.Add(key);
        if (section[key] is { Length: > 0 } value)
            Object(key, $"is the single value '{value}'; it must be a section with keys of its own.");

        var part = new SettingsSection(section.GetSection(key), problems);
        var result = read(part);
        part.NothingElse();
        return result;
    }

    /// <summary>One thing that can be said by a single value or by a section of its own.</summary>
    public T TextOrPart<T>(string key, string meaning, Func<string, T> value, Func<SettingsSection, T> part) =>
        section.GetSection(key).GetChildren().Any() ? Part(key, part) : value(Text(key, meaning));

    /// <summary>The list below, in order; it may be empty.</summary>
    public ValueList<T> Each<T>(string key, Func<SettingsSection, T> read)
    {
        known.Add(key);
        var list = section.GetSection(key);
        if (list.Value is { Length: > 0 } value)
            Object(key, $"is the single value '{value}'; it must be a list.");

        List<T> results = [];
        foreach (var element in list.GetChildren())
        {
            if (!int.TryParse(element.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                Object($"{key}:{element.Key}", "is not known: this is a list, so its keys are 0, 1, 2 and so on.");
                continue;
            }

            var part = new SettingsSection(element, problems);
            results.Add(read(part));
            part.NothingElse();
        }

        return [.. results];
    }

    /// <summary>
    /// Notes every key that nobody asked for. A setting that is ignored is worse than one that is refused.
    /// </summary>
    public void NothingElse()
    {
        foreach (var child in section.GetChildren().Where(child => !known.Contains(child.Key)))
        {
            var near = known.FirstOrDefault(name => Spelling.IsNear(name, child.Key));
            Object(child.Key, near is null
                ? $"is not known. Known here: {string.Join(", ", known.Order(StringComparer.Ordinal))}."
                : $"is not known; did you mean {Name(near)}?");
        }
    }

    private string? Value(string key)
    {
        known.Add(key);
        if (section.GetSection(key).GetChildren().Any())
            Object(key, "is a section; it must be a single value.");
        return section[key] is { Length: > 0 } value ? value.Trim() : null;
    }

    private string Formed(string key, string value, Regex form, string otherwise)
    {
        if (value.Length > 0 && !form.IsMatch(value))
            Object(key, $"is '{value}'; it {otherwise}");
        return value;
    }

    private string Name(string key) => $"{section.Path}:{key}";
}
