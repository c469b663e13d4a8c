using FsCheck;
using FsCheck.Fluent;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Editing;
using Records.Core.CaseFiles.Inspections;
using Records.Core.CaseFiles.Keeping;
using Records.Core.CaseFiles.Renditions;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.Deciding;
using Records.Core.Documents;
using Records.Storage.Json;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Core.CaseFiles.References.ReferenceEvent;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.CaseFiles;

/// <summary>What holds for every sequence of wishes, whatever their order and however often they come.</summary>
public sealed class CaseFileProperties : Suite<CaseFileProperties>, ISuite
{
    public static Test Tests => TestList("case file, any sequence of wishes",
        TestProperty("gets an answer in every state", Wishes, wishes => _ = Live(wishes)),

        TestProperty("a wish repeated at once changes nothing, or is refused", Wishes, wishes =>
        {
            var state = CaseFileDecider.Initial;
            foreach (var wish in wishes)
            {
                state = After(wish, state);
                if (CaseFileDecider.Decide(wish, state) is Decision<CaseFileEvent>.Accepted { Events.Count: > 0 })
                    return false;
            }
            return true;
        }),

        TestProperty("nothing but what may follow a closing follows it", Wishes, wishes =>
        {
            var closed = false;
            foreach (var happened in Live(wishes).Events)
            {
                if (closed && happened is not (
                    TextNoted or NoTextNoted or CaseFileReopened or ResubmissionEvent
                    or ReferenceNoted or ReferenceDropped
                    or KeepingEvent.CaseFileAppraised or KeepingEvent.RetentionEndSet
                    or InspectionEvent
                    or RenditionsEvent.RenditionAdded { Kind: RenditionKind.LongTerm or RenditionKind.Searchable }
                    or RenditionsEvent.RenditionRetired
                    {
                        Kind: RenditionKind.LongTerm or RenditionKind.Searchable,
                    }))
                    return false;
                closed = happened switch { CaseFileClosed => true, CaseFileReopened => false, _ => closed };
            }
            return true;
        }),

        TestProperty("a file never closes over an open matter", Wishes, wishes =>
        {
            var state = CaseFileDecider.Initial;
            foreach (var happened in Live(wishes).Events)
            {
                if (happened is CaseFileClosed && state.Contents.Matters.Values.Any(matter =>
                    !matter.IsClosed && !state.Contents.IsCancelled(matter)))
                    return false;
                state = CaseFileDecider.Evolve(state, happened);
            }
            return true;
        }),

        TestProperty("numbers and versions have no gaps", Wishes, wishes =>
        {
            var events = Live(wishes).Events;
            return events.OfType<MatterOpened>().GroupBy(e => e.Parent).All(matters =>
                    matters.Select(e => e.Number).SequenceEqual(Enumerable.Range(1, matters.Count())))
                && events.Select(VersionIn).OfType<(DocumentId Document, int Version)>()
                    .GroupBy(made => made.Document).All(versions =>
                        versions.Select(made => made.Version).SequenceEqual(Enumerable.Range(2, versions.Count())));
        }),

        TestProperty("a description's old value is what stood there", Wishes, wishes =>
        {
            var subject = default(string);
            foreach (var happened in Live(wishes).Events)
                foreach (var change in happened switch
                {
                    CaseFileOpened e => e.Fields,
                    CaseFileDescribed e => e.Changes,
                    _ => [],
                })
                {
                    if (change.Field != "subject")
                        continue;
                    if (change.Old != subject || change.Old == change.New)
                        return false;
                    subject = change.New;
                }
            return true;
        }),

        TestProperty("the same events give the same state, bit by bit, through the stored form too", Wishes, wishes =>
        {
            var (state, events) = Live(wishes);
            var codec = new CaseFileEventCodec();
            var reread = events
                .Select(codec.Encode)
                .Select(encoded => codec.Decode(encoded.Type, encoded.Content.Span))
                .Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve);
            return StateDigest.Of(state) == StateDigest.Of(reread);
        }),

        TestProperty("what is offered is accepted, and what is accepted is offered", Wishes, wishes =>
        {
            var state = Live(wishes).State;
            if (state is CaseFile.Unopened)
                return true;
            var offered = CaseFileActs.OnCaseFile(state, March).ToHashSet();
            var revision = state.Contents.Revision;
            var kept = state.Contents.OpenResubmissions(ObjectRef.CaseFile)
                .Select(open => (ResubmissionChoice)new ResubmissionChoice.Keep(open.Id));
            return offered.Contains("close")
                    == Accepts(new CloseCaseFile(revision, March) { Resubmissions = [.. kept] }, state)
                && offered.Contains("reopen") == Accepts(new ReopenCaseFile(revision, March), state);
        }));

    private static (DocumentId, int)? VersionIn(CaseFileEvent happened) => happened switch
    {
        VersionAdded e => (e.Document, e.Version),
        EditingEvent.VersionCheckedIn e => (e.Document, e.Version),
        _ => null,
    };

    private static bool Accepts(CaseFileCommand wish, CaseFile state) =>
        CaseFileDecider.Decide(wish, state) is Decision<CaseFileEvent>.Accepted { Events.Count: > 0 };

    private static CaseFile After(CaseFileCommand wish, CaseFile state) =>
        EventsOf(wish, state).Aggregate(state, CaseFileDecider.Evolve);

    private static ValueList<CaseFileEvent> EventsOf(CaseFileCommand wish, CaseFile state) =>
        CaseFileDecider.Decide(wish, state) is Decision<CaseFileEvent>.Accepted accepted ? accepted.Events : [];

    /// <summary>What happens when the wishes come one after the other.</summary>
    internal static (CaseFile State, IReadOnlyList<CaseFileEvent> Events) Live(CaseFileCommand[] wishes)
    {
        var (state, events) = (CaseFileDecider.Initial, new List<CaseFileEvent>());
        foreach (var wish in wishes)
        {
            var happened = EventsOf(wish, state);
            events.AddRange(happened);
            state = happened.Aggregate(state, CaseFileDecider.Evolve);
        }
        return (state, events);
    }

    // Wishes of each family; a new one adds a line. Few objects and low revisions, so that wishes meet each other; an
    // opening first, so that most have an effect.
    internal static readonly Gen<CaseFileCommand> Wish = Gen.OneOf(
    [
        RootWish(),
        LockingTests.Wish,
        ResubmissionTests.Wish,
        PuttingAwayTests.Wish,
        CancellingTests.Wish,
        RegisterTests.Wish,
        ParticipantTests.Wish,
        DeletingTests.Wish,
        ReferenceTests.Wish,
        RoutingSamples.Wish,
        EditingTests.Wish,
        KeepingTests.Wish,
        RenditionsTests.Wish,
        InspectionTests.Wish,
        MovingTests.Wish,
        RefilingTests.Wish,
        RelocatingTests.Wish,
    ]);

    private static Gen<CaseFileCommand> RootWish() =>
        from revision in Gen.Choose(1, 4).Select(n => new Revision(n))
        from matter in Gen.Elements(FirstMatter, SecondMatter)
        from day in Gen.Elements(March, Ends.TransferEnds, Ends.TransferEnds.AddDays(1))
        from subject in Gen.Elements<string?>("a", "b", "", null, "\0", "Straße")
        from version in Gen.Choose(1, 3)
        from wish in Gen.Elements<CaseFileCommand>(
            new DescribeCaseFile(revision, Subject(subject)),
            new CloseCaseFile(revision, day),
            new ReopenCaseFile(revision, day),
            new OpenMatter(matter, Subject(subject)),
            new OpenMatter(matter, Subject(subject)) { Parent = FirstMatter },
            new DescribeMatter(matter, revision, Subject(subject)),
            new CloseMatter(matter, revision, day),
            new ReopenMatter(matter, revision, day),
            new FileDocument(matter, Letter, DocumentKind.Incoming, Subject(subject), Scan),
            new DescribeDocument(Letter, revision, Subject(subject)),
            new AddVersion(Letter, revision, Scan, subject),
            new NoteText(Letter, version, LetterText),
            new NoteNoText(Letter, version, Core.Ports.TextFailure.Damaged, 0))
        select wish;

    internal static readonly CaseFileCommand Opening =
        new OpenCaseFile(new("63.2-2026/0417"), Entry, TenYears, null, new(0), Unit, Subject("a"));

    /// <summary>Sequences of wishes that begin with an opening.</summary>
    internal static readonly Arbitrary<CaseFileCommand[]> Wishes = Arb.From(
        Wish.ArrayOf().Resize(60).Select(wishes => (CaseFileCommand[])[Opening, .. wishes]),
        wishes => Enumerable.Range(0, wishes.Length).Select(skip => wishes.Where((_, i) => i != skip).ToArray()));
}
