using System.Collections.Immutable;
using System.Globalization;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Retention;

namespace Records.Core.FilePlan;

/// <summary>
/// The file plan (Aktenplan) of a tenant: a tree, by notation. What an entry does not say itself, the one above says.
/// </summary>
public sealed record FilePlanTree(ImmutableSortedDictionary<Guid, FilePlanEntry> Entries)
{
    /// <summary>Title and versions; null until the plan is made.</summary>
    public FilePlanHead? Head { get; init; }

    /// <summary>Notations of entries that were taken out; they are not given again.</summary>
    public ImmutableSortedSet<string> Removed { get; init; } =
        ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    public FilePlanEntry? Find(FilePlanEntryId id) => Entries.GetValueOrDefault(id.Value);

    /// <summary>Whether nothing lies below, declared or not.</summary>
    public bool IsLeaf(FilePlanEntryId id) => !Entries.Values.Any(entry => entry.Parent == id);

    /// <summary>Whether the notation was ever given.</summary>
    public bool IsGiven(Notation notation) =>
        Removed.Contains(notation.Value) || Entries.Values.Any(entry => entry.Notation == notation);

    /// <summary>The entry and those above it, from the inside out.</summary>
    public IEnumerable<FilePlanEntry> Lineage(FilePlanEntryId id)
    {
        for (var entry = Find(id); entry is not null; entry = entry.Parent is { } parent ? Find(parent) : null)
            yield return entry;
    }

    /// <summary>Everything below the entry, however deep.</summary>
    public IEnumerable<FilePlanEntry> Below(FilePlanEntryId id) =>
        Entries.Values.Where(entry => entry.Parent == id).SelectMany(child => Below(child.Id).Prepend(child));

    /// <summary>The rule that holds for the entry, and who states its periods; null for the default.</summary>
    public (RetentionRule Rule, FilePlanEntryId? From) RuleFor(FilePlanEntryId id)
    {
        var stating = Lineage(id).FirstOrDefault(entry => entry.Rule is not null);
        return ((stating?.Rule ?? RetentionRule.Default) with { Disposal = DisposalFor(id).Type }, stating?.Id);
    }

    /// <summary>
    /// What shall become of files under the entry: the nearest word on it, where the archive's goes before a rule and
    /// reaches down past rules that only say B.
    /// </summary>
    public EntryDisposal DisposalFor(FilePlanEntryId id)
    {
        var stating = Lineage(id).FirstOrDefault(entry =>
            entry.Appraisal is not null || entry.Rule is { Disposal: not DisposalType.Appraise });
        return stating switch
        {
            { Appraisal: { } decided } => new(decided.Type, stating.Id, true),
            { Rule: { } rule } => new(rule.Disposal, stating.Id, false),
            _ => new(DisposalType.Appraise, Lineage(id).FirstOrDefault(entry => entry.Rule is not null)?.Id, false),
        };
    }

    /// <summary>What the archive decided for the entry or above it, the nearest; null where it did not yet.</summary>
    public DisposalType? AppraisedFor(FilePlanEntryId id) =>
        Lineage(id).FirstOrDefault(entry => entry.Appraisal is not null)?.Appraisal!.Type;

    /// <summary>The first day on which it takes files: its own, one above, or the plan's; the latest of them.</summary>
    public DateOnly? ValidFrom(FilePlanEntryId id) =>
        Lineage(id).Select(entry => entry.ValidFrom).Append(Head?.Versions[0].ValidFrom).Max();

    /// <summary>The day from which it takes no new files because it, or an entry above, is retired.</summary>
    public DateOnly? RetiredOn(FilePlanEntryId id) => Lineage(id).Select(entry => entry.RetiredOn).Min();

    /// <summary>Whether new files may be opened: the nearest word on it, yes where there is none.</summary>
    public bool TakesFiles(FilePlanEntryId id) =>
        Lineage(id).Select(entry => entry.TakesFiles).FirstOrDefault(said => said is not null) ?? true;

    /// <summary>Whether any entry declares further fields.</summary>
    public bool AsksForFields => Entries.Values.Any(entry => entry.Fields.Count > 0);

    /// <summary>
    /// The further fields that hold under the entry, each with the entry that declares it: the nearest of a name.
    /// </summary>
    public IEnumerable<(ExtraField Field, FilePlanEntryId From)> FieldsFor(FilePlanEntryId id) =>
        Lineage(id).SelectMany(entry => entry.Fields.Select(field => (Field: field, From: entry.Id)))
            .DistinctBy(declared => (declared.Field.On, declared.Field.Name));

    /// <summary>The same as rules, for one kind of object.</summary>
    public ValueList<FieldRule> FieldsFor(FilePlanEntryId id, ObjectKind on) =>
        [.. FieldsFor(id).Where(declared => declared.Field.On == on).Select(declared => declared.Field.ToRule())];

    /// <summary>The version that is valid on the day; null before the first, or without a plan.</summary>
    public FilePlanVersion? VersionOn(DateOnly day) =>
        Head?.Versions.LastOrDefault(version => version.ValidFrom <= day);

    /// <summary>Entries directly below whose notation is that of the entry and a running number, by number.</summary>
    public IEnumerable<(FilePlanEntry Entry, int Number)> Numbered(FilePlanEntry above) =>
        from entry in Entries.Values
        where entry.Parent == above.Id
            && entry.Notation.Value.StartsWith($"{above.Notation.Value}.", StringComparison.Ordinal)
        let tail = entry.Notation.Value[(above.Notation.Value.Length + 1)..]
        where int.TryParse(tail, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        let number = int.Parse(tail, NumberStyles.None, CultureInfo.InvariantCulture)
        orderby number
        select (entry, number);

    internal FilePlanTree Put(FilePlanEntry entry) => this with { Entries = Entries.SetItem(entry.Id.Value, entry) };

    /// <summary>The entry was changed.</summary>
    internal FilePlanTree Change(FilePlanEntryId id, Func<FilePlanEntry, FilePlanEntry> change)
    {
        var entry = Entries[id.Value];
        return Put(change(entry) with { Revision = entry.Revision.Next() });
    }
}

/// <summary>What shall become of files under an entry, and who says so.</summary>
/// <param name="From">The entry that says so; null for the default.</param>
/// <param name="IsAppraised">The archive decided it, so nobody else changes it.</param>
public sealed record EntryDisposal(DisposalType Type, FilePlanEntryId? From, bool IsAppraised);
