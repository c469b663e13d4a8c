using System.Collections.Immutable;
using System.Diagnostics;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Documents;
using Records.Core.People;

namespace Records.Core.InTray;

/// <summary>An entry of the in-tray (Postkorb); at the same time its stream of events.</summary>
public readonly record struct InTrayEntryId(Guid Value);

/// <summary>The way by which something came in.</summary>
public enum InTraySource { MailRoom, Scanner, Robot, EMail, Portal }

/// <summary>
/// In whose in-tray something lies: that of a unit, or within the unit that of one person. The unit decides who may see
/// it.
/// </summary>
public readonly record struct InTrayPlace(UnitId Unit, PersonId? Person);

/// <summary>Something that came in and is not filed yet, as its history has made it.</summary>
public abstract record InTrayEntry
{
    private InTrayEntry() { }

    /// <summary>Nothing was put there: there is no such entry.</summary>
    public sealed record Absent : InTrayEntry;

    /// <summary>It waits to be registered.</summary>
    public sealed record Waiting(InTrayBody Body) : InTrayEntry;

    /// <summary>It became a document of a case file (R17) and is here no more.</summary>
    public sealed record Registered(InTrayBody Body) : InTrayEntry;

    /// <summary>It was turned away with a reason (zurückgewiesen) and waits no more.</summary>
    public sealed record Rejected(InTrayBody Body) : InTrayEntry;

    /// <summary>What came in; only an entry that was put there holds anything.</summary>
    public InTrayBody Contents => this switch
    {
        Waiting s => s.Body,
        Registered s => s.Body,
        Rejected s => s.Body,
        _ => throw new UnreachableException($"{GetType().Name} holds nothing."),
    };
}

/// <summary>What came in, and where it lies.</summary>
public sealed record InTrayBody(
    Revision Revision, InTrayPlace Place, DateTimeOffset ReceivedAt,
    ImmutableSortedDictionary<string, string> Fields, DocumentContent Content);

/// <summary>What is known of it before it is filed, as a table.</summary>
public static class InTrayFields
{
    public static ValueList<FieldRule> All { get; } =
    [
        new("subject", "Betreff", FieldKind.Line, 500, IsRequired: true),
        new("sender", "Absender", FieldKind.Line, 200),
        new("remark", "Bemerkung", FieldKind.Text, 4000),
    ];
}
