using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Records.Core.Deciding;
using Records.Core.Describing;
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
        CreatePlan c => Create(c, plan.Head),
        BeginVersion c => Begin(c, plan),
        AddEntry c => Add(c, plan),
        RetitleEntry c => Change(plan, c.Entry, c.Expected, entry => EntryRules.Retitle(c, entry)),
        EditEntry c => Change(plan, c.Entry, c.Expected, entry => EntryRules.Edit(c, entry, plan)),
        RuleEntry c => Change(plan, c.Entry, c.Expected, entry => EntryRules.Rule(c, entry, plan)),
        SetIntake c => Change(plan, c.Entry, c.Expected, entry => EntryRules.SetIntake(c, entry)),
        DeclareFields c => Change(plan, c.Entry, c.Expected, entry => EntryRules.Declare(c, entry)),
        AppraiseEntry c => Change(plan, c.Entry, c.Expected, entry => EntryRules.Appraise(c, entry, plan)),
        RetireEntry c => Change(plan, c.Entry, c.Expected, entry => EntryRules.Retire(c, entry)),
        RemoveEntry c => Change(plan, c.Entry, c.Expected, entry => EntryRules.Remove(entry, plan)),
        TakeFile c => Take(c, plan),
        _ => throw new UnreachableException($"No rule for {command.GetType().Name}."),
    };

    public static FilePlanTree Evolve(FilePlanTree state, FilePlanEvent @event) => @event switch
    {
        FilePlanCreated e => state with { Head = new(e.Plan, Revision.First, e.Title, [new(1, e.ValidFrom)]) },
        FilePlanVersionBegun e => e.Left.Aggregate(
            state with { Head = With(state.Head!, new(e.Number, e.ValidFrom)) },
            (plan, left) => plan.Put(plan.Entries[left.Value] with { LeftWith = e.Number })),
        FilePlanEntryAdded e => state.Put(
            new(e.Entry, Revision.First, e.Parent, e.Notation, e.Title, e.Rule, null, false)
            {
                IsLeaf = e.IsLeaf,
                ValidFrom = e.ValidFrom,
            }),
        FilePlanEntryRetitled e => state.Change(e.Entry, entry => entry with { Title = e.New }),
        FilePlanEntryEdited e => state.Change(e.Entry, entry =>
            entry with { Title = e.New.Title, Scope = e.New.Scope, References = e.New.References }),
        FilePlanEntryRuled e => state.Change(e.Entry, entry => entry with { Rule = e.New }),
        FilePlanEntryIntakeSet e => state.Change(e.Entry, entry => entry with { TakesFiles = e.New }),
        FilePlanEntryFieldsDeclared e => state.Change(e.Entry, entry => entry with { Fields = e.New }),
        FilePlanEntryAppraised e => state.Change(e.Entry, entry =>
            entry with { Appraisal = new(e.New, e.By, e.Reason) }),
        FilePlanEntryRetired e => state.Change(e.Entry, entry => entry with { RetiredOn = e.On }),
        FilePlanEntryRemoved e => state with
        {
            Entries = state.Entries.Remove(e.Entry.Value),
            Removed = state.Removed.Add(e.Notation.Value),
        },
        FilePlanEntryTookFiles e => state.Put(state.Entries[e.Entry.Value] with { HoldsFiles = true }),
        _ => throw new UnreachableException($"{@event.GetType().Name} is not known."),
    };

    internal static bool IsTitle(string title) =>
        title.Trim().Length is > 0 and <= MaxTitleLength && PlainText.IsClean(title.Trim(), linesAllowed: false);

    internal static bool IsNotation(Notation notation) =>
        notation.Value.Length <= MaxNotationLength && NotationPattern().IsMatch(notation.Value);

    private static Decision<FilePlanEvent> Create(CreatePlan c, FilePlanHead? head) => head switch
    {
        { Versions: [var first, ..] } when head.Title == c.Title.Trim() && first.ValidFrom == c.ValidFrom => AlreadySo,
        _ when !IsTitle(c.Title) => Refuse(TitleUnclean),
        { } => Refuse(PlanExists),
        null => Accept(new FilePlanCreated(c.Plan, c.Title.Trim(), c.ValidFrom)),
    };

    private static Decision<FilePlanEvent> Begin(BeginVersion c, FilePlanTree plan) => plan.Head switch
    {
        null => Refuse(PlanMissing),
        { Versions: [.., var last] } when last.ValidFrom == c.ValidFrom => AlreadySo,
        { Versions: [.., var last] } when last.ValidFrom > c.ValidFrom => Refuse(VersionNotLater(last.ValidFrom)),
        { Versions.Count: var count } => Accept(new FilePlanVersionBegun(count + 1, c.ValidFrom,
            [.. from entry in plan.Entries.Values
                where entry.LeftWith is null && plan.RetiredOn(entry.Id) <= c.ValidFrom
                select entry.Id])),
    };

    private static Decision<FilePlanEvent> Add(AddEntry c, FilePlanTree plan)
    {
        var parent = c.Parent is { } id ? plan.Find(id) : null;
        return (plan.Find(c.Entry), parent) switch
        {
            ({ } same, _) when same.Parent == c.Parent && same.Notation == c.Notation => AlreadySo,
            ({ }, _) => Refuse(EntryExists),
            _ when plan.Head is null => Refuse(PlanMissing),
            (_, null) when c.Parent is not null => Refuse(UnknownParent),
            (_, { HoldsFiles: true }) => Refuse(EntryHoldsFiles),
            (_, { IsLeaf: true }) => Refuse(EntryIsLeaf),
            (_, { } above) when plan.RetiredOn(above.Id) is not null => Refuse(ParentRetired),
            _ when !IsNotation(c.Notation) => Refuse(NotationMalformed),
            _ when !IsTitle(c.Title) => Refuse(TitleUnclean),
            _ when c.Rule is { IsValid: false } => Refuse(RuleOutOfRange),
            (_, { } above) when c.Rule is { } rule && EntryRules.IsOverruled(rule, plan.AppraisedFor(above.Id)) =>
                Refuse(DisposalDataIsSeparate),
            _ when plan.IsGiven(c.Notation) => Refuse(NotationTaken(c.Notation)),
            _ => Accept(new FilePlanEntryAdded(
                c.Entry, c.Parent, c.Notation, c.Title.Trim(), c.Rule, c.IsLeaf, c.ValidFrom)),
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

    private static Decision<FilePlanEvent> Take(TakeFile c, FilePlanTree plan) =>
        Placement.Find(plan, c.Entry, c.Today, c.Full) switch
        {
            Place.None p => Refuse(p.Because),
            Place.Leaf { Entry.HoldsFiles: true } => AlreadySo,
            Place.Leaf p => Accept(new FilePlanEntryTookFiles(p.Entry.Id)),
            Place.NewLeaf p => Accept([.. p.Made(c.Next, plan), new FilePlanEntryTookFiles(c.Next)]),
            var place => throw new UnreachableException($"{place.GetType().Name} is no place."),
        };

    private static FilePlanHead With(FilePlanHead head, FilePlanVersion version) =>
        head with { Revision = head.Revision.Next(), Versions = [.. head.Versions, version] };

    [GeneratedRegex(@"\A[0-9A-Za-z]+([.\-][0-9A-Za-z]+)*\z")]
    private static partial Regex NotationPattern();
}
