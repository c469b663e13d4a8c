namespace Records.Core.People;

/// <summary>Whom something is for (Adressat): one person, or whoever in a unit takes it up; never both.</summary>
public readonly record struct Addressee(PersonId? Person, UnitId? Unit)
{
    /// <summary>One person.</summary>
    public static Addressee Of(PersonId person) => new(person, null);

    /// <summary>Everybody in the unit.</summary>
    public static Addressee Of(UnitId unit) => new(null, unit);

    /// <summary>Whether it names one, neither none nor both.</summary>
    public bool IsOne => Person is null != Unit is null;
}
