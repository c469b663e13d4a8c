using System.Collections.Immutable;
using Records.Core.Deciding;
using Records.Core.People;
using Records.Core.Retention;

namespace Records.Core.FilePlan;

/// <summary>The tenant's file plan (Aktenplan), the same in all its versions.</summary>
public readonly record struct FilePlanId(Guid Value);

/// <summary>An entry of the file plan (Aktenplaneinheit).</summary>
public readonly record struct FilePlanEntryId(Guid Value);

/// <summary>
/// The number by which an entry is quoted (Aktenplankennzeichen), such as <c>63.2</c>: unique for ever.
/// </summary>
public readonly record struct Notation(string Value);

/// <summary>An entry as far as the rules need it.</summary>
/// <param name="Rule">Its own periods, or null: then those of the entry above hold.</param>
/// <param name="RetiredOn">The day from which it takes no new files (stillgelegt), or null.</param>
/// <param name="HoldsFiles">A file was opened here once; no entry can be put below it any more (R2).</param>
public sealed record FilePlanEntry(
    FilePlanEntryId Id,
    Revision Revision,
    FilePlanEntryId? Parent,
    Notation Notation,
    string Title,
    RetentionRule? Rule,
    DateOnly? RetiredOn,
    bool HoldsFiles)
{
    /// <summary>Declared a leaf entry (Betreffseinheit): nothing can be put below it (R2).</summary>
    public bool IsLeaf { get; init; }

    /// <summary>The first day on which it takes files, where it has one of its own.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Whether it takes new files; null where the entry above says.</summary>
    public bool? TakesFiles { get; init; }

    /// <summary>What belongs here and what does not (Inhaltsbeschreibung), or null.</summary>
    public string? Scope { get; init; }

    /// <summary>Other entries that a reader should look at too (Verweise).</summary>
    public ValueList<FilePlanEntryId> References { get; init; } = [];

    /// <summary>What the archive decided in advance, or null.</summary>
    public EntryAppraisal? Appraisal { get; init; }

    /// <summary>Further metadata that it asks for, for itself and what lies below.</summary>
    public ValueList<ExtraField> Fields { get; init; } = [];

    /// <summary>The number of the plan version into which it was not carried over, or null.</summary>
    public int? LeftWith { get; init; }

    internal EntryText Text => new(Title, Scope, References);
}

/// <summary>What a person reads of an entry and may edit (R3).</summary>
public sealed record EntryText(string Title, string? Scope, ValueList<FilePlanEntryId> References);

/// <summary>A decision of the archive in advance (Vorbewertung).</summary>
public sealed record EntryAppraisal(DisposalType Type, PersonId By, string Reason);

/// <summary>What a plan has besides its entries.</summary>
/// <param name="Versions">In their order; the first is the one it was made with.</param>
public sealed record FilePlanHead(
    FilePlanId Id, Revision Revision, string Title, ValueList<FilePlanVersion> Versions);

/// <summary>A version of the plan and the first day on which it is valid.</summary>
public sealed record FilePlanVersion(int Number, DateOnly ValidFrom);
