using System.Diagnostics;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.People;
using static Records.Core.CaseFiles.Resubmissions.ResubmissionCommand;
using static Records.Core.CaseFiles.Resubmissions.ResubmissionEvent;
using static Records.Core.CaseFiles.Resubmissions.ResubmissionRefusals;
using static Records.Core.Deciding.Decision<Records.Core.CaseFiles.CaseFileEvent>;

namespace Records.Core.CaseFiles.Resubmissions;

/// <summary>
/// The rules of resubmissions (R25, R26). They stand on what is active or closed; what is cancelled does not come back,
/// and what is locked is not touched (<see cref="Editable.EvenClosed"/>).
/// </summary>
internal static class ResubmissionRules
{
    private const int MaxOpen = 1000;

    public static Decision<CaseFileEvent> Decide(ResubmissionCommand command, CaseFile state) => command switch
    {
        SetResubmission c => Editable.EvenClosed(state, c.Of, null, body => Set(c, body)),
        MoveResubmission c => Change(state, c.Resubmission, c.Expected, open => Move(c, open)),
        CompleteResubmission c => Change(state, c.Resubmission, c.Expected, open =>
            Accept(new ResubmissionCompleted(open.Id, open.Of, open.For))),
        DropResubmission c => Change(state, c.Resubmission, c.Expected, open => Accept(Dropped(open))),
        _ => throw new UnreachableException($"No rule for {command.GetType().Name}."),
    };

    public static CaseFileBody Evolve(CaseFileBody body, ResubmissionEvent happened) => happened switch
    {
        ResubmissionSet e => Put(body, new(e.Resubmission, e.Of, e.On, e.For)),
        ResubmissionMoved e => Put(body, new(e.Resubmission, e.Of, e.NewOn, e.NewFor)),
        ResubmissionCompleted e => End(body, e.Resubmission, e.Of),
        ResubmissionDropped e => End(body, e.Resubmission, e.Of),
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };

    /// <summary>
    /// The closing together with what becomes of every open resubmission on the object and below; refused as long as
    /// one is left without a word (R26).
    /// </summary>
    public static Decision<CaseFileEvent> Close(
        CaseFileBody body, ObjectRef of, ValueList<ResubmissionChoice> choices, DateOnly today, CaseFileEvent closing)
    {
        var open = body.OpenResubmissions(of).ToDictionary(one => one.Id);
        var chosen = choices.Select(choice => choice.Resubmission).ToHashSet();
        return choices switch
        {
            _ when chosen.Count < choices.Count => Refuse(ChosenTwice),
            _ when !chosen.IsSubsetOf(open.Keys) => Refuse(NotOpen),
            _ when chosen.Count < open.Count =>
                Refuse(OpenResubmissions(open.Values.Where(one => !chosen.Contains(one.Id)))),
            _ when choices.OfType<ResubmissionChoice.Move>().Any(move => move.On < today) =>
                Refuse(DateInThePast with { Pointer = "/resubmissions" }),
            _ => Accept([.. choices.SelectMany(choice => Chosen(choice, open[choice.Resubmission])), closing]),
        };
    }

    private static Decision<CaseFileEvent> Set(SetResubmission c, CaseFileBody body) => c switch
    {
        _ when body.Resubmissions.ContainsKey(c.Resubmission.Value) => Refuse(ResubmissionExists),
        _ when body.Resubmissions.Count >= MaxOpen => Refuse(TooManyResubmissions),
        _ when !PlainText.IsRemark(c.Reason) => Refuse(ReasonUnclean),
        _ when c.On < c.Today => Refuse(DateInThePast),
        _ when !c.For.IsOne => Refuse(AddresseeUnclear),
        _ => Accept(new ResubmissionSet(c.Resubmission, c.Of, c.On, c.For, c.Reason)),
    };

    // What is overdue can still be given to somebody else as it stands.
    private static Decision<CaseFileEvent> Move(MoveResubmission c, Resubmission open)
    {
        var (on, who) = (c.On ?? open.On, c.For ?? open.For);
        return c switch
        {
            _ when on == open.On && who == open.For => AlreadySo,
            _ when on != open.On && on < c.Today => Refuse(DateInThePast),
            _ when !who.IsOne => Refuse(AddresseeUnclear),
            _ => Accept(Moved(open, on, who)),
        };
    }

    private static Decision<CaseFileEvent> Change(
        CaseFile state, ResubmissionId id, Revision expected, Func<Resubmission, Decision<CaseFileEvent>> decide) =>
        state.Contents.Resubmissions.GetValueOrDefault(id.Value) is { } open
            ? Editable.EvenClosed(state, open.Of, expected, _ => decide(open))
            : Refuse(UnknownResubmission);

    private static IEnumerable<CaseFileEvent> Chosen(ResubmissionChoice choice, Resubmission open) => choice switch
    {
        ResubmissionChoice.Keep => [],
        ResubmissionChoice.Move c => c.On == open.On ? [] : [Moved(open, c.On, open.For)],
        ResubmissionChoice.Drop => [Dropped(open)],
        _ => throw new UnreachableException($"{choice.GetType().Name} is not known."),
    };

    private static CaseFileEvent Moved(Resubmission open, DateOnly on, Addressee who) =>
        new ResubmissionMoved(open.Id, open.Of, open.On, on, open.For, who);

    public static CaseFileEvent Dropped(Resubmission open) => new ResubmissionDropped(open.Id, open.Of, open.For);

    private static CaseFileBody Put(CaseFileBody body, Resubmission open) =>
        body.Touch(open.Of) with { Resubmissions = body.Resubmissions.SetItem(open.Id.Value, open) };

    private static CaseFileBody End(CaseFileBody body, ResubmissionId id, ObjectRef of) =>
        body.Touch(of) with { Resubmissions = body.Resubmissions.Remove(id.Value) };
}
