using Records.Core.CaseFiles;
using Records.Core.CaseFiles.References;
using Records.Core.CaseFiles.Relocating;
using Records.Core.Deciding;
using Xunit;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Core.CaseFiles.Moving.MovingEvent;
using static Records.Core.CaseFiles.References.ReferenceEvent;
using static Records.Core.CaseFiles.Relocating.RelocatingEvent;
using static Records.Tests.CaseFiles.CaseFileSamples;
using static Records.Tests.CaseFiles.RelocatingSamples;

namespace Records.Tests.CaseFiles;

/// <summary>What of a file's history goes along with what is re-filed into another file.</summary>
public sealed class PastTests : Suite<PastTests>, ISuite
{
    public static Test Tests => TestList("the past of what moves",
        TestList("R40 R41 tells of a merging",
            TestCase("to a document that lay in one of the matters: it was moved", () => Assert.Equal(
                [LetterFiled, new DocumentMoved(Letter, FirstMatter, MergedMatter)],
                Told([MatterBegun, SecondBegun, LetterFiled, NoteInSecond, MergedBegun, BothMerged], [], [Letter]))),
            TestCase("to each from where it lay last", () =>
            {
                Assert.Equal(
                    [NoteInSecond, new DocumentMoved(Note, SecondMatter, MergedMatter)],
                    Told([MatterBegun, SecondBegun, LetterFiled, NoteInSecond, MergedBegun, BothMerged], [], [Note]));
                Assert.Equal(
                    [LetterFiled, LetterMoved, new DocumentMoved(Letter, SecondMatter, MergedMatter)],
                    Told([MatterBegun, SecondBegun, LetterFiled, LetterMoved, MergedBegun, BothMerged], [], [Letter]));
                Assert.Equal(
                    [
                        LetterFiled, RedactedFiled, new DocumentMoved(Letter, FirstMatter, MergedMatter),
                        new DocumentMoved(RedactedLetter, FirstMatter, MergedMatter),
                    ],
                    Told(
                        [MatterBegun, SecondBegun, LetterFiled, RedactedFiled, MergedBegun, CopyMerged], [],
                        [Letter, RedactedLetter]));
            }),
            TestCase("to a document that came from another file before", () => Assert.Equal(
                [
                    .. GuestPast.Select(past => past.Happened),
                    (ObjectMovedIn)GuestArrived with { Documents = [], Past = [] },
                    new DocumentMoved(Guest, FirstMatter, MergedMatter),
                ],
                Told(
                    [
                        MatterBegun, SecondBegun, LetterFiled, GuestArrived, MergedBegun,
                        (MattersMerged)Merged with { Documents = [Letter, Guest] },
                    ], [], [Guest]))),
            TestCase("to the matter they were merged into, with the documents that go along", () => Assert.Equal(
                [LetterFiled, MergedBegun, (MattersMerged)Merged with { Documents = [Letter] }],
                Told(
                    [MatterBegun, SecondBegun, LetterFiled, NoteInSecond, MergedBegun, BothMerged], [MergedMatter],
                    [Letter]))),
            TestCase("to a matter that was merged", () => Assert.Equal(
                [MatterBegun, (MattersMerged)Merged with { Documents = [] }],
                Told([MatterBegun, SecondBegun, LetterFiled, MergedBegun, Merged], [FirstMatter], []))),
            TestCase("to nobody else", () => Assert.Equal(
                [NoteInSecond],
                Told([MatterBegun, SecondBegun, LetterFiled, NoteInSecond, MergedBegun, Merged], [], [Note])))),

        TestCase("R40 is told once of what left and came back", () =>
        {
            var back = new ObjectMovedIn(
                ObjectRef.Of(Letter), OtherFile, FirstMatter, [], [Letter], Recorded([LetterFiled, LetterDescribed]));
            Assert.Equal(
                [LetterFiled, LetterDescribed, back with { Documents = [], Past = [] }],
                Told([MatterBegun, LetterFiled, LetterDescribed, LetterLeft, back], [], [Letter]));
        }),
        TestCase("R40 of a matter keeps what came back into it, and says so of what moves alone", () =>
        {
            var back = new ObjectMovedIn(
                ObjectRef.Of(Letter), OtherFile, FirstMatter, [], [Letter], Recorded([LetterFiled]));
            Assert.Equal(
                [MatterBegun], Told([MatterBegun, LetterFiled, LetterLeft, back], [FirstMatter], []));
        }),

        TestList("R40 names the files that references lead to",
            TestCase("as they lie when it leaves, where what is referred to left before", () => Assert.Equal(
                [MatterBegun, Refers(OtherFile)],
                Told([MatterBegun, LetterFiled, Refers(null), LetterLeft], [FirstMatter], []))),
            TestCase("as they lie when it leaves, where what is referred to came later", () => Assert.Equal(
                [MatterBegun, Refers(ThisFile)],
                Told(
                    [
                        MatterBegun, Refers(OtherFile),
                        new ObjectMovedIn(
                            ObjectRef.Of(Letter), OtherFile, SecondMatter, [], [Letter], Recorded([LetterFiled])),
                    ], [FirstMatter], []))),
            TestCase("and none where both go, or where it lies there already", () =>
            {
                Assert.Equal(
                    [MatterBegun, LetterFiled, Refers(null)],
                    Told([MatterBegun, LetterFiled, Refers(null)], [FirstMatter], [Letter]));
                Assert.Equal(
                    [MatterBegun, Refers(null)], Told([MatterBegun, Refers(LastFile)], [FirstMatter], []));
            })));

    private static readonly CaseFileEvent NoteInSecond = (DocumentFiled)NoteFiled with { Matter = SecondMatter };
    private static readonly CaseFileEvent RedactedFiled = LetterRedacted;
    private static readonly CaseFileEvent BothMerged = (MattersMerged)Merged with { Documents = [Letter, Note] };
    private static readonly CaseFileEvent CopyMerged =
        (MattersMerged)Merged with { Documents = [Letter, RedactedLetter] };
    private static readonly CaseFileEvent LetterLeft =
        new ObjectMovedOut(ObjectRef.Of(Letter), OtherFile, Host, [], [Letter]);

    private static CaseFileEvent Refers(CaseFileId? file) => new ReferenceAdded(
        ObjectRef.Of(FirstMatter), Verweis,
        new(ReferenceRelation.SeeAlso, new(file, ObjectRef.Of(Letter), null, null), null, Twin));

    private static IEnumerable<CaseFileEvent> Told(
        CaseFileEvent[] history, ValueList<MatterId> matters, ValueList<DocumentId> documents) =>
        Past.Of(
            Recorded(history),
            new(matters.Count > 0 ? ObjectRef.Of(matters[0]) : ObjectRef.Of(documents[0]), LastFile, null, matters,
                documents), ThisFile).Select(past => past.Happened);
}
