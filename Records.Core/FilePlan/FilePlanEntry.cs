using System.Collections.Immutable;
using Records.Core.Deciding;
using Records.Core.Retention;

namespace Records.Core.FilePlan;

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
    bool HoldsFiles);

/// <summary>The file plan (Aktenplan) of a tenant: a tree, by notation. Rules are inherited downwards.</summary>
public sealed record FilePlanTree(ImmutableSortedDictionary<Guid, FilePlanEntry> Entries)
{
    public FilePlanEntry? Find(FilePlanEntryId id) => Entries.GetValueOrDefault(id.Value);

    public bool IsLeaf(FilePlanEntryId id) => !Entries.Values.Any(entry => entry.Parent == id);

    /// <summary>The rule that holds for the entry and the entry that states it; null where the default holds.</summary>
    public (RetentionRule Rule, FilePlanEntryId? From) RuleFor(FilePlanEntryId id)
    {
        for (var entry = Find(id); entry is not null; entry = entry.Parent is { } parent ? Find(parent) : null)
            if (entry.Rule is { } rule)
                return (rule, entry.Id);
        return (RetentionRule.Default, null);
    }
}
