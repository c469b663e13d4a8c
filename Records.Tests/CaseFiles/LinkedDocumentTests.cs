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
using static Records.Core.CaseFiles.Relocating.RelocatingEvent;
using static Records.Tests.CaseFiles.CaseFileSamples;
using static Records.Tests.CaseFiles.ReferenceTests;

namespace Records.Tests.CaseFiles;

/// <summary>Documents that are linked by what they are to each other: an answer, a copy.</summary>
[Rules.RulesOfCore]
public sealed class LinkedDocumentTests : Suite<LinkedDocumentTests>, ISuite
{
    public static Test Tests => TestList("linked documents",
        TestList("R14 an outgoing document answers an incoming one",
            TestCase("of its matter, and is addressed to who wrote", () =>
            {
                var events = Assert.IsType<Decision<CaseFileEvent>.Accepted>(CaseFileDecider.Decide(
                    Answering, State(Opened, MatterBegun, LetterFiled, WrittenBy, NotWrittenBy, ReplyFiled))).Events;
                Assert.Equal(
                    [
                        new ReferenceAdded(Reply, Verweis, new(
                            ReferenceRelation.Answers, new(null, There, null, null), null, Twin)),
                        new ReferenceNoted(There, Twin, new(
                            ReferenceRelation.AnsweredBy, new(null, Reply, null, null), null, Verweis)),
                    ],
                    events.Take(2));
                var addressee = Assert.Single(Assert.IsType<ParticipantsTakenOver>(events[2]).Participants);
                Assert.Equal(
                    (Erika, Applicant with { Role = ParticipantRole.Addressee }), (addressee.From, addressee.Participant));
                Assert.Equal(3, events.Count);
            }),
            TestCase("nobody is addressed where nobody is known to have written", () =>
                Assert.Equal(2, Assert.IsType<Decision<CaseFileEvent>.Accepted>(CaseFileDecider.Decide(
                    Answering, State(Opened, MatterBegun, LetterFiled, ReplyFiled))).Events.Count)),
            TestCase("once", () =>
            {
                var state = State(Opened, MatterBegun, LetterFiled, ReplyFiled);
                state = Assert.IsType<Decision<CaseFileEvent>.Accepted>(CaseFileDecider.Decide(Answering, state)).Events
                    .Aggregate(state, CaseFileDecider.Evolve);
                Assert.Equal(Decision<CaseFileEvent>.AlreadySo,
                    CaseFileDecider.Decide(Answering with { Expected = new(2), Id = new(Guid.NewGuid()) }, state));
            }),
            TestCase("and nothing but an outgoing one does", () =>
                Given(Opened, MatterBegun, LetterFiled, ReplyFiled)
                    .When(Answering with { Outgoing = Letter, Incoming = ReplyId }).ThenRefused(NotOutgoing)),
            TestCase("that is there", () =>
                Given(Opened, MatterBegun, ReplyFiled).When(Answering).ThenRefused(NoIncomingDocument)),
            TestCase("that came in", () =>
                Given(Opened, MatterBegun, ReplyFiled).When(Answering with { Incoming = ReplyId })
                    .ThenRefused(NoIncomingDocument)),
            TestCase("of the same matter", () =>
                Given(Opened, MatterBegun, new MatterOpened(SecondMatter, 2, [], null, null),
                    ((DocumentFiled)LetterFiled) with { Matter = SecondMatter }, ReplyFiled)
                    .When(Answering).ThenRefused(NoIncomingDocument))),

        TestList("R15 an identical copy",
            TestCase("is not of itself", () =>
                Given(Opened, MatterBegun).When(Copying with { Source = new(null, Reply, null, null) })
                    .ThenRefused(CaseFileRefusals.UnknownDocument)),
            TestCase("of the same file is linked at both ends", () =>
                Given(Opened, MatterBegun, LetterFiled).When(Copying).Then(
                    new DocumentFiled(FirstMatter, ReplyId, DocumentKind.Incoming, [new("subject", null, "a")], Scan),
                    new ReferenceNoted(Reply, Verweis, new(
                        ReferenceRelation.CopyOf, new(null, There, null, null), null, Twin)),
                    new ReferenceNoted(There, Twin, new(
                        ReferenceRelation.CopiedTo, new(null, Reply, null, null), null, Verweis)))),
            TestCase("of another file is linked in both", () =>
            {
                var copied = Assert.IsType<JointDecision.Accepted>(JointReferences.Copy(
                    Elsewhere, ThisFile, State(Opened, MatterBegun), State(Opened, MatterBegun, LetterFiled)));
                Assert.Equal(2, copied.First.Count);
                Assert.Equal(
                    [new ReferenceNoted(There, Twin, new(
                        ReferenceRelation.CopiedTo, new(ThisFile, Reply, null, null), null, Verweis))],
                    copied.Second);
            }),
            TestCase("is in neither file where it may not be filed", () =>
                Assert.Equal(
                    new JointDecision.Refused(CaseFileRefusals.MatterClosed),
                    JointReferences.Copy(Elsewhere, ThisFile, State(Opened, MatterBegun, MatterDone),
                        State(Opened, MatterBegun, LetterFiled)))),
            TestCase("is in neither file where its source is not there", () =>
                Assert.Equal(
                    new JointDecision.Refused(UnknownDocument),
                    JointReferences.Copy(Elsewhere, ThisFile, State(Opened, MatterBegun), State(Opened)))),
            TestCase("stays linked", () =>
            {
                var state = State(Opened, MatterBegun, LetterFiled);
                state = Assert.IsType<Decision<CaseFileEvent>.Accepted>(CaseFileDecider.Decide(Copying, state)).Events
                    .Aggregate(state, CaseFileDecider.Evolve);
                foreach (var wish in new[]
                {
                    new RemoveReference(Reply, Verweis, new(1)), new RemoveReference(There, Twin, new(1)),
                })
                    Assert.Equal(
                        Decision<CaseFileEvent>.Refuse(ReferenceStays), CaseFileDecider.Decide(wish, state));
            })),

        TestProperty("R14 what answers goes out and what is answered came in, in one matter", CaseFileProperties.Wishes,
            wishes =>
            {
                // When it is said; afterwards either may be filed elsewhere.
                var (state, known) = (CaseFileDecider.Initial, new HashSet<(ObjectRef, Reference)>());
                foreach (var happened in CaseFileProperties.Live(wishes).Events)
                {
                    state = CaseFileDecider.Evolve(state, happened);
                    var body = state.Contents;
                    var said = AllOf(body).Where(end => IsHere(end.Said, ReferenceRelation.Answers)
                        && known.Add((end.Of, end.Said))).ToList();
                    if (happened is not ObjectMovedIn && !said.All(end =>
                        body.Find(new DocumentId(end.Of.Id!.Value)) is { Kind: DocumentKind.Outgoing } answer
                        && body.Find(new DocumentId(end.Said.Target.Object!.Value.Id!.Value)) is
                        { Kind: DocumentKind.Incoming } answered
                        && answer.Matter == answered.Matter))
                        return false;
                }
                return true;
            }),
        TestProperty("R15 every copy is linked to its source", CaseFileProperties.Wishes, wishes =>
        {
            var body = CaseFileProperties.Live(wishes).State.Contents;
            return AllOf(body).Where(end => IsHere(end.Said, ReferenceRelation.CopiedTo)).All(end =>
                body.Find(new DocumentId(end.Said.Target.Object!.Value.Id!.Value))!.References.Values.Any(other =>
                    other.Relation is ReferenceRelation.CopyOf && other.Target.Object == end.Of));
        }));

    // What was moved to another file is looked for there.
    private static bool IsHere(Reference said, ReferenceRelation relation) =>
        said.Relation == relation && said.Target.File is null;

    private static CaseFileEvent WrittenBy =>
        new ParticipantAdded(There, Erika, Applicant with { Role = ParticipantRole.Sender });
    private static CaseFileEvent NotWrittenBy =>
        new ParticipantAdded(There, new(new Guid("01900000-0000-7000-8000-000000000013")), Applicant);
    private static CaseFileEvent ReplyFiled => new DocumentFiled(
        FirstMatter, ReplyId, DocumentKind.Outgoing, [new("subject", null, "Antwort")], Scan);

    private static Given<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> Given(
        params CaseFileEvent[] events) => new(events);
}
