namespace Records.Core.CaseFiles.Numbering;

/// <summary>The number a person quotes for a matter (Vorgangszeichen), such as <c>63.2-2026/0417-03</c>.</summary>
public readonly record struct MatterReference(string Value);

/// <summary>
/// How a tenant numbers matters and sub-matters. Decides for what is opened from now on; a reference once given stays.
/// </summary>
/// <param name="Matters">After the reference of the file.</param>
/// <param name="SubMatters">After the reference of the matter above.</param>
public sealed record MatterNumbering(NumberPattern Matters, NumberPattern SubMatters)
{
    /// <summary><c>63.2-2026/0417-03</c>, and below it <c>63.2-2026/0417-03.01</c>.</summary>
    public static MatterNumbering Default { get; } = new(new("-", 2), new(".", 2));

    /// <summary>The reference of a matter right in the file.</summary>
    public MatterReference Of(FileReference file, int number) => new(Matters.After(file.Value, number));

    /// <summary>The reference of a sub-matter.</summary>
    public MatterReference Of(MatterReference above, int number) => new(SubMatters.After(above.Value, number));
}
