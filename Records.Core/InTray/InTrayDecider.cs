using System.Diagnostics;
using Records.Core.Deciding;
using Records.Core.Describing;
using static Records.Core.Deciding.Decision<Records.Core.InTray.InTrayEvent>;
using static Records.Core.InTray.InTrayCommand;
using static Records.Core.InTray.InTrayEntry;
using static Records.Core.InTray.InTrayEvent;
using static Records.Core.InTray.InTrayRefusals;

namespace Records.Core.InTray;

/// <summary>
/// The rules of the in-tray (R16, R17). Nothing leaves it but by registering, by being put into another one, or by
/// being turned away with a reason.
/// </summary>
public sealed class InTrayDecider : IDecider<InTrayEntry, InTrayCommand, InTrayEvent>
{
    // Scanners and mail servers have clocks of their own.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private InTrayDecider() { }

    public static InTrayEntry Initial { get; } = new Absent();

    public static Decision<InTrayEvent> Decide(InTrayCommand command, InTrayEntry state) => (command, state) switch
    {
        (PutInTray c, Absent) => Put(c),
        (PutInTray, _) => Refuse(AlreadyPut),
        (_, Absent) => Refuse(UnknownEntry),
        (_, Registered) => Refuse(AlreadyRegistered),
        (RejectEntry, Rejected) => AlreadySo,
        (_, Rejected) => Refuse(AlreadyRejected),

        (RegisterEntry c, Waiting s) =>
            Accept(new InTrayEntryRegistered(c.CaseFile, c.Matter, c.Document, s.Body.Place)),

        (ReassignEntry c, Waiting s) when c.Expected != s.Body.Revision => Refuse(EntryStale),
        (ReassignEntry c, Waiting s) when c.Place == s.Body.Place => AlreadySo,
        (ReassignEntry { Reason: { } reason }, _) when !PlainText.IsRemark(reason) => Refuse(ReasonUnclean),
        (ReassignEntry c, Waiting s) => Accept(new InTrayEntryReassigned(s.Body.Place, c.Place, c.Reason)),

        (RejectEntry c, Waiting s) when c.Expected != s.Body.Revision => Refuse(EntryStale),
        (RejectEntry c, Waiting) when !PlainText.IsRemark(c.Reason) => Refuse(ReasonUnclean),
        (RejectEntry c, Waiting s) => Accept(new InTrayEntryRejected(c.Reason, s.Body.Place)),

        _ => throw new UnreachableException($"No rule for {command.GetType().Name} on {state.GetType().Name}."),
    };

    public static InTrayEntry Evolve(InTrayEntry state, InTrayEvent @event) => (state, @event) switch
    {
        (Absent, InTrayEntryPut e) =>
            new Waiting(new(Revision.First, e.Place, e.ReceivedAt, Description.Empty.With(e.Fields), e.Content)),
        (Waiting s, InTrayEntryReassigned e) => new Waiting(Next(s.Body) with { Place = e.New }),
        (Waiting s, InTrayEntryRegistered) => new Registered(Next(s.Body)),
        (Waiting s, InTrayEntryRejected) => new Rejected(Next(s.Body)),
        _ => throw new UnreachableException($"{@event.GetType().Name} cannot follow {state.GetType().Name}."),
    };

    private static Decision<InTrayEvent> Put(PutInTray c) => c switch
    {
        _ when c.ReceivedAt > c.Now + ClockTolerance => Refuse(ReceivedInTheFuture),
        _ when c.Content.OriginalName.Trim().Length is 0 or > 255
            || !PlainText.IsClean(c.Content.OriginalName, linesAllowed: false) => Refuse(NameUnclean),
        _ => Description.Decide(InTrayFields.All, Description.Empty, c.Fields) switch
        {
            Decision<FieldChange>.Accepted fields =>
                Accept(new InTrayEntryPut(c.Source, c.ReceivedAt.ToUniversalTime(), c.Place, fields.Events, c.Content)),
            Decision<FieldChange>.Refused no => Refuse(no.Reason),
            _ => throw new UnreachableException("A decision is one of two things."),
        },
    };

    private static InTrayBody Next(InTrayBody body) => body with { Revision = body.Revision.Next() };
}
