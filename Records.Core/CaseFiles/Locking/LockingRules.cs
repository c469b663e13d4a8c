using System.Diagnostics;
using Records.Core.Deciding;
using Records.Core.Describing;
using static Records.Core.CaseFiles.Locking.LockingCommand;
using static Records.Core.CaseFiles.Locking.LockingEvent;
using static Records.Core.CaseFiles.Locking.LockingRefusals;
using static Records.Core.Deciding.Decision<Records.Core.CaseFiles.CaseFileEvent>;

namespace Records.Core.CaseFiles.Locking;

/// <summary>The rules of locks (R12): who is locked against is said by <see cref="Editable"/>.</summary>
internal static class LockingRules
{
    public static Decision<CaseFileEvent> Decide(LockingCommand command, CaseFile state) => command switch
    {
        LockObject c when IsLocked(state.Contents, c.Of) == true => AlreadySo,
        LockObject { Reason: { } reason } when !PlainText.IsRemark(reason) => Refuse(ReasonUnclean),
        LockObject c => Editable.Object(state, c.Of, c.Expected, _ => Accept(new ObjectLocked(c.Of, c.Reason))),

        UnlockObject c => Editable.ObjectThough(state, c.Of, c.Expected, isLocked: true, body =>
            IsLocked(body, c.Of) == true ? Accept(new ObjectUnlocked(c.Of)) : AlreadySo),

        _ => throw new UnreachableException($"No rule for {command.GetType().Name}."),
    };

    public static CaseFileBody Evolve(CaseFileBody body, LockingEvent happened) => happened switch
    {
        ObjectLocked e => Put(body, e.Of, isLocked: true),
        ObjectUnlocked e => Put(body, e.Of, isLocked: false),
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };

    // Null where there is no such object: what becomes of that is the guard's to say.
    private static bool? IsLocked(CaseFileBody body, ObjectRef of) => of.Kind switch
    {
        ObjectKind.CaseFile => body.IsLocked,
        ObjectKind.Matter => body.Find(new MatterId(of.Id!.Value))?.IsLocked,
        _ => body.Find(new DocumentId(of.Id!.Value))?.IsLocked,
    };

    private static CaseFileBody Put(CaseFileBody body, ObjectRef of, bool isLocked) => of.Kind switch
    {
        ObjectKind.CaseFile => body.Next() with { IsLocked = isLocked },
        ObjectKind.Matter => body.Change(
            new MatterId(of.Id!.Value), matter => matter with { IsLocked = isLocked }),
        _ => body.Change(new DocumentId(of.Id!.Value), document => document with { IsLocked = isLocked }),
    };
}
