using FsCheck;
using FsCheck.Fluent;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Participants;
using Records.Core.CaseFiles.References;
using Records.Core.Deciding;
using Records.Core.Documents;
using Xunit;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.CaseFiles.Participants.ParticipantEvent;
using static Records.Core.CaseFiles.References.ReferenceCommand;
using static Records.Core.CaseFiles.References.ReferenceEvent;
using static Records.Core.CaseFiles.References.ReferenceRefusals;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.CaseFiles;

[Rules.RulesOfCore]
public sealed class ReferenceTests : Suite<ReferenceTests>, ISuite
{
    public static Test Tests => TestList("references",
        TestList("R10 to what we do not hold",
            TestCase("name it by its text", () =>
                Given(Opened).When(new AddReference(ObjectRef.CaseFile, Verweis, Plan)).Then(PlanReferred)),
            TestCase("name it by its id", () =>
                Given(Opened).When(new AddReference(ObjectRef.CaseFile, Verweis, Foreign))
                    .Then(new ReferenceAdded(ObjectRef.CaseFile, Verweis, Foreign))),
            TestCase("name it by a long text", () =>
                Given(Opened).When(new AddReference(ObjectRef.CaseFile, Verweis, To(Long)))
                    .Then(new ReferenceAdded(ObjectRef.CaseFile, Verweis, To(Long)))),
            TestCase("stand once", () =>
            {
                Given(Opened, PlanReferred).When(new AddReference(ObjectRef.CaseFile, Twin, Plan))
                    .ThenRefused(ReferenceExists);
                Given(Opened, PlanReferred).When(new AddReference(ObjectRef.CaseFile, Verweis, Foreign))
                    .ThenRefused(ReferenceExists);
            }),
            TestCase("are 1000 at most", () =>
                Given([Opened, .. Enumerable.Range(0, 1000).Select(n => new ReferenceAdded(
                    ObjectRef.CaseFile, new(Guid.NewGuid()), To(new(null, null, Guid.NewGuid(), null))))])
                    .When(new AddReference(ObjectRef.CaseFile, Verweis, Plan)).ThenRefused(TooManyReferences)),
            TestEach<(string Fault, Reference Said, Refusal Refusal)>("refuse",
            [
                ("nothing", To(new(null, null, null, null)), ReferenceEmpty),
                ("a file without an object", To(new(OtherFile, null, null, "x")), ReferenceEmpty),
                ("an object and a text", To(new(null, ObjectRef.Of(Letter), null, "x")), ReferenceEmpty),
                ("an object and an id", To(new(null, ObjectRef.Of(Letter), Guid.NewGuid(), null)), ReferenceEmpty),
                ("no text", To(new(null, null, null, " ")), TextUnclean),
                ("too long a text", To(new(null, null, null, new string('x', 501))), TextUnclean),
                ("an unclean text", To(new(null, null, null, "a\nb")), TextUnclean),
                ("an unclean remark", Plan with { Remark = "\0" }, RemarkUnclean),
            ], wrong => Given(Opened).When(new AddReference(ObjectRef.CaseFile, Verweis, wrong.Said))
                .ThenRefused(wrong.Refusal)),
            TestCase("are taken back", () =>
                Given(Opened, PlanReferred).When(new RemoveReference(ObjectRef.CaseFile, Verweis, new(2)))
                    .Then(PlanDropped)),
            TestCase("are there to be taken back", () =>
                Given(Opened).When(new RemoveReference(ObjectRef.CaseFile, Verweis, new(1)))
                    .ThenRefused(UnknownReference)),
            TestCase("R12 stay as they are while locked", () =>
                Given(Opened, MatterBegun, MatterLocked).When(new AddReference(Here, Verweis, Plan))
                    .ThenRefused(Locked)),
            TestCase("stay as they are in a closed file", () =>
                Given(Opened, Closed).When(new AddReference(ObjectRef.CaseFile, Verweis, Plan))
                    .ThenRefused(NotActive))),

        TestList("within a file",
            TestCase("have two ends", () =>
                Given(Opened, MatterBegun, LetterFiled).When(new ReferWithin(Here, Verweis, There, Twin, "dazu"))
                    .Then(NearEnd, FarEnd)),
            TestCase("reach what is closed", () =>
                Given(Opened, MatterBegun, LetterFiled, MatterDone)
                    .When(new ReferWithin(ObjectRef.CaseFile, Verweis, There, Twin, null)).Then(
                        new ReferenceAdded(ObjectRef.CaseFile, Verweis, To(new(null, There, null, null), Twin)),
                        new ReferenceNoted(There, Twin, To(new(null, ObjectRef.CaseFile, null, null), Verweis)))),
            TestCase("R12 do not reach what is locked", () =>
                Given(Opened, MatterBegun, MatterLocked)
                    .When(new ReferWithin(ObjectRef.CaseFile, Verweis, Here, Twin, null)).ThenRefused(Locked)),
            TestCase("do not reach what is not there", () =>
                Given(Opened, MatterBegun).When(new ReferWithin(Here, Verweis, There, Twin, null))
                    .ThenRefused(UnknownDocument)),
            TestCase("do not lead back to where they begin", () =>
                Given(Opened, MatterBegun).When(new ReferWithin(Here, Verweis, Here, Twin, null))
                    .ThenRefused(ReferenceToItself)),
            TestCase("go at both ends, whichever is taken back", () =>
            {
                Given(Opened, MatterBegun, LetterFiled, NearEnd, FarEnd)
                    .When(new RemoveReference(Here, Verweis, new(2))).Then(
                        new ReferenceRemoved(Here, Verweis, Near), new ReferenceDropped(There, Twin, Far));
                Given(Opened, MatterBegun, LetterFiled, NearEnd, FarEnd)
                    .When(new RemoveReference(There, Twin, new(1))).Then(
                        new ReferenceRemoved(There, Twin, Far), new ReferenceDropped(Here, Verweis, Near));
            }),
            TestCase("do not change what they lead to", () =>
                Assert.Equal(Revision.First, State(Opened, MatterBegun, LetterFiled, NearEnd, FarEnd)
                    .Contents.Find(Letter)!.Revision))),

        TestList("between two files",
            TestCase("have an end in each", () =>
                Assert.Equal(
                    new JointDecision.Accepted(
                        [new ReferenceAdded(Here, Verweis, To(new(OtherFile, There, null, null), Twin))],
                        [new ReferenceNoted(There, Twin, To(new(ThisFile, Here, null, null), Verweis))]),
                    Refer(State(Opened, MatterBegun), State(Opened, MatterBegun, LetterFiled)))),
            TestCase("reach a closed file", () => Assert.IsType<JointDecision.Accepted>(Refer(
                State(Opened, MatterBegun), State(Opened, MatterBegun, LetterFiled, MatterDone, Closed)))),
            TestCase("begin in no closed file", () => Assert.Equal(new JointDecision.Refused(NotActive), Refer(
                State(Opened, MatterBegun, MatterDone, Closed), State(Opened, MatterBegun, LetterFiled)))),
            TestCase("are in neither where one end is not there", () =>
                Assert.Equal(new JointDecision.Refused(UnknownDocument), Refer(
                    State(Opened, MatterBegun), State(Opened, MatterBegun)))),
            TestCase("go at both ends", () =>
            {
                var (one, two) = (State(Opened, MatterBegun), State(Opened, MatterBegun, LetterFiled));
                var made = Assert.IsType<JointDecision.Accepted>(Refer(one, two));
                (one, two) = (made.First.Aggregate(one, CaseFileDecider.Evolve),
                    made.Second.Aggregate(two, CaseFileDecider.Evolve));
                Assert.Equal((OtherFile, There, Twin), JointReferences.OtherEnd(one, Here, Verweis));

                var gone = Assert.IsType<JointDecision.Accepted>(JointReferences.Remove(
                    new(Here, Verweis, new(2)), one, (There, Twin), two));
                Assert.Empty(gone.First.Aggregate(one, CaseFileDecider.Evolve).Contents.Find(FirstMatter)!.References);
                Assert.Empty(gone.Second.Aggregate(two, CaseFileDecider.Evolve).Contents.Find(Letter)!.References);
            }),
            TestCase("go alone where the other end is there no more", () =>
            {
                var made = Assert.IsType<JointDecision.Accepted>(
                    Refer(State(Opened, MatterBegun), State(Opened, MatterBegun, LetterFiled)));
                var one = made.First.Aggregate(State(Opened, MatterBegun), CaseFileDecider.Evolve);
                var gone = Assert.IsType<JointDecision.Accepted>(JointReferences.Remove(
                    new(Here, Verweis, new(2)), one, (There, Twin), State(Opened)));
                Assert.Empty(gone.Second);
            })),

        TestProperty("a reference within a file has both its ends, or none", CaseFileProperties.Wishes, wishes =>
        {
            var state = CaseFileProperties.Live(wishes).State;
            if (state is CaseFile.Unopened)
                return true;
            var body = state.Contents;
            var ends = AllOf(body).ToList();
            return ends.Where(end => end.Said is { Twin: { }, Target: { File: null, Object: { } } }).All(end =>
                ends.Any(other => other.Of == end.Said.Target.Object && other.Id == end.Said.Twin!.Value.Value
                    && other.Said.Target.Object == end.Of));
        }));

    /// <summary>Wishes for sequences in which all families meet.</summary>
    internal static Gen<CaseFileCommand> Wish { get; } =
        from revision in Gen.Choose(1, 4).Select(n => new Revision(n))
        from of in Gen.Elements(ObjectRef.CaseFile, Here, ObjectRef.Of(SecondMatter), There, Reply)
        from to in Gen.Elements(ObjectRef.CaseFile, Here, ObjectRef.Of(SecondMatter), There, Reply)
            // Ids are unique in a file, as those the server makes are.
        let id = new ReferenceId(new Guid(8, (short)of.Kind, (short)to.Kind, Tail(of, to)))
        let twin = new ReferenceId(new Guid(9, (short)of.Kind, (short)to.Kind, Tail(of, to)))
        from answering in Gen.Elements(true, false)
        from wish in Gen.Elements<CaseFileCommand>(
            new ReferWithin(of, id, to, twin, null), new RemoveReference(of, id, revision),
            new RemoveReference(to, twin, revision), new AddReference(of, id, Foreign),
            new NoteReference(of, new(new Guid(10, (short)of.Kind, 0, Tail(of, of))), Before),
            new DropReference(of, new(new Guid(10, (short)of.Kind, 0, Tail(of, of)))),
            answering ? Answering with { Expected = revision } : Copying,
            new CaseFileCommand.FileDocument(FirstMatter, ReplyId, DocumentKind.Outgoing, Subject("Antwort"), Scan))
        select wish;

    private static byte[] Tail(ObjectRef of, ObjectRef to) =>
    [
        0, 0, 0, 0, 0, 0, (of.Id ?? Guid.Empty).ToByteArray()[15], (to.Id ?? Guid.Empty).ToByteArray()[15],
    ];

    internal static readonly CaseFileId ThisFile = new(new Guid("01900000-0000-7000-8000-000000000010"));
    internal static readonly DocumentId ReplyId = new(new Guid("01900000-0000-7000-8000-000000000011"));

    internal static ObjectRef Here => ObjectRef.Of(FirstMatter);
    internal static ObjectRef There => ObjectRef.Of(Letter);
    internal static ObjectRef Reply => ObjectRef.Of(ReplyId);

    private static Reference Foreign => To(new(null, null, new Guid("01900000-0000-7000-8000-000000000012"), null));
    private static Reference Near => To(new(null, There, null, null), Twin) with { Remark = "dazu" };
    private static Reference Far => To(new(null, Here, null, null), Verweis) with { Remark = "dazu" };
    private static CaseFileEvent NearEnd => new ReferenceAdded(Here, Verweis, Near);
    private static CaseFileEvent FarEnd => new ReferenceNoted(There, Twin, Far);

    private static ReferenceTarget Long { get; } = new(null, null, null, new string('x', 500));

    internal static AnswerIncoming Answering => new(ReplyId, new(1), Letter, Verweis, Twin);

    internal static InsertCopy Copying => new(
        FirstMatter, ReplyId, DocumentKind.Incoming, Subject("a"), Scan, new(null, There, null, null), Verweis, Twin);

    internal static InsertCopy Elsewhere => Copying with { Source = new(OtherFile, There, null, null) };

    private static Reference To(ReferenceTarget target, ReferenceId? twin = null) =>
        new(ReferenceRelation.SeeAlso, target, null, twin);

    private static JointDecision Refer(CaseFile one, CaseFile two) => JointReferences.Refer(
        (ThisFile, one, Here, Verweis), (OtherFile, two, There, Twin), null);

    internal static CaseFile State(params CaseFileEvent[] events) =>
        events.Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve);

    internal static IEnumerable<(ObjectRef Of, Guid Id, Reference Said)> AllOf(CaseFileBody body) =>
    [
        .. body.References.Select(end => (ObjectRef.CaseFile, end.Key, end.Value)),
        .. body.Matters.Values.SelectMany(matter =>
            matter.References.Select(end => (ObjectRef.Of(matter.Id), end.Key, end.Value))),
        .. body.Documents.Values.SelectMany(document =>
            document.References.Select(end => (ObjectRef.Of(document.Id), end.Key, end.Value))),
    ];

    private static Given<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> Given(
        params CaseFileEvent[] events) => new(events);
}
