using FsCheck;
using FsCheck.Fluent;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Participants;
using Records.Core.Deciding;
using Records.Core.Documents;
using Xunit;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.CaseFiles.Participants.ParticipantCommand;
using static Records.Core.CaseFiles.Participants.ParticipantEvent;
using static Records.Core.CaseFiles.Participants.ParticipantRefusals;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.CaseFiles;

[Rules.RulesOfCore]
public sealed class ParticipantTests : Suite<ParticipantTests>, ISuite
{
    public static Test Tests => TestList("participants",
        TestCase("R10 are named at any object", () =>
        {
            foreach (var of in new[] { ObjectRef.CaseFile, ObjectRef.Of(FirstMatter), ObjectRef.Of(Letter) })
                Given(Opened, MatterBegun, LetterFiled).When(new AddParticipant(of, Erika, Applicant))
                    .Then(new ParticipantAdded(of, Erika, Applicant));
        }),
        TestCase("are added once", () =>
            Given(Opened, MatterBegun, ErikaNamed).When(new AddParticipant(Here, Erika, Applicant))
                .ThenRefused(ParticipantExists)),
        TestCase("are 500 at most", () =>
            Given([Opened, MatterBegun, .. Enumerable.Range(0, 500).Select(n =>
                new ParticipantAdded(Here, new(Guid.NewGuid()), Applicant))])
                .When(new AddParticipant(Here, Erika, Applicant)).ThenRefused(TooManyParticipants)),
        TestCase("R10 keep in the history what was said before", () =>
            Given(Opened, MatterBegun, ErikaNamed)
                .When(new ChangeParticipant(Here, Erika, new(2), Applicant with { Address = "Am Markt 1\n70000 Musterstadt" }))
                .Then(ErikaMoved)),
        TestCase("changed to what they are change nothing", () =>
            Given(Opened, MatterBegun, ErikaNamed).When(new ChangeParticipant(Here, Erika, new(2), Applicant))
                .ThenNothing()),
        TestCase("are changed as they stand", () =>
            Given(Opened, MatterBegun, ErikaNamed).When(new ChangeParticipant(Here, Erika, new(1), Applicant))
                .ThenRefused(RevisionStale)),
        TestCase("are removed, and the history says who it was", () =>
            Given(Opened, MatterBegun, ErikaNamed, ErikaMoved).When(new RemoveParticipant(Here, Erika, new(3)))
                .Then(ErikaGone)),
        TestCase("are there to be changed or removed", () =>
        {
            Given(Opened, MatterBegun).When(new ChangeParticipant(Here, Erika, new(1), Applicant))
                .ThenRefused(UnknownParticipant);
            Given(Opened, MatterBegun).When(new RemoveParticipant(Here, Erika, new(1)))
                .ThenRefused(UnknownParticipant);
        }),
        TestCase("R12 stay as they are while locked", () =>
            Given(Opened, MatterBegun, MatterLocked).When(new AddParticipant(Here, Erika, Applicant)).ThenRefused(Locked)),
        TestCase("stay as they are in a closed file", () =>
            Given(Opened, Closed).When(new AddParticipant(ObjectRef.CaseFile, Erika, Applicant)).ThenRefused(NotActive)),
        TestEach<(string Fault, Participant Said, Refusal Refusal)>("are not said to be",
        [
            ("nobody", Applicant with { Name = " " }, ParticipantRefusals.NameUnclean),
            ("longer than a name", Applicant with { Name = new string('a', 201) }, ParticipantRefusals.NameUnclean),
            ("two lines", Applicant with { Name = "a\nb" }, ParticipantRefusals.NameUnclean),
            ("another role without words", Applicant with { Role = ParticipantRole.Other }, RoleLabelMissing),
            ("a role of the list in other words", Applicant with { RoleLabel = "Bauherrin" }, RoleLabelNotNeeded),
            ("a role in unclean words", Applicant with { Role = ParticipantRole.Other, RoleLabel = "\0" }, RoleLabelUnclean),
            ("a role in too many words", Other with { RoleLabel = new string('a', 101) }, RoleLabelUnclean),
            ("a role of two lines", Other with { RoleLabel = "a\nb" }, RoleLabelUnclean),
            ("at too long an e-mail address", Applicant with { Email = new string('a', 255) }, EmailUnclean),
            ("at no e-mail address", Applicant with { Email = " " }, EmailUnclean),
            ("at an e-mail address of two lines", Applicant with { Email = "a\nb" }, EmailUnclean),
            ("at too long a telephone number", Applicant with { Phone = new string('1', 51) }, PhoneUnclean),
            ("at no telephone number", Applicant with { Phone = "" }, PhoneUnclean),
            ("at no address", Applicant with { Address = "" }, AddressUnclean),
            ("at too long an address", Applicant with { Address = new string('a', 501) }, AddressUnclean),
            ("at an unclean e-mail address", Applicant with { Email = "a\u202eb" }, EmailUnclean),
            ("at an unclean telephone", Applicant with { Phone = "07\n11" }, PhoneUnclean),
        ], wrong =>
        {
            Given(Opened, MatterBegun).When(new AddParticipant(Here, Erika, wrong.Said)).ThenRefused(wrong.Refusal);
            Given(Opened, MatterBegun, ErikaNamed).When(new ChangeParticipant(Here, Erika, new(2), wrong.Said))
                .ThenRefused(wrong.Refusal);
        }),

        TestEach<(string Fact, Participant Said)>("are said to be",
        [
            ("of a long name", Applicant with { Name = new string('a', 200) }),
            ("of another role in words", Other with { RoleLabel = "Bauherrin" }),
            ("of another role in many words", Other with { RoleLabel = new string('a', 100) }),
            ("at an address of many lines", Applicant with { Address = "Am Markt 1\n70000 Musterstadt" }),
            ("at a long address", Applicant with { Address = new string('a', 500) }),
            ("at a long e-mail address", Applicant with { Email = new string('a', 254) }),
            ("at a long telephone number", Applicant with { Phone = new string('1', 50) }),
            ("nowhere", Applicant with { Address = null, Email = null, Phone = null }),
        ], right => Given(Opened, MatterBegun).When(new AddParticipant(Here, Erika, right.Said))
            .Then(new ParticipantAdded(Here, Erika, right.Said))),

        TestList("R11 a document",
            TestCase("takes over the participants of its matter, as copies", () =>
            {
                var events = Happened([Opened, MatterBegun, ErikaNamed], Filing);
                Assert.Equal(2, events.Count);
                Assert.IsType<DocumentFiled>(events[0]);
                var taken = Assert.Single(Assert.IsType<ParticipantsTakenOver>(events[1]).Participants);
                Assert.Equal((Erika, Applicant), (taken.From, taken.Participant));
                Assert.NotEqual(Erika, taken.Id);
                Assert.Equal(events, Happened([Opened, MatterBegun, ErikaNamed], Filing));
            }),
            TestCase("names those it takes over the same for ever, by its own id and theirs", () =>
                Assert.Equal(
                    [new ParticipantId(new Guid("73b4655e-018d-82a1-a8aa-28ac70e2fbc9"))],
                    Happened([Opened, MatterBegun, ErikaNamed], Filing).OfType<ParticipantsTakenOver>()
                        .SelectMany(taken => taken.Participants).Select(taken => taken.Id))),
            TestCase("takes over nobody from a matter without participants", () =>
                Given(Opened, MatterBegun, Elsewhere).When(Filing).Then(LetterFiled)),
            TestCase("keeps whom it took over when they move or leave the matter", () =>
            {
                CaseFileEvent[] past = [Opened, MatterBegun, ErikaNamed];
                var state = past.Concat(Happened(past, Filing)).Append(ErikaMoved).Append(ErikaGone)
                    .Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve);
                Assert.Empty(state.Contents.Find(FirstMatter)!.Participants);
                Assert.Equal([Applicant], state.Contents.Find(Letter)!.Participants.Values);
            }),
            TestCase("is filed once, whoever is taken over", () =>
            {
                CaseFileEvent[] past = [Opened, MatterBegun, ErikaNamed];
                Assert.Equal(Revision.First, past.Concat(Happened(past, Filing))
                    .Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve).Contents.Find(Letter)!.Revision);
            })),

        TestProperty("R11 whoever was filed took over whom the matter had", CaseFileProperties.Wishes, wishes =>
        {
            var state = CaseFileDecider.Initial;
            var owed = new List<Participant>();
            foreach (var happened in CaseFileProperties.Live(wishes).Events)
            {
                if (owed.Count > 0)
                {
                    if (happened is not ParticipantsTakenOver taken
                        || !taken.Participants.Select(one => one.Participant).SequenceEqual(owed))
                        return false;
                    owed.Clear();
                }
                if (happened is DocumentFiled filed)
                    owed.AddRange(state.Contents.Find(filed.Matter)!.Participants.Values);
                state = CaseFileDecider.Evolve(state, happened);
            }
            return owed.Count == 0;
        }));

    /// <summary>Wishes for sequences in which all families meet.</summary>
    internal static Gen<CaseFileCommand> Wish { get; } =
        from revision in Gen.Choose(1, 4).Select(n => new Revision(n))
        from of in Gen.Elements(ObjectRef.CaseFile, ObjectRef.Of(FirstMatter), ObjectRef.Of(SecondMatter),
            ObjectRef.Of(Letter))
            // Ids are unique in a file, as those the server makes are.
        let id = new ParticipantId(new Guid(7, (short)of.Kind, 0, (of.Id ?? Guid.Empty).ToByteArray()[8..]))
        from name in Gen.Elements("a", "b", "")
        from wish in Gen.Elements<CaseFileCommand>(
            new AddParticipant(of, id, Applicant with { Name = name }),
            new ChangeParticipant(of, id, revision, Applicant with { Name = name, Phone = "0711 1", Email = null }),
            new RemoveParticipant(of, id, revision))
        select wish;

    private static Participant Other { get; } = Applicant with { Role = ParticipantRole.Other };

    private static ObjectRef Here { get; } = ObjectRef.Of(FirstMatter);

    private static CaseFileEvent Elsewhere { get; } = new ParticipantAdded(ObjectRef.CaseFile, Erika, Applicant);

    private static CaseFileCommand Filing { get; } = new FileDocument(
        FirstMatter, Letter, DocumentKind.Incoming, [new("subject", "Anhörung"), new("letterDate", "2026-03-01")], Scan);

    private static ValueList<CaseFileEvent> Happened(CaseFileEvent[] past, CaseFileCommand wish) =>
        Assert.IsType<Decision<CaseFileEvent>.Accepted>(CaseFileDecider.Decide(
            wish, past.Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve))).Events;

    private static Given<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> Given(
        params CaseFileEvent[] events) => new(events);
}
