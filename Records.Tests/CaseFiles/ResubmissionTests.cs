using FsCheck;
using FsCheck.Fluent;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.Deciding;
using Records.Core.People;
using Xunit;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.CaseFiles.Resubmissions.ResubmissionCommand;
using static Records.Core.CaseFiles.Resubmissions.ResubmissionEvent;
using static Records.Core.CaseFiles.Resubmissions.ResubmissionRefusals;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.CaseFiles;

[Rules.RulesOfCore]
public sealed class ResubmissionTests : Suite<ResubmissionTests>, ISuite
{
    public static Test Tests => TestList("resubmissions",
        TestList("R25 setting",
            TestCase("keeps day, addressee and reason", () =>
                Given(Opened, MatterBegun).When(Setting).Then(MatterResubmitted)),
            TestCase("is possible for today", () =>
                Given(Opened, MatterBegun).When(Setting with { On = March })
                    .Then((ResubmissionSet)MatterResubmitted with { On = March })),
            TestCase("is impossible for a day gone by", () =>
                Given(Opened, MatterBegun).When(Setting with { On = March.AddDays(-1) }).ThenRefused(DateInThePast)),
            TestCase("needs one addressee, a person or a unit", () =>
            {
                Given(Opened, MatterBegun).When(Setting with { For = default }).ThenRefused(AddresseeUnclear);
                Given(Opened, MatterBegun).When(Setting with { For = new(Person, Unit) })
                    .ThenRefused(AddresseeUnclear);
            }),
            TestCase("needs a reason that is clean", () =>
            {
                Given(Opened, MatterBegun).When(Setting with { Reason = " " }).ThenRefused(ReasonUnclean);
                Given(Opened, MatterBegun).When(Setting with { Reason = "\0" }).ThenRefused(ReasonUnclean);
            }),
            TestCase("is possible on what is closed", () =>
                Given(Opened, MatterBegun, MatterDone, Closed).When(Setting).Then(MatterResubmitted)),
            TestEach("is possible on a file, a matter and a document",
                [ObjectRef.CaseFile, ObjectRef.Of(FirstMatter), ObjectRef.Of(Letter)],
                (ObjectRef of) => Given(Opened, MatterBegun, LetterFiled).When(Setting with { Of = of })
                    .Then((ResubmissionSet)MatterResubmitted with { Of = of })),
            TestCase("needs an object that is there", () =>
                Given(Opened).When(Setting).ThenRefused(UnknownMatter)),
            TestCase("is impossible where it, or what lies above, is locked", () =>
                Given(Opened, MatterBegun, LetterFiled, MatterLocked)
                    .When(Setting with { Of = ObjectRef.Of(Letter) }).ThenRefused(Locked)),
            TestCase("twice is refused", () =>
                Given(Opened, MatterBegun, MatterResubmitted).When(Setting).ThenRefused(ResubmissionExists)),
            TestCase("has a limit for each file", () =>
                Given([Opened, MatterBegun, .. Enumerable.Range(0, 1000).Select(_ =>
                    (ResubmissionSet)MatterResubmitted with { Resubmission = new(Guid.NewGuid()) })])
                    .When(Setting).ThenRefused(TooManyResubmissions))),

        TestList("R25 moving",
            TestCase("says old and new", () =>
                Given(Opened, MatterBegun, MatterResubmitted)
                    .When(new MoveResubmission(First, new(2), March.AddDays(9), Addressee.Of(Person), March))
                    .Then(ResubmissionPostponed)),
            TestCase("to the same day and addressee changes nothing", () =>
                Given(Opened, MatterBegun, MatterResubmitted)
                    .When(new MoveResubmission(First, new(2), Setting.On, null, March)).ThenNothing()),
            TestCase("is possible to today", () =>
                Given(Opened, MatterBegun, MatterResubmitted)
                    .When(new MoveResubmission(First, new(2), March, null, March))
                    .Then(new ResubmissionMoved(First, Setting.Of, Setting.On, March, Setting.For, Setting.For))),
            TestCase("to a day gone by is impossible", () =>
                Given(Opened, MatterBegun, MatterResubmitted)
                    .When(new MoveResubmission(First, new(2), March.AddDays(-1), null, March))
                    .ThenRefused(DateInThePast)),
            TestCase("what is overdue can go to somebody else as it stands", () =>
                Given(Opened, MatterBegun, MatterResubmitted)
                    .When(new MoveResubmission(First, new(2), null, Addressee.Of(Person), Setting.On.AddDays(1)))
                    .Then(new ResubmissionMoved(First, Setting.Of, Setting.On, Setting.On, Setting.For,
                        Addressee.Of(Person)))),
            TestCase("to nobody is impossible", () =>
                Given(Opened, MatterBegun, MatterResubmitted)
                    .When(new MoveResubmission(First, new(2), null, default(Addressee), March))
                    .ThenRefused(AddresseeUnclear)),
            TestCase("needs the newest state of its object to have been seen", () =>
                Given(Opened, MatterBegun, MatterResubmitted)
                    .When(new MoveResubmission(First, new(1), March, null, March)).ThenRefused(RevisionStale))),

        TestList("R25 ending",
            TestCase("by doing", () => Given(Opened, MatterBegun, MatterResubmitted, ResubmissionPostponed)
                .When(new CompleteResubmission(First, new(3))).Then(ResubmissionDone)),
            TestCase("by dropping", () => Given(Opened, MatterBegun, LetterFiled, LetterResubmitted)
                .When(new DropResubmission(Second, new(2))).Then(ResubmissionUnneeded)),
            TestCase("is possible on what is closed", () =>
                Given(Opened, MatterBegun, MatterResubmitted, ResubmissionPostponed, MatterDone, Closed)
                    .When(new CompleteResubmission(First, new(4))).Then(ResubmissionDone)),
            TestCase("happens once", () =>
            {
                Given(Opened, MatterBegun, MatterResubmitted, ResubmissionPostponed, ResubmissionDone)
                    .When(new CompleteResubmission(First, new(4))).ThenRefused(UnknownResubmission);
                Given(Opened).When(new DropResubmission(First, new(1))).ThenRefused(UnknownResubmission);
            })),

        TestList("R26 closing with open resubmissions",
            TestCase("is refused and lists them", () =>
            {
                var open = new Resubmission(First, Setting.Of, Setting.On, Setting.For);
                Given(Opened, MatterBegun, MatterResubmitted).When(new CloseMatter(FirstMatter, new(2), March))
                    .ThenRefused(OpenResubmissions([open]));
                Assert.Contains(
                    $"12.03.2026 ({First.Value})", OpenResubmissions([open]).Detail, StringComparison.Ordinal);
            }),
            TestCase("lists them by day, fifty at the most", () =>
            {
                var open = Enumerable.Range(1, 51).Select(day => new Resubmission(
                    First, Setting.Of, new DateOnly(2026, 5, 31).AddDays(-day), Setting.For)).ToList();
                Assert.Equal(
                    "Für diese offenen Wiedervorlagen ist zu sagen, ob sie bleiben, verlegt oder gestrichen werden: "
                    + string.Join(", ", Enumerable.Range(0, 50).Select(day =>
                        $"{new DateOnly(2026, 4, 10).AddDays(day):dd.MM.yyyy} ({First.Value})")) + ".",
                    OpenResubmissions(open).Detail);
            }),
            TestCase("counts those below", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterResubmitted)
                    .When(new CloseMatter(FirstMatter, new(1), March)).ThenRefused(OpenResubmissions(
                        [new(Second, ObjectRef.Of(Letter), March.AddDays(30), Addressee.Of(Unit))]))),
            TestCase("of a document counts its own", () =>
                Assert.Equal([Second], After(Opened, MatterBegun, LetterFiled, MatterResubmitted, LetterResubmitted)
                    .Contents.OpenResubmissions(ObjectRef.Of(Letter)).Select(open => open.Id))),
            TestCase("leaves alone those beside", () =>
                Given(Opened, MatterBegun, new CaseFileEvent.MatterOpened(SecondMatter, 2, [], null, null), FileResubmitted)
                    .When(new CloseMatter(FirstMatter, new(1), March)).Then(MatterDone)),
            TestCase("of a file counts every one in it", () =>
                Given(Opened, MatterBegun, MatterDone, MatterResubmitted)
                    .When(new CloseCaseFile(new(1), March) { Resubmissions = [Keep(First)] }).Then(Closed)),
            TestCase("goes on when each is kept, moved or dropped, in one decision", () =>
                Given(Opened, MatterBegun, LetterFiled, MatterResubmitted, LetterResubmitted)
                    .When(new CloseMatter(FirstMatter, new(2), March)
                    {
                        Resubmissions =
                            [new ResubmissionChoice.Move(First, March.AddDays(9)), new ResubmissionChoice.Drop(Second)],
                    })
                    .Then((ResubmissionMoved)ResubmissionPostponed with { NewFor = Setting.For }, ResubmissionUnneeded,
                        MatterDone)),
            TestCase("needs a word for each", () =>
                Given(Opened, MatterBegun, LetterFiled, MatterResubmitted, LetterResubmitted)
                    .When(new CloseMatter(FirstMatter, new(2), March) { Resubmissions = [Keep(First)] })
                    .ThenRefused("open-resubmissions", null)),
            TestCase("takes one word for each", () =>
                Given(Opened, MatterBegun, MatterResubmitted)
                    .When(new CloseMatter(FirstMatter, new(2), March)
                    {
                        Resubmissions = [Keep(First), new ResubmissionChoice.Drop(First)],
                    })
                    .ThenRefused(ChosenTwice)),
            TestCase("takes a word only for what is open there", () =>
                Given(Opened, MatterBegun, FileResubmitted)
                    .When(new CloseMatter(FirstMatter, new(1), March) { Resubmissions = [Keep(First)] })
                    .ThenRefused(NotOpen)),
            TestCase("moves nothing to a day gone by", () =>
                Given(Opened, MatterBegun, MatterResubmitted)
                    .When(new CloseMatter(FirstMatter, new(2), March)
                    {
                        Resubmissions = [new ResubmissionChoice.Move(First, March.AddDays(-1))],
                    })
                    .ThenRefused("date-in-the-past", "/resubmissions")),
            TestCase("moves to today", () =>
                Given(Opened, MatterBegun, MatterResubmitted)
                    .When(new CloseMatter(FirstMatter, new(2), March)
                    {
                        Resubmissions = [new ResubmissionChoice.Move(First, March)],
                    })
                    .Then(new ResubmissionMoved(First, Setting.Of, Setting.On, March, Setting.For, Setting.For),
                        MatterDone)),
            TestCase("to the day it stands on moves nothing", () =>
                Given(Opened, MatterBegun, MatterResubmitted)
                    .When(new CloseMatter(FirstMatter, new(2), March)
                    {
                        Resubmissions = [new ResubmissionChoice.Move(First, Setting.On)],
                    })
                    .Then(MatterDone)),
            TestCase("counts none on what is cancelled, or on what lies in it", () =>
            {
                foreach (var cancelled in (ObjectRef[])[ObjectRef.Of(SecondMatter), ObjectRef.Of(Note)])
                    Assert.Empty(After(
                        Opened, MatterBegun, SubMatterBegun, NoteBelow, NoteResubmitted,
                        new Core.CaseFiles.Cancelling.CancellingEvent.ObjectCancelled(cancelled, "doppelt"))
                        .Contents.OpenResubmissions(ObjectRef.Of(FirstMatter)));
                Assert.Single(After(Opened, MatterBegun, SubMatterBegun, NoteBelow, NoteResubmitted)
                    .Contents.OpenResubmissions(ObjectRef.Of(FirstMatter)));
            }),
            TestCase("is offered all the same", () =>
                Assert.Contains("close", CaseFileActs.OnMatter(
                    After(Opened, MatterBegun, MatterResubmitted),
                    After(Opened, MatterBegun, MatterResubmitted).Contents.Find(FirstMatter)!, March)))),

        TestProperty("R25 nothing is ever set or moved to a day gone by", CaseFileProperties.Wishes, wishes =>
            CaseFileProperties.Live(wishes).Events.All(happened => happened switch
            {
                ResubmissionSet e => e.On >= March,
                ResubmissionMoved e => e.NewOn == e.OldOn || e.NewOn >= March,
                _ => true,
            })),

        TestProperty("R25 open is what was set and neither done nor dropped", CaseFileProperties.Wishes, wishes =>
        {
            var (state, events) = CaseFileProperties.Live(wishes);
            var open = new SortedDictionary<Guid, (ObjectRef, DateOnly, Addressee)>();
            foreach (var happened in events)
                _ = happened switch
                {
                    ResubmissionSet e => open.TryAdd(e.Resubmission.Value, (e.Of, e.On, e.For)),
                    ResubmissionMoved e => (open[e.Resubmission.Value] = (e.Of, e.NewOn, e.NewFor)) is { },
                    ResubmissionCompleted e => open.Remove(e.Resubmission.Value),
                    ResubmissionDropped e => open.Remove(e.Resubmission.Value),
                    _ => false,
                };
            return state is CaseFile.Unopened || open.SequenceEqual(state.Contents.Resubmissions.Select(one =>
                KeyValuePair.Create(one.Key, (one.Value.Of, one.Value.On, one.Value.For))));
        }),

        TestProperty("R26 nothing closes over a resubmission nobody spoke of", CaseFileProperties.Wishes, wishes =>
        {
            var state = CaseFileDecider.Initial;
            foreach (var wish in wishes)
            {
                if (CaseFileDecider.Decide(wish, state)
                    is not Decision<CaseFileEvent>.Accepted { Events: { Count: > 0 } events })
                    continue;
                if (wish is CloseMatter or CloseCaseFile)
                {
                    var (of, choices) = wish is CloseMatter matter
                        ? (ObjectRef.Of(matter.Matter), matter.Resubmissions)
                        : (ObjectRef.CaseFile, ((CloseCaseFile)wish).Resubmissions);
                    if (!choices.Select(choice => choice.Resubmission.Value).Order().SequenceEqual(
                        state.Contents.OpenResubmissions(of).Select(open => open.Id.Value).Order()))
                        return false;
                }
                state = events.Aggregate(state, CaseFileDecider.Evolve);
            }
            return true;
        }));

    private static readonly PersonId Person = ResubmissionPerson;
    private static readonly ResubmissionId First = FirstResubmission;
    private static readonly ResubmissionId Second = SecondResubmission;

    private static readonly SetResubmission Setting = new(
        ObjectRef.Of(FirstMatter), FirstResubmission, March.AddDays(7), Addressee.Of(Unit), "Rücklauf prüfen", March);

    private static readonly CaseFileEvent FileResubmitted =
        (ResubmissionSet)MatterResubmitted with { Of = ObjectRef.CaseFile };

    private static readonly CaseFileEvent NoteBelow =
        (CaseFileEvent.DocumentFiled)NoteFiled with { Matter = SecondMatter };

    private static readonly CaseFileEvent NoteResubmitted =
        (ResubmissionSet)MatterResubmitted with { Of = ObjectRef.Of(Note) };

    private static ResubmissionChoice Keep(ResubmissionId id) => new ResubmissionChoice.Keep(id);

    /// <summary>Wishes for sequences in which all families meet.</summary>
    internal static Gen<CaseFileCommand> Wish { get; } =
        from revision in Gen.Choose(1, 6).Select(n => new Revision(n))
        from matter in Gen.Elements(FirstMatter, SecondMatter)
        from of in Gen.Elements(ObjectRef.CaseFile, ObjectRef.Of(matter), ObjectRef.Of(Letter))
        from id in Gen.Elements(First, Second)
        from day in Gen.Elements(March.AddDays(-1), March, March.AddDays(7))
        from who in Gen.Elements(Addressee.Of(Unit), Addressee.Of(Person), default)
        from choices in Gen.Elements<ValueList<ResubmissionChoice>>(
            [Keep(First)], [Keep(First), new ResubmissionChoice.Drop(Second)],
            [new ResubmissionChoice.Move(Second, day)])
        from wish in Gen.Elements<CaseFileCommand>(
            new SetResubmission(of, id, day, who, "Rücklauf prüfen", March),
            new SetResubmission(of, id, March, Addressee.Of(Unit), "Rücklauf prüfen", March),
            new MoveResubmission(id, revision, day, null, March),
            new MoveResubmission(id, revision, null, who, March),
            new CompleteResubmission(id, revision),
            new DropResubmission(id, revision),
            new CloseMatter(matter, revision, March) { Resubmissions = choices },
            new CloseCaseFile(revision, March) { Resubmissions = choices })
        select wish;

    private static Given<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> Given(
        params CaseFileEvent[] events) => new(events);

    private static CaseFile After(params CaseFileEvent[] events) =>
        events.Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve);
}
