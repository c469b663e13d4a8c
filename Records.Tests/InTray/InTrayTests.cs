using FsCheck;
using FsCheck.Fluent;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.InTray;
using Records.Storage.Json;
using Records.Tests.CaseFiles;
using Xunit;
using static Records.Core.InTray.InTrayCommand;
using static Records.Core.InTray.InTrayEvent;
using static Records.Core.InTray.InTrayRefusals;
using static Records.Tests.InTray.InTraySamples;

namespace Records.Tests.InTray;

[Rules.RulesOfCore]
public sealed class InTrayTests : Suite<InTrayTests>, ISuite
{
    public static Test Tests => TestList("in-tray",
        TestList("R16 putting in",
            TestCase("keeps the way it came, when, from whom, and the bytes", () => Given().When(Putting).Then(Put)),
            TestCase("happens once", () => Given(Put).When(Putting).ThenRefused(AlreadyPut)),
            TestCase("needs a subject", () =>
                Given().When(Putting with { Fields = [] }).ThenRefused("field-required", "/fields/subject")),
            TestCase("knows no other fields", () =>
                Given().When(Putting with { Fields = [new("subject", "x"), new("colour", "red")] })
                    .ThenRefused("unknown-field", "/fields/colour")),
            TestCase("of tomorrow is impossible", () =>
                Given().When(Putting with { ReceivedAt = Received.AddDays(1) }).ThenRefused(ReceivedInTheFuture)),
            TestCase("forgives a scanner whose clock goes a little fast", () =>
                Given().When(Putting with { ReceivedAt = Putting.Now.AddMinutes(5) })
                    .Then((InTrayEntryPut)Put with { ReceivedAt = Putting.Now.AddMinutes(5) })),
            TestEach("refuses the name", ["", " ", "a\nb", "a\u202egpj.exe", new string('a', 256)], name =>
                Given().When(Putting with { Content = CaseFileSamples.Scan with { OriginalName = name } })
                    .ThenRefused(NameUnclean)),
            TestCase("takes a name of 255 characters", () =>
            {
                var content = CaseFileSamples.Scan with { OriginalName = new('a', 255) };
                Given().When(Putting with { Content = content }).Then((InTrayEntryPut)Put with { Content = content });
            }),
            TestEach<(string Field, string Words, string Value)>("says by its German name what is wrong with",
            [
                ("subject", "„Betreff“ darf höchstens 500 Zeichen haben.", new('a', 501)),
                ("sender", "„Absender“ darf höchstens 200 Zeichen haben.", new('a', 201)),
                ("remark", "„Bemerkung“ darf höchstens 4000 Zeichen haben.", new('a', 4001)),
            ], wrong => Assert.Equal(wrong.Words, Assert.IsType<Decision<InTrayEvent>.Refused>(InTrayDecider.Decide(
                Putting with { Fields = [new(wrong.Field, wrong.Value)] }, InTrayDecider.Initial)).Reason.Detail)),
            TestCase("takes the longest words there may be", () => Assert.IsType<Decision<InTrayEvent>.Accepted>(
                InTrayDecider.Decide(
                    Putting with
                    {
                        Fields =
                        [
                            new("subject", new('a', 500)), new("sender", new('a', 200)),
                            new("remark", "a\n" + new string('a', 3998)),
                        ],
                    }, InTrayDecider.Initial)))),

        TestList("R16 nothing leaves but by a recorded act",
            TestCase("it is put elsewhere, with old and new place", () =>
                Given(Put).When(new ReassignEntry(new(1), Second, "zuständig")).Then(Reassigned)),
            TestCase("to where it lies changes nothing", () =>
                Given(Put).When(new ReassignEntry(new(1), First, null)).ThenNothing()),
            TestCase("what was seen long ago is not put elsewhere", () =>
                Given(Put, Reassigned).When(new ReassignEntry(new(1), First, null)).ThenRefused(EntryStale)),
            TestCase("the reason must be clean", () =>
                Given(Put).When(new ReassignEntry(new(1), Second, "\0")).ThenRefused(ReasonUnclean)),
            TestCase("it is turned away with a reason", () =>
                Given(Put).When(new RejectEntry(new(1), "Werbung")).Then(Rejected)),
            TestCase("without a reason it is not turned away", () =>
                Given(Put).When(new RejectEntry(new(1), " ")).ThenRefused(ReasonUnclean)),
            TestCase("what was seen long ago is not turned away", () =>
                Given(Put, Reassigned).When(new RejectEntry(new(1), "Werbung")).ThenRefused(EntryStale)),
            TestCase("turned away twice changes nothing", () =>
                Given(Put, Rejected).When(new RejectEntry(new(2), "Werbung")).ThenNothing()),
            TestCase("what was turned away goes nowhere", () =>
            {
                Given(Put, Rejected).When(new ReassignEntry(new(2), Second, null)).ThenRefused(AlreadyRejected);
                Given(Put, Rejected).When(Registering).ThenRefused(AlreadyRejected);
            })),

        TestList("R17 registering",
            TestCase("ends the entry and says where it went", () =>
                Given(Put, Reassigned).When(Registering).Then(Registered)),
            TestEach("happens once, and then",
            [
                Registering, new ReassignEntry(new(3), First, null), new RejectEntry(new(3), "Werbung"),
            ], (InTrayCommand wish) => Given(Put, Reassigned, Registered).When(wish).ThenRefused(AlreadyRegistered)),
            TestCase("needs an entry", () => Given().When(Registering).ThenRefused(UnknownEntry))),

        TestCase("what waits offers to be put elsewhere and turned away, and nothing else does", () =>
        {
            Assert.Equal(["reassign", "reject"], InTrayActs.On(After(Put)));
            Assert.Empty(InTrayActs.On(After(Put, Reassigned, Registered)));
            Assert.Empty(InTrayActs.On(After(Put, Rejected)));
            Assert.Empty(InTrayActs.On(After()));
        }),

        TestProperty("R16 what came in waits until it is registered or turned away, once", Wishes, wishes =>
        {
            var events = Live(wishes).Events;
            var ends = events.Where(happened => happened is InTrayEntryRegistered or InTrayEntryRejected).ToList();
            return ends.Count <= 1 && (ends.Count == 0 || ends[0] == events[^1])
                && (Live(wishes).State is InTrayEntry.Waiting or InTrayEntry.Absent) == (ends.Count == 0);
        }),
        TestProperty("a wish repeated at once changes nothing, or is refused", Wishes, wishes =>
        {
            var state = InTrayDecider.Initial;
            foreach (var wish in wishes)
            {
                state = EventsOf(wish, state).Aggregate(state, InTrayDecider.Evolve);
                if (EventsOf(wish, state).Count > 0)
                    return false;
            }
            return true;
        }),
        TestProperty("the same events give the same state, through the stored form too", Wishes, wishes =>
        {
            var (state, events) = Live(wishes);
            var codec = new InTrayEventCodec();
            var reread = events.Select(codec.Encode)
                .Select(encoded => codec.Decode(encoded.Type, encoded.Content.Span))
                .Aggregate(InTrayDecider.Initial, InTrayDecider.Evolve);
            return StateDigest.Of(state) == StateDigest.Of(reread);
        }),

        TestEach("has a stored name for", Union.CasesOf<InTrayEvent>(), type =>
            Assert.Contains(type, new InTrayEventCodec().Forms.Select(form => form.Shape))),
        TestCase("the samples have every kind of event", () =>
            Assert.Equal(Union.CasesOf<InTrayEvent>().ToHashSet(), [.. All.Select(e => e.GetType())])));

    private static readonly PutInTray Putting = new(
        InTraySource.Scanner, Received, Received.AddHours(1), First,
        [new("subject", " Stellungnahme"), new("sender", "Planungsbüro Weidenbach")], CaseFileSamples.Scan);

    private static readonly RegisterEntry Registering =
        new(InTraySamples.File, CaseFileSamples.FirstMatter, CaseFileSamples.Letter);

    private static ValueList<InTrayEvent> EventsOf(InTrayCommand wish, InTrayEntry state) =>
        InTrayDecider.Decide(wish, state) is Decision<InTrayEvent>.Accepted accepted ? accepted.Events : [];

    internal static (InTrayEntry State, IReadOnlyList<InTrayEvent> Events) Live(InTrayCommand[] wishes)
    {
        var (state, events) = (InTrayDecider.Initial, new List<InTrayEvent>());
        foreach (var wish in wishes)
        {
            var happened = EventsOf(wish, state);
            events.AddRange(happened);
            state = happened.Aggregate(state, InTrayDecider.Evolve);
        }
        return (state, events);
    }

    private static readonly Gen<InTrayCommand> Wish =
        from revision in Gen.Choose(1, 4).Select(n => new Revision(n))
        from place in Gen.Elements(First, Second)
        from reason in Gen.Elements("Werbung", " ", "\0")
        from wish in Gen.Elements<InTrayCommand>(
            Putting, new ReassignEntry(revision, place, reason), new ReassignEntry(revision, place, null),
            new RejectEntry(revision, reason), Registering)
        select wish;

    internal static readonly Arbitrary<InTrayCommand[]> Wishes = Arb.From(
        Wish.ArrayOf().Resize(20).Select(wishes => (InTrayCommand[])[Putting, .. wishes]),
        wishes => Enumerable.Range(0, wishes.Length).Select(skip => wishes.Where((_, i) => i != skip).ToArray()));

    private static Given<InTrayDecider, InTrayEntry, InTrayCommand, InTrayEvent> Given(
        params InTrayEvent[] events) => new(events);

    private static InTrayEntry After(params InTrayEvent[] events) =>
        events.Aggregate(InTrayDecider.Initial, InTrayDecider.Evolve);
}
