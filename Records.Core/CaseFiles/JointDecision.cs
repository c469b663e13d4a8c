using Records.Core.Deciding;

namespace Records.Core.CaseFiles;

/// <summary>
/// What becomes of a wish that concerns two case files at once (refer from one to the other, move something over):
/// events for each of them, or nothing for both.
/// </summary>
public abstract record JointDecision
{
    private JointDecision() { }

    /// <summary>These events happen in each file; none at all in one of them only guards its state.</summary>
    public sealed record Accepted(ValueList<CaseFileEvent> First, ValueList<CaseFileEvent> Second) : JointDecision;

    /// <summary>Nothing happens in either.</summary>
    public sealed record Refused(Refusal Reason) : JointDecision;

    /// <summary>Both say yes, or the first that says no speaks for both.</summary>
    public static JointDecision Of(Decision<CaseFileEvent> first, Decision<CaseFileEvent> second) =>
        (first, second) switch
        {
            (Decision<CaseFileEvent>.Refused no, _) => new Refused(no.Reason),
            (_, Decision<CaseFileEvent>.Refused no) => new Refused(no.Reason),
            (Decision<CaseFileEvent>.Accepted one, Decision<CaseFileEvent>.Accepted other) =>
                new Accepted(one.Events, other.Events),
            _ => throw new System.Diagnostics.UnreachableException("A decision is one of two things."),
        };
}
