using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Retention;
using static Records.Core.Deciding.Decision<Records.Core.FilePlan.FilePlanEvent>;
using static Records.Core.FilePlan.FilePlanCommand;
using static Records.Core.FilePlan.FilePlanEvent;
using static Records.Core.FilePlan.FilePlanRefusals;

namespace Records.Core.FilePlan;

/// <summary>The rules of the file plan. Read <see cref="Decide"/> as a table: wish and entry, then outcome.</summary>
public sealed partial class FilePlanDecider : IDecider<FilePlanTree, FilePlanCommand, FilePlanEvent>
{
    private const int MaxTitleLength = 200;
    private const int MaxNotationLength = 32;

    private FilePlanDecider() { }

    public static FilePlanTree Initial { get; } = new(ImmutableSortedDictionary<Guid, FilePlanEntry>.Empty);

    public static Decision<FilePlanEvent> Decide(FilePlanCommand command, FilePlanTree plan) => command switch
    {
        AddEntry c => Add(c, plan),
        RetitleEntry c => Change(plan, c.Entry, c.Expected, entry => Retitle(c, entry)),
        RuleEntry c => Change(plan, c.Entry, c.Expected, entry => Rule(c, entry)),
        RetireEntry c => Change(plan, c.Entry, c.Expected, entry => Retire(c, entry)),
        TakeFile c => plan.Find(c.Entry) is { } entry ? Take(c, entry, plan) : Refuse(UnknownEntry),
        _ => throw new UnreachableException($"No rule for {command.GetType().Name}."),
    };

    public static FilePlanTree Evolve(FilePlanTree state, FilePlanEvent @event) => @event switch
    {
        FilePlanEntryAdded e =>
            Put(state, new(e.Entry, Revision.First, e.Parent, e.Notation, e.Title, e.Rule, null, false)),
        FilePlanEntryRetitled e => Put(state, Next(state, e.Entry) with { Title = e.New }),
        FilePlanEntryRuled e => Put(state, Next(state, e.Entry) with { Rule = e.New }),
        FilePlanEntryRetired e => Put(state, Next(state, e.Entry) with { RetiredOn = e.On }),
        FilePlanEntryTookFiles e => Put(state, state.Entries[e.Entry.Value] with { HoldsFiles = true }),
        _ => throw new UnreachableException($"{@event.GetType().Name} is not known."),
    };

    private static Decision<FilePlanEvent> Add(AddEntry c, FilePlanTree plan)
    {
        var parent = c.Parent is { } id ? plan.Find(id) : null;
        return (plan.Find(c.Entry), parent) switch
        {
            ({ } same, _) when same.Parent == c.Parent && same.Notation == c.Notation => AlreadySo,
            ({ }, _) => Refuse(EntryExists),
            (_, null) when c.Parent is not null => Refuse(UnknownParent),
            (_, { HoldsFiles: true }) => Refuse(EntryHoldsFiles),
            (_, { RetiredOn: not null }) => Refuse(ParentRetired),
            _ when !IsNotation(c.Notation) => Refuse(NotationMalformed),
            _ when !IsTitle(c.Title) => Refuse(TitleUnclean),
            _ when c.Rule is { IsValid: false } => Refuse(RuleOutOfRange),
            _ when plan.Entries.Values.Any(entry => entry.Notation == c.Notation) => Refuse(NotationTaken(c.Notation)),
            _ => Accept(new FilePlanEntryAdded(c.Entry, c.Parent, c.Notation, c.Title.Trim(), c.Rule)),
        };
    }

    private static Decision<FilePlanEvent> Change(
        FilePlanTree plan, FilePlanEntryId id, Revision expected,
        Func<FilePlanEntry, Decision<FilePlanEvent>> decide) =>
        plan.Find(id) switch
        {
            null => Refuse(UnknownEntry),
            var entry when entry.Revision != expected => Refuse(EntryStale),
            var entry => decide(entry),
        };

    private static Decision<FilePlanEvent> Retitle(RetitleEntry c, FilePlanEntry entry) => c.Title switch
    {
        var title when !IsTitle(title) => Refuse(TitleUnclean),
        var title when title.Trim() == entry.Title => AlreadySo,
        var title => Accept(new FilePlanEntryRetitled(c.Entry, entry.Title, title.Trim())),
    };

    private static Decision<FilePlanEvent> Rule(RuleEntry c, FilePlanEntry entry) => c.Rule switch
    {
        { IsValid: false } => Refuse(RuleOutOfRange),
        var rule when rule == entry.Rule => AlreadySo,
        var rule => Accept(new FilePlanEntryRuled(c.Entry, entry.Rule, rule)),
    };

    private static Decision<FilePlanEvent> Retire(RetireEntry c, FilePlanEntry entry) =>
        entry.RetiredOn is null ? Accept(new FilePlanEntryRetired(c.Entry, c.On)) : AlreadySo;

    private static Decision<FilePlanEvent> Take(TakeFile c, FilePlanEntry entry, FilePlanTree plan) => entry switch
    {
        { RetiredOn: { } on } when on <= c.Today => Refuse(EntryRetired(on)),
        _ when !plan.IsLeaf(entry.Id) => Refuse(NotALeaf),
        { HoldsFiles: true } => AlreadySo,
        _ => Accept(new FilePlanEntryTookFiles(entry.Id)),
    };

    private static FilePlanTree Put(FilePlanTree plan, FilePlanEntry entry) =>
        new(plan.Entries.SetItem(entry.Id.Value, entry));

    private static FilePlanEntry Next(FilePlanTree plan, FilePlanEntryId id)
    {
        var entry = plan.Entries[id.Value];
        return entry with { Revision = entry.Revision.Next() };
    }

    private static bool IsTitle(string title) =>
        title.Trim().Length is > 0 and <= MaxTitleLength && PlainText.IsClean(title.Trim(), linesAllowed: false);

    private static bool IsNotation(Notation notation) =>
        notation.Value.Length <= MaxNotationLength && NotationPattern().IsMatch(notation.Value);

    [GeneratedRegex(@"\A[0-9A-Za-z]+([.\-][0-9A-Za-z]+)*\z")]
    private static partial Regex NotationPattern();
}
