using FsCheck;
using FsCheck.Fluent;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Routing;
using Records.Core.CaseFiles.Signing;
using Records.Core.Deciding;
using Records.Core.Documents;
using Records.Core.People;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.Routing.RoutingCommand;
using static Records.Core.CaseFiles.Routing.RoutingEvent;
using static Records.Core.CaseFiles.Signing.SigningCommand;
using static Records.Core.CaseFiles.Signing.SigningEvent;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.CaseFiles;

/// <summary>Routes and acts of the sample file: who takes part, what happened, and wishes for sequences.</summary>
internal static class RoutingSamples
{
    public static readonly PersonId Lenz = new(new Guid("01900000-0000-7000-8000-000000000031"));
    public static readonly PersonId Vogt = new(new Guid("01900000-0000-7000-8000-000000000032"));
    public static readonly PersonId Falk = new(new Guid("01900000-0000-7000-8000-000000000033"));
    public static readonly UnitId OtherUnit = new(new Guid("01900000-0000-7000-8000-000000000034"));

    public static readonly RouteId First = new(new Guid("01900000-0000-7000-8000-000000000041"));
    public static readonly RouteId Second = new(new Guid("01900000-0000-7000-8000-000000000042"));
    public static readonly RouteId Third = new(new Guid("01900000-0000-7000-8000-000000000043"));
    public static readonly DocumentId Reply = new(new Guid("01900000-0000-7000-8000-000000000044"));

    public static readonly Handler ByLenz = new(Lenz, null, Unit, [Role.Clerk]);
    public static readonly Handler ByVogt = new(Vogt, null, OtherUnit, [Role.Clerk]);
    public static readonly Handler ByFalk = new(Falk, null, OtherUnit, [Role.Registrar]);
    public static readonly Handler ByFalkForVogt = ByFalk with { For = Vogt };

    public static readonly ObjectRef TheMatter = ObjectRef.Of(FirstMatter);
    public static readonly ObjectRef TheLetter = ObjectRef.Of(Letter);

    public static StepAddressee ToPerson(PersonId person) => new(person, null, null);
    public static StepAddressee ToUnit(UnitId unit, Role? role = null) => new(null, unit, role);

    /// <summary>A step of its own id: the number tells it from the others.</summary>
    public static StepId Step(int number) =>
        new(new Guid(string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"01900000-0000-7000-8000-0000000001{number:00}")));

    public static StepWish Wanted(int id, int order, StepKind kind, StepAddressee to, string? text = null) =>
        new(Step(id), order, kind, to, text, null);

    public static RouteStep Placed(StepWish wish, int number, int? order = null) =>
        new(wish.Id, number, order ?? wish.Order, wish.Kind, wish.To, wish.Text, wish.Due);

    public static readonly StepWish CoSigning =
        new(Step(1), 1, StepKind.CoSign, ToPerson(Vogt), "Bitte bis Freitag mitzeichnen", new(2026, 3, 13));
    public static readonly StepWish Noting = Wanted(2, 1, StepKind.TakeNote, ToUnit(Unit, Role.Clerk));
    public static readonly StepWish Signing = Wanted(3, 2, StepKind.FinalSign, ToPerson(Falk));
    public static readonly StepWish Approving = Wanted(4, 2, StepKind.Approve, ToPerson(Falk));

    public static readonly CaseFileEvent FolderPrepared =
        new CirculationPrepared(First, TheMatter, "Unterlagen zur Vergabe", [], Lenz);
    public static readonly CaseFileEvent FolderExtended =
        new CirculationExtended(First, TheMatter, Letter, [Letter]);
    public static readonly CaseFileEvent FolderStarted = new RouteStarted(
        First, TheMatter, [Letter], [Placed(CoSigning, 1), Placed(Noting, 2), Placed(Signing, 3)], Lenz);
    public static readonly CaseFileEvent FolderChanged =
        new RouteChanged(First, TheMatter, [Step(3)], [Placed(Approving, 3)]);
    public static readonly CaseFileEvent FolderCoSigned = new StepDone(
        First, TheMatter, Step(1), StepKind.CoSign, Falk, Vogt, "einverstanden", [new(Letter, 2)], []);
    public static readonly CaseFileEvent FolderSkipped = new StepSkipped(
        First, TheMatter, Step(2), StepKind.TakeNote, Lenz, null, "im Urlaub", [Placed(Approving, 3)]);
    public static readonly CaseFileEvent FolderRejected = new StepRejected(
        First, TheMatter, Step(4), StepKind.Approve, Falk, null, "Bitte Los 3 ergänzen", [new(Letter, 2)], Lenz, []);

    /// <summary>A route of the letter with one step.</summary>
    public static CaseFileEvent LetterRouted(RouteId route, StepWish step) =>
        new RouteStarted(route, TheLetter, [Letter], [Placed(step, 1, 1)], Lenz);

    public static readonly CaseFileEvent LetterCoSigned =
        new VersionActRecorded(Letter, 2, VersionActKind.CoSign, Falk, Vogt, "einverstanden");
    public static readonly CaseFileEvent LetterRejected =
        new VersionActRecorded(Letter, 2, VersionActKind.Reject, Falk, null, "Bitte Los 3 ergänzen");

    /// <summary>Every event of both families once, after a letter of two versions was filed.</summary>
    public static ValueList<CaseFileEvent> Life =>
    [
        FolderPrepared, FolderExtended, FolderStarted, FolderChanged, FolderCoSigned, LetterCoSigned, FolderSkipped,
        FolderRejected, LetterRejected,
        LetterRouted(Second, Wanted(5, 1, StepKind.WorkOn, ToUnit(Unit))),
        new StepDone(Second, TheLetter, Step(5), StepKind.WorkOn, Lenz, null, null, [new(Letter, 2)], []),
        new RouteCompleted(Second, TheLetter, Lenz),
        LetterRouted(Third, Wanted(6, 1, StepKind.Comment, ToPerson(Vogt))),
        new RouteWithdrawn(Third, TheLetter, Lenz, Lenz, "hat sich erledigt", [Step(6)]),
        new DocumentFinalSigned(Letter, 2, Falk, Vogt),
        new DispatchConfirmed(
            Letter, 2, March, DispatchWay.DeMail, ["Bauherrengemeinschaft Südring", "Stadtwerke"], Lenz, null),
    ];

    /// <summary>Wishes for sequences in which all families meet.</summary>
    internal static Gen<CaseFileCommand> Wish { get; } =
        from revision in Gen.Choose(1, 9).Select(n => new Revision(n))
        from who in Gen.Elements(ByLenz, ByVogt, ByFalkForVogt)
        from to in Gen.Elements(ToPerson(Lenz), ToPerson(Vogt), ToUnit(Unit), ToUnit(OtherUnit, Role.Registrar))
        from kind in Gen.Elements(Enum.GetValues<StepKind>())
        from act in Gen.Elements(Enum.GetValues<VersionActKind>())
        from version in Gen.Choose(1, 3)
        from own in Gen.Choose(1, 3)
        from isRejected in Gen.Elements(true, false)
        from note in Gen.Elements(null, "ja", "\0")
        from fresh in Gen.Fresh(() => new StepId(Guid.NewGuid()))
            // Each route has step ids of its own, and can be started once.
        let steps = (Func<int, ValueList<StepWish>>)(route =>
        [
            Wanted(route * 10 + 1, 1, kind, to), Wanted(route * 10 + 2, version, StepKind.TakeNote, ToPerson(Lenz)),
            Wanted(route * 10 + 3, 3, StepKind.CoSign, ToUnit(Unit)),
        ])
        from wish in Gen.Elements<CaseFileCommand>(
            new FileDocument(FirstMatter, Reply, DocumentKind.Outgoing, Subject("Antwort"), Scan),
            new StartRoute(Second, TheMatter, steps(2), who), new StartRoute(Third, ObjectRef.Of(Reply), steps(3), who),
            new PrepareCirculation(First, FirstMatter, null, [], who), new AddToCirculation(First, revision, Letter),
            new StartCirculation(First, revision, steps(1), who),
            new ChangeRoute(Second, revision, own, [new(fresh, 1, kind, to, note, null)]),
            new DoStep(First, Step(10 + own), revision, who, isRejected, note, []),
            new DoStep(Second, Step(20 + own), revision, who, isRejected, note, []),
            new DoStep(Third, Step(30 + own), revision, who, isRejected, note, [new(Reply, version)]),
            new SkipStep(Second, Step(20 + own), revision, who, note),
            new SkipStep(Third, Step(30 + own), revision, who, note),
            new WithdrawRoute(Second, revision, who, "a"),
            new ActOnVersion(Reply, version, act, who, note), new ActOnVersion(Letter, version, act, who, note),
            new FinalSign(Reply, revision, who), new FinalSign(Letter, revision, who),
            new ConfirmDispatch(Reply, version, March, March, DispatchWay.Letter, ["a"], who))
        select wish;
}
