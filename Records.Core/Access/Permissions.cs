using System.Collections.Frozen;
using Records.Core.People;

namespace Records.Core.Access;

/// <summary>
/// Who may do what, as one table of role and act, and who may see what. What is not in the table is not allowed.
/// Auditors write nothing, archivists appraise and write nothing else; a robot never gets more than its row, whatever
/// roles it holds.
/// </summary>
public static class Permissions
{
    private static readonly FrozenDictionary<Act, Doers> Table = new Dictionary<Act, Doers>
    {
        [Act.ReadCaseFile] = Doers.Everybody,
        [Act.ReadHistory] = Doers.Everybody,
        [Act.ManageFilePlan] = Doers.Registrar,
        [Act.Appraise] = Doers.Archivist,
        [Act.ChangeRetention] = Doers.Registrar,
        [Act.SetRetentionEnd] = Doers.Registrar,
        [Act.OpenCaseFile] = Doers.Clerk | Doers.Registrar,
        [Act.Describe] = Doers.Clerk | Doers.Registrar,
        [Act.OpenMatter] = Doers.Clerk | Doers.Registrar | Doers.Robot,
        [Act.FileDocument] = Doers.Clerk | Doers.Registrar | Doers.Robot,
        [Act.CloseMatter] = Doers.Clerk | Doers.Registrar,
        [Act.CloseCaseFile] = Doers.Registrar,
        [Act.ReopenMatter] = Doers.Clerk | Doers.Registrar,
        [Act.ReopenCaseFile] = Doers.Registrar,
        [Act.Lock] = Doers.Clerk | Doers.Registrar,
        [Act.Unlock] = Doers.Registrar,
        [Act.Resubmit] = Doers.Clerk | Doers.Registrar,
        [Act.PutAway] = Doers.Clerk | Doers.Registrar,
        [Act.Cancel] = Doers.Registrar,
        [Act.Arrange] = Doers.Clerk | Doers.Registrar,
        [Act.NameParticipants] = Doers.Clerk | Doers.Registrar,
        [Act.Refile] = Doers.Registrar,
        [Act.Move] = Doers.Clerk | Doers.Registrar,
        [Act.Merge] = Doers.Registrar,
        [Act.Delete] = Doers.Clerk | Doers.Registrar,
        [Act.Refer] = Doers.Clerk | Doers.Registrar,
        [Act.Route] = Doers.Clerk | Doers.Registrar,
        [Act.HandleStep] = Doers.Clerk | Doers.Registrar,
        [Act.ActOnVersion] = Doers.Clerk | Doers.Registrar,
        [Act.FinalSign] = Doers.Clerk | Doers.Registrar,
        [Act.ConfirmDispatch] = Doers.Clerk | Doers.Registrar,
        [Act.EditDocument] = Doers.Clerk | Doers.Registrar,
        [Act.ReleaseCheckOut] = Doers.Registrar,
        [Act.ReadInTray] = Doers.Clerk | Doers.Registrar | Doers.Auditor,
        [Act.PutInTray] = Doers.Clerk | Doers.Registrar | Doers.Robot,
        [Act.HandleInTray] = Doers.Clerk | Doers.Registrar,
        [Act.FinaliseDocument] = Doers.Clerk | Doers.Registrar,
        [Act.ConvertDocument] = Doers.Clerk | Doers.Registrar,
        [Act.RedactDocument] = Doers.Clerk | Doers.Registrar,
        [Act.GiveInspection] = Doers.Clerk | Doers.Registrar,
        [Act.FetchInspection] = Doers.Clerk | Doers.Registrar,
        [Act.Operate] = Doers.Nobody,
    }.ToFrozenDictionary();

    /// <summary>Whether a person in this role may do it.</summary>
    public static bool MayDo(Role role, Act act) => Has(act, role switch
    {
        Role.Clerk => Doers.Clerk,
        Role.Registrar => Doers.Registrar,
        Role.Archivist => Doers.Archivist,
        Role.Auditor => Doers.Auditor,
        _ => Doers.Nobody,
    });

    /// <summary>
    /// Whether somebody of this kind, in this role, may do it: a robot needs both its own row and the role's.
    /// </summary>
    public static bool MayDo(Role role, ActorKind kind, Act act) => kind switch
    {
        ActorKind.Person => MayDo(role, act),
        ActorKind.Robot => MayDo(role, act) && Has(act, Doers.Robot),
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
    public static bool Writes(Act act) => act is not (
        Act.ReadCaseFile or Act.ReadHistory or Act.ReadInTray or Act.FetchInspection);

    private static bool Has(Act act, Doers doer) => doer is not Doers.Nobody && Table.GetValueOrDefault(act).HasFlag(doer);

    // A robot needs its mark besides its role's.
    [Flags]
    private enum Doers
    {
        Nobody = 0,
        Clerk = 1,
        Registrar = 2,
        Archivist = 4,
        Auditor = 8,
        Robot = 16,
        Everybody = Clerk | Registrar | Archivist | Auditor | Robot,
    }
}
