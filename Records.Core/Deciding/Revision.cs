namespace Records.Core.Deciding;

/// <summary>
/// How often an object was changed, its making included: 1 is the first. What a caller has seen of it; text
/// recognised in the background is no change.
/// </summary>
public readonly record struct Revision(int Value)
{
    public static Revision First { get; } = new(1);
    public Revision Next() => new(Value + 1);
}
