using System.Globalization;
using Records.Core.Deciding;
using static Records.Core.FilePlan.FilePlanEvent;

namespace Records.Core.FilePlan;

/// <summary>Where a file goes that was wished under an entry (R4).</summary>
public abstract record Place
{
    private Place() { }

    /// <summary>Under this leaf: the one that was named, or the next of its run.</summary>
    public sealed record Leaf(FilePlanEntry Entry) : Place;

    /// <summary>Under a leaf that has to be made, because the run is full.</summary>
    /// <param name="Like">The leaf before it in the run: what it asks for, its successor asks for too.</param>
    public sealed record NewLeaf(FilePlanEntry Above, Notation Notation, FilePlanEntry Like) : Place
    {
        /// <summary>What happens when it is made: it says what the leaf before it says itself.</summary>
        internal ValueList<FilePlanEvent> Made(FilePlanEntryId id, FilePlanTree plan) =>
        [
            new FilePlanEntryAdded(
                id, Above.Id, Notation, Like.Title,
                Like.Rule is not null || Like.Appraisal is not null ? plan.RuleFor(Like.Id).Rule : null,
                IsLeaf: true, ValidFrom: null),
            .. Like.Fields.Count == 0
                ? (ValueList<FilePlanEvent>)[]
                : [new FilePlanEntryFieldsDeclared(id, [], Like.Fields)],
        ];
    }

    /// <summary>Nowhere, for this reason.</summary>
    public sealed record None(Refusal Because) : Place;
}

/// <summary>
/// The search for a leaf that still takes a file. A run is what a full leaf is continued by: entries side by side that
/// bear the same title and are numbered below the entry above (<c>63.2.1</c>, <c>63.2.2</c>). A file wished under a
/// leaf of the run goes there or, when it is full, to the next; one wished under the entry above goes to the first that
/// takes it. An entry of another title is another subject and never takes what overflows.
/// </summary>
public static class Placement
{
    /// <param name="full">The leaves that take no more, as the caller counted.</param>
    public static Place Find(
        FilePlanTree plan, FilePlanEntryId wanted, DateOnly today, ValueList<FilePlanEntryId> full)
    {
        if (plan.Find(wanted) is not { } entry)
            return new Place.None(FilePlanRefusals.UnknownEntry);
        if (FaultAt(plan, entry, today) is { } fault)
            return new Place.None(fault);

        var isLeaf = plan.IsLeaf(entry.Id);
        if (isLeaf && !full.Contains(entry.Id))
            return new Place.Leaf(entry);

        var above = isLeaf ? entry.Parent is { } parent ? plan.Find(parent) : null : entry;
        if (above is null)
            return new Place.None(FilePlanRefusals.LeafFull);
        var run = plan.Numbered(above)
            .Where(next => next.Entry.Title == entry.Title && plan.IsLeaf(next.Entry.Id)).ToList();
        if (!isLeaf && !run.Exists(next => next.Entry.IsLeaf))
            return new Place.None(FilePlanRefusals.NotALeaf);

        var own = run.Where(next => next.Entry.Id == entry.Id).Select(next => next.Number).FirstOrDefault(-1);
        return run.Where(next => next.Number > own && !full.Contains(next.Entry.Id))
            .FirstOrDefault(next => FaultAt(plan, next.Entry, today) is null) is { Entry: { } free }
            ? new Place.Leaf(free)
            : NextOf(plan, above, isLeaf ? entry : run[^1].Entry);
    }

    private static Place NextOf(FilePlanTree plan, FilePlanEntry above, FilePlanEntry like)
    {
        var number = plan.Numbered(above).Select(next => next.Number).LastOrDefault();
        Notation notation;
        do
        {
            number++;
            notation = new(string.Create(CultureInfo.InvariantCulture, $"{above.Notation.Value}.{number}"));
        } while (plan.IsGiven(notation));
        return FilePlanDecider.IsNotation(notation)
            ? new Place.NewLeaf(above, notation, like)
            : new Place.None(FilePlanRefusals.LeafFull);
    }

    private static Refusal? FaultAt(FilePlanTree plan, FilePlanEntry entry, DateOnly today) => entry switch
    {
        _ when plan.ValidFrom(entry.Id) is { } from && today < from => FilePlanRefusals.EntryNotValid(from),
        _ when plan.RetiredOn(entry.Id) is { } on && on <= today => FilePlanRefusals.EntryRetired(on),
        _ when !plan.TakesFiles(entry.Id) => FilePlanRefusals.EntryClosed,
        _ => null,
    };
}
