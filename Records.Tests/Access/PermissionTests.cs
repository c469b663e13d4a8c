using Records.Core.Access;
using Records.Core.People;
using Xunit;

namespace Records.Tests.Access;

public sealed class PermissionTests : Suite<PermissionTests>, ISuite
{
    public static Test Tests => TestList("permissions",
        TestList("the table",
            [.. Table.SelectMany(row => row.Cells().Select(cell => TestCase(cell.Name, () =>
                Assert.Equal(cell.Allowed, Permissions.MayDo(cell.Role, cell.Kind, row.Act)))))]),
        TestCase("the table has a row for every act", () =>
            Assert.Equal(Enum.GetValues<Act>().Order(), Table.Select(row => row.Act).Order())),
        TestCase("the table has a column for every role", () =>
            Assert.Equal(Enum.GetValues<Role>().Order(), Table[0].Cells()
                .Where(cell => cell.Kind is ActorKind.Person).Select(cell => cell.Role).Order())),
        TestCase("auditors write nothing", () =>
            Assert.DoesNotContain(
                Enum.GetValues<Act>().Where(Permissions.Writes), act => Permissions.MayDo(Role.Auditor, act))),
        TestCase("R6 archivists appraise and write nothing else, and nobody else appraises", () =>
        {
            Assert.Equal(
                [Act.Appraise],
                Enum.GetValues<Act>().Where(act => Permissions.Writes(act) && Permissions.MayDo(Role.Archivist, act)));
            Assert.Equal([Role.Archivist], Enum.GetValues<Role>().Where(role => Permissions.MayDo(role, Act.Appraise)));
        }),
        TestCase("a robot never gets more than a person in its role", () =>
            Assert.DoesNotContain(Enum.GetValues<Act>(), act => Enum.GetValues<Role>().Any(role =>
                Permissions.MayDo(role, ActorKind.Robot, act) && !Permissions.MayDo(role, act)))),
        TestCase("a robot with the registrar's role closes no case file and plans nothing", () =>
        {
            Assert.False(Permissions.MayDo(Role.Registrar, ActorKind.Robot, Act.CloseCaseFile));
            Assert.False(Permissions.MayDo(Role.Registrar, ActorKind.Robot, Act.ManageFilePlan));
        }),
        TestCase("an unknown role may do nothing", () =>
            Assert.DoesNotContain(Enum.GetValues<Act>(), act => Permissions.MayDo((Role)99, act))),
        TestList("sight",
            [.. Sights.Select(sight => TestCase(sight.Name, () =>
            {
                var actor = new Actor(new(Building.Value), null, Building, sight.Role, "test", sight.Kind);
                Assert.True(Permissions.MaySee(actor, new(Building)));
                Assert.Equal(sight.Everything, Permissions.MaySee(actor, new(PublicOrder)));
                Assert.Equal(sight.Everything, Permissions.SeesAllUnits(actor));
            }))]));

    private static readonly UnitId Building = new(new("61000000-0000-4000-8000-000000000001"));
    private static readonly UnitId PublicOrder = new(new("32000000-0000-4000-8000-000000000001"));

    // act, then: clerk, registrar, archivist, auditor, robot (with the clerk's role)
    private static Row[] Table =>
    [
        new(Act.ReadCaseFile, true, true, true, true, true),
        new(Act.ReadHistory, true, true, true, true, true),
        new(Act.ManageFilePlan, false, true, false, false, false),
        new(Act.Appraise, false, false, true, false, false),
        new(Act.ChangeRetention, false, true, false, false, false),
        new(Act.SetRetentionEnd, false, true, false, false, false),
        new(Act.OpenCaseFile, true, true, false, false, false),
        new(Act.Describe, true, true, false, false, false),
        new(Act.OpenMatter, true, true, false, false, true),
        new(Act.FileDocument, true, true, false, false, true),
        new(Act.CloseMatter, true, true, false, false, false),
        new(Act.CloseCaseFile, false, true, false, false, false),
        new(Act.ReopenMatter, true, true, false, false, false),
        new(Act.ReopenCaseFile, false, true, false, false, false),
        new(Act.Lock, true, true, false, false, false),
        new(Act.Unlock, false, true, false, false, false),
        new(Act.Resubmit, true, true, false, false, false),
        new(Act.PutAway, true, true, false, false, false),
        new(Act.Cancel, false, true, false, false, false),
        new(Act.Arrange, true, true, false, false, false),
        new(Act.NameParticipants, true, true, false, false, false),
        new(Act.Refile, false, true, false, false, false),
        new(Act.Move, true, true, false, false, false),
        new(Act.Merge, false, true, false, false, false),
        new(Act.Delete, true, true, false, false, false),
        new(Act.Refer, true, true, false, false, false),
        new(Act.Route, true, true, false, false, false),
        new(Act.HandleStep, true, true, false, false, false),
        new(Act.ActOnVersion, true, true, false, false, false),
        new(Act.FinalSign, true, true, false, false, false),
        new(Act.ConfirmDispatch, true, true, false, false, false),
        new(Act.EditDocument, true, true, false, false, false),
        new(Act.ReleaseCheckOut, false, true, false, false, false),
        new(Act.ReadInTray, true, true, false, true, false),
        new(Act.PutInTray, true, true, false, false, true),
        new(Act.HandleInTray, true, true, false, false, false),
        new(Act.FinaliseDocument, true, true, false, false, false),
        new(Act.ConvertDocument, true, true, false, false, false),
        new(Act.RedactDocument, true, true, false, false, false),
        new(Act.GiveInspection, true, true, false, false, false),
        new(Act.FetchInspection, true, true, false, false, false),
        new(Act.Operate, false, false, false, false, false),
    ];

    private static Sight[] Sights =>
    [
        new("a clerk sees the own unit", Role.Clerk, ActorKind.Person, Everything: false),
        new("a registrar sees every unit", Role.Registrar, ActorKind.Person, Everything: true),
        new("an archivist sees every unit", Role.Archivist, ActorKind.Person, Everything: true),
        new("an auditor sees every unit", Role.Auditor, ActorKind.Person, Everything: true),
        new("a robot sees the own unit", Role.Clerk, ActorKind.Robot, Everything: false),
        new("a robot with the registrar's role sees the own unit", Role.Registrar, ActorKind.Robot, Everything: false),
    ];

    private sealed record Row(Act Act, bool Clerk, bool Registrar, bool Archivist, bool Auditor, bool Robot)
    {
        public IEnumerable<Cell> Cells() =>
        [
            new(this, Role.Clerk, ActorKind.Person, Clerk),
            new(this, Role.Registrar, ActorKind.Person, Registrar),
            new(this, Role.Archivist, ActorKind.Person, Archivist),
            new(this, Role.Auditor, ActorKind.Person, Auditor),
            new(this, Role.Clerk, ActorKind.Robot, Robot),
        ];
    }

    private sealed record Cell(Row Row, Role Role, ActorKind Kind, bool Allowed)
    {
        public string Name =>
            $"{(Kind is ActorKind.Robot ? "a robot" : Role)} {(Allowed ? "may" : "may not")} {Row.Act}";
    }

    private sealed record Sight(string Name, Role Role, ActorKind Kind, bool Everything);
}
