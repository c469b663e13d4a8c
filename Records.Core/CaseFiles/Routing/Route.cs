using System.Collections.Immutable;
using Records.Core.Deciding;
using Records.Core.People;

namespace Records.Core.CaseFiles.Routing;

/// <summary>A route (Geschäftsgang) of a matter or a document.</summary>
public readonly record struct RouteId(Guid Value);

/// <summary>A step (Beteiligungsschritt) of a route.</summary>
public readonly record struct StepId(Guid Value);

/// <summary>What a step asks of its addressee.</summary>
public enum StepKind
{
    /// <summary>Take note (zur Kenntnis nehmen).</summary>
    TakeNote,

    /// <summary>State an opinion (Stellung nehmen).</summary>
    Comment,

    /// <summary>Co-sign (mitzeichnen).</summary>
    CoSign,

    /// <summary>Approve (genehmigen).</summary>
    Approve,

    /// <summary>Final-sign (schlusszeichnen), which fixes the version.</summary>
    FinalSign,

    /// <summary>Sign (unterschreiben).</summary>
    Sign,

    /// <summary>Dispatch (versenden).</summary>
    Dispatch,

    /// <summary>Work on it (bearbeiten).</summary>
    WorkOn,
}

/// <summary>Where a route stands.</summary>
public enum RouteStage
{
    /// <summary>A circulation folder that takes documents and has no steps yet.</summary>
    Prepared,

    /// <summary>A step waits for somebody.</summary>
    Running,

    /// <summary>Completed, rejected or withdrawn.</summary>
    Over,
}

/// <summary>Who has to do a step: a person, or whoever of a unit comes first.</summary>
/// <param name="Role">Of the unit only somebody in this role; null for everybody in it.</param>
public sealed record StepAddressee(PersonId? Person, UnitId? Unit, Role? Role)
{
    /// <summary>Whether it is this person's, a represented person's or the own unit's to do.</summary>
    public bool Includes(Handler by) => Person is { } person
        ? person == by.Person || person == by.For
        : Unit == by.Unit && (Role is not { } role || by.Roles.Contains(role));
}

/// <summary>Who acts on a step or a version: the person, and for whom, in which unit and roles.</summary>
/// <param name="For">The person represented by a deputy, or null.</param>
public sealed record Handler(PersonId Person, PersonId? For, UnitId Unit, ValueList<Role> Roles);

/// <summary>A step as it is wished for; steps of the same order run side by side.</summary>
/// <param name="Text">What is asked, in the words of who asks; or null.</param>
public sealed record StepWish(StepId Id, int Order, StepKind Kind, StepAddressee To, string? Text, DateOnly? Due);

/// <summary>A step with its place in the route.</summary>
/// <param name="Number">Its number among all steps, from 1.</param>
/// <param name="Order">When its turn comes, from 1 without gaps; equal ones run side by side.</param>
public sealed record RouteStep(
    StepId Id, int Number, int Order, StepKind Kind, StepAddressee To, string? Text, DateOnly? Due);

/// <summary>A document in the version it was acted upon.</summary>
public readonly record struct SeenVersion(DocumentId Document, int Version);

/// <summary>A route as the rules need it: the steps still to do, and which are settled.</summary>
/// <param name="Of">The matter or document it belongs to.</param>
/// <param name="StartedBy">Who started it, or prepared the folder.</param>
/// <param name="Documents">What goes round; none for the route of a matter.</param>
/// <param name="Open">The steps not yet done, rejected or skipped, by number.</param>
/// <param name="Settled">The steps that were, and those that fell away with the route.</param>
public sealed record Route(
    RouteId Id,
    ObjectRef Of,
    RouteStage Stage,
    PersonId StartedBy,
    ValueList<DocumentId> Documents,
    ImmutableSortedDictionary<int, RouteStep> Open,
    ImmutableSortedSet<Guid> Settled)
{
    /// <summary>The turn that has come; 0 when there is no open step.</summary>
    internal int Turn => Open.IsEmpty ? 0 : Open.Values.Min(step => step.Order);

    /// <summary>Whether the step waits to be done now.</summary>
    internal bool IsCurrent(RouteStep step) => Stage is RouteStage.Running && step.Order == Turn;

    internal RouteStep? Find(StepId id) => Open.Values.FirstOrDefault(step => step.Id == id);

    /// <summary>The steps that become current once this one is settled.</summary>
    internal ValueList<RouteStep> NextAfter(RouteStep step)
    {
        var left = this with { Open = Open.Remove(step.Number) };
        return left.Turn == Turn ? [] : [.. left.Open.Values.Where(next => next.Order == left.Turn)];
    }

    internal Route Settle(StepId step) => this with
    {
        Open = Open.Remove(Find(step)!.Number),
        Settled = Settled.Add(step.Value),
    };

    internal Route End() => this with
    {
        Stage = RouteStage.Over,
        Open = Open.Clear(),
        Settled = Settled.Union(Open.Values.Select(step => step.Id.Value)),
    };
}
