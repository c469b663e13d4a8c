using System.Collections.Frozen;
using Records.Core.People;

namespace Records.Core.Access;

/// <summary>
/// Who may do what, as one table of role and act, and who may see what. What is not in the table is not allowed.
/// Archivists and auditors read and write nothing; a robot never gets more than its row, whatever roles it holds.
/// </summary>
public static class Permissions
{
    private static readonly FrozenSet<Act> Reading = Of(Act.ReadCaseFile, Act.ReadHistory);

    private static readonly FrozenDictionary<Role, FrozenSet<Act>> Acts = new Dictionary<Role, FrozenSet<Act>>
    {
        [Role.Clerk] = Of(
            Act.ReadCaseFile, Act.ReadHistory, Act.OpenCaseFile, Act.Describe, Act.OpenMatter, Act.FileDocument,
            Act.CloseMatter, Act.ReopenMatter, Act.Lock, Act.Resubmit),
        [Role.Registrar] = Of(
            Act.ReadCaseFile, Act.ReadHistory, Act.OpenCaseFile, Act.Describe, Act.OpenMatter, Act.FileDocument,
            Act.CloseMatter, Act.ReopenMatter, Act.Lock, Act.ManageFilePlan, Act.CloseCaseFile, Act.ReopenCaseFile,
            Act.Unlock, Act.Resubmit),
        [Role.Archivist] = Reading,
        [Role.Auditor] = Reading,
    }.ToFrozenDictionary();

    private static readonly FrozenSet<Act> RobotActs = Of(
        Act.ReadCaseFile, Act.ReadHistory, Act.OpenMatter, Act.FileDocument);

    /// <summary>Whether a person in this role may do it.</summary>
    public static bool MayDo(Role role, Act act) => Acts.TryGetValue(role, out var acts) && acts.Contains(act);

    /// <summary>
    /// Whether somebody of this kind, in this role, may do it: a robot needs both its own row and the role's.
    /// </summary>
    public static bool MayDo(Role role, ActorKind kind, Act act) => kind switch
    {
        ActorKind.Person => MayDo(role, act),
        ActorKind.Robot => MayDo(role, act) && RobotActs.Contains(act),
        _ => false,
    };

    /// <summary>Whether this actor may do it.</summary>
    public static bool MayDo(Actor actor, Act act) => MayDo(actor.Role, actor.Kind, act);

    /// <summary>
    /// Whether records of this class exist for the actor. What may not be seen is answered as if it were not there.
    /// </summary>
    public static bool MaySee(Actor actor, AccessClass records) => SeesAllUnits(actor) || actor.Unit == records.Owner;

    /// <summary>
    /// Whether the actor sees the records of every unit: registrars, archivists and auditors do; clerks and robots
    /// see their own unit. Lists and search ask this to choose their filter; it agrees with <see cref="MaySee"/>.
    /// </summary>
    public static bool SeesAllUnits(Actor actor) => SeesAllUnits(actor.Role, actor.Kind);

    /// <summary>As <see cref="SeesAllUnits(Actor)"/>, before there is an actor.</summary>
    public static bool SeesAllUnits(Role role, ActorKind kind) =>
        kind is ActorKind.Person && role is Role.Registrar or Role.Archivist or Role.Auditor;

    /// <summary>
    /// Whether the act leaves an event behind, so that the calling application needs the right to write.
    /// </summary>
    public static bool Writes(Act act) => act is not (Act.ReadCaseFile or Act.ReadHistory);

    private static FrozenSet<Act> Of(params ReadOnlySpan<Act> acts) => [.. acts];
}
