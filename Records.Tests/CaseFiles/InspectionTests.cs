using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Inspections;
using Records.Core.CaseFiles.Locking;
using Records.Core.CaseFiles.Renditions;
using Records.Core.Deciding;
using Records.Core.Documents;
using Xunit;
using static Records.Core.CaseFiles.Cancelling.CancellingEvent;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.CaseFiles.Inspections.InspectionCommand;
using static Records.Core.CaseFiles.Inspections.InspectionEvent;
using static Records.Core.CaseFiles.Inspections.InspectionRefusals;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.CaseFiles;

[Rules.RulesOfCore]
public sealed class InspectionTests : Suite<InspectionTests>, ISuite
{
    private static readonly InspectionId First = new(new Guid("01900000-0000-7000-8000-000000000061"));
    private static readonly InspectionId Second = new(new Guid("01900000-0000-7000-8000-000000000062"));
    private static readonly DocumentId Nobody = new(new Guid("01900000-0000-7000-8000-0000000000ff"));
    private static readonly InspectedVersion LetterShown = new(Letter, 1, Scan.Sha256, IsRedacted: false);
    private static readonly InspectedVersion CopyShown = new(RedactedLetter, 1, Scan.Sha256, IsRedacted: true);
    private static readonly CaseFileEvent[] Filed = [Opened, MatterBegun, LetterFiled];
    private static readonly CaseFileEvent[] Redacted = [.. Filed, LetterRedacted];

    /// <summary>A bundle with the redacted copy of a letter, and so without the letter.</summary>
    public static readonly CaseFileEvent Given = new InspectionGiven(
        First, "Rechtsanwältin Dr. Weber", "Antrag auf Akteneinsicht", "LVwVfG § 29", InspectionSelection.All, true,
        [CopyShown], [Letter], Scan with { OriginalName = "akteneinsicht.zip", Type = MediaType.Zip });

    public static Test Tests => TestList("R55 inspections",
        TestCase("hold the newest version of every document, and say what was given to whom and why", () =>
            GivenThat(Filed).When(Give(All)).Then(Happened([LetterShown]))),
        TestCase("hold the newest version only", () =>
            GivenThat([.. Filed, LetterVersioned]).When(Give(All))
                .Then(Happened([LetterShown with { Version = 2 }]))),
        TestList("hold redacted copies in place of originals",
            TestCase("in a whole file", () =>
                GivenThat(Redacted).When(Give(All)).Then(Happened([CopyShown], [Letter]))),
            TestCase("in a matter", () =>
            {
                var matter = new InspectionSelection(false, [FirstMatter], [], []);
                GivenThat(Redacted).When(Give(matter)).Then(Happened([CopyShown], [Letter], matter));
            }),
            TestCase("in the matter of the original, though the copy was moved elsewhere", () =>
            {
                var matter = new InspectionSelection(false, [FirstMatter], [], []);
                GivenThat([.. Redacted, SecondBegun, CopyMoved]).When(Give(matter))
                    .Then(Happened([CopyShown], [Letter], matter));
            }),
            TestCase("unless the original is asked for by name", () =>
            {
                var named = new InspectionSelection(false, [], [Letter], []);
                GivenThat(Redacted).When(Give(named)).Then(Happened([LetterShown], [], named));
            }),
            TestCase("and nothing at all where the copy is left out", () =>
                GivenThat(Redacted).When(Give(InspectionSelection.All with { Without = [RedactedLetter] }))
                    .ThenRefused(NothingToInspect)),
            TestCase("and a cancelled copy does not bring the original back", () =>
            {
                GivenThat([.. Redacted, CopyCancelled]).When(Give(All))
                    .ThenRefused(NotAllReadable([$"{RedactedLetter.Value} (storniert)"]));
                GivenThat([.. Redacted, CopyCancelled])
                    .When(Give(InspectionSelection.All with { Without = [RedactedLetter] }))
                    .ThenRefused(NothingToInspect);
            })),
        TestList("are refused where not all is readable, and say what",
            TestCase("a cancelled document", () =>
                GivenThat([.. Filed, new ObjectCancelled(ObjectRef.Of(Letter), "doppelt")]).When(Give(All))
                    .ThenRefused(NotAllReadable([$"{Letter.Value} (storniert)"]))),
            TestCase("a document in a cancelled matter", () =>
                GivenThat([.. Filed, FirstCancelled]).When(Give(All))
                    .ThenRefused(NotAllReadable([$"{Letter.Value} (storniert)"]))),
            TestCase("a deleted document", () =>
                GivenThat([.. Filed, NoteFiled, NoteMarked, NoteDeleted]).When(Give(All))
                    .ThenRefused(NotAllReadable([$"{Note.Value} (gelöscht)"]))),
            TestCase("twenty of them by name", () => Assert.Equal(
                Decision<CaseFileEvent>.Refuse(NotAllReadable(Many(20).Select(id => $"{id.Value} (storniert)"))),
                CaseFileDecider.Decide(Give(All), AllCancelled(20)))),
            TestCase("more than twenty by the names of twenty and a number", () => Assert.Equal(
                Decision<CaseFileEvent>.Refuse(NotAllReadable(
                    [.. Many(20).Select(id => $"{id.Value} (storniert)"), "und 2 weitere"])),
                CaseFileDecider.Decide(Give(All), AllCancelled(22)))),
            TestCase("unless it is left out", () =>
            {
                var rest = InspectionSelection.All with { Without = [Note] };
                GivenThat([.. Filed, NoteFiled, NoteMarked, NoteDeleted]).When(Give(rest))
                    .Then(Happened([LetterShown], [], rest));
            })),
        TestCase("are no editing: closed and locked files are shown too", () =>
        {
            GivenThat([.. Filed, MatterDone, Closed]).When(Give(All)).Then(Happened([LetterShown]));
            GivenThat([.. Filed, MatterLocked]).When(Give(All)).Then(Happened([LetterShown]));
        }),
        TestCase("are given once under one id", () =>
            GivenThat([.. Redacted, Given]).When(Give(All)).ThenRefused(InspectionExists)),
        TestCase("are at most 1000 for a file", () =>
            GivenThat([.. Redacted, .. Enumerable.Range(1, 1000).Select(_ =>
                (InspectionGiven)Given with { Inspection = new(Guid.NewGuid()) })])
                .When(Give(All)).ThenRefused(TooManyInspections)),
        TestCase("say what the bundle holds, or nothing", () =>
        {
            GivenThat(Redacted).When(Give(All) with { Bundled = [CopyShown] }).Then(Happened([CopyShown], [Letter]));
            GivenThat(Redacted).When(Give(All) with { Bundled = [LetterShown] }).ThenRefused(BundleOutdated);
        }),
        TestCase("are bounded in bytes", () =>
        {
            var large = (CaseFileEvent.DocumentFiled)LetterFiled;
            GivenThat(Opened, MatterBegun, large with { Content = Scan with { SizeBytes = (1L << 30) + 1 } })
                .When(Give(All)).ThenRefused(BundleTooLarge);
            GivenThat(Opened, MatterBegun, large with { Content = Scan with { SizeBytes = 1L << 30 } })
                .When(Give(All)).Then(Happened([LetterShown]));
            var half = large with { Content = Scan with { SizeBytes = (1L << 29) + 1 } };
            GivenThat(Opened, MatterBegun, half, half with { Document = Note }).When(Give(All))
                .ThenRefused(BundleTooLarge);
        }),
        TestCase("are bounded in documents", () =>
        {
            var letter = (CaseFileEvent.DocumentFiled)LetterFiled;
            GivenThat([Opened, MatterBegun, .. Enumerable.Range(0, 1001).Select(_ =>
                letter with { Document = new(Guid.NewGuid()), Content = Scan with { SizeBytes = 1 } })])
                .When(Give(All)).ThenRefused(BundleTooLarge);
        }),
        TestEach("need a clear selection",
        [
            new(false, [], [], []), new(true, [FirstMatter], [], []), new(true, [], [Letter], [Letter]),
            new(false, [], [.. Enumerable.Range(0, 1001).Select(_ => Letter)], []),
            new(true, [], [], [.. Enumerable.Range(0, 1001).Select(_ => Letter)]),
            new(false, [.. Enumerable.Range(0, 501).Select(_ => FirstMatter)],
                [.. Enumerable.Range(0, 500).Select(_ => Letter)], []),
        ], (InspectionSelection selection) =>
            GivenThat(Filed).When(Give(selection)).ThenRefused(SelectionUnclear)),
        TestCase("take a selection of a thousand", () =>
        {
            var most = new InspectionSelection(
                false, [.. Enumerable.Repeat(FirstMatter, 500)], [.. Enumerable.Repeat(Letter, 500)], []);
            GivenThat(Filed).When(Give(most)).Then(Happened([LetterShown], [], most));
        }),
        TestCase("need matters and documents that are there", () =>
        {
            GivenThat(Filed).When(Give(new(false, [SecondMatter], [], []))).ThenRefused(UnknownMatter);
            GivenThat(Filed).When(Give(new(false, [], [Nobody], []))).ThenRefused(UnknownDocument);
            GivenThat(Filed).When(Give(new(true, [], [], [Nobody]))).ThenRefused(UnknownDocument);
        }),
        TestEach("need a recipient, a reason and a legal ground", ["", " ", "\0", new('x', 1001)], (string wrong) =>
        {
            GivenThat(Filed).When(Give(All) with { Recipient = wrong }).ThenRefused(RecipientUnclean);
            GivenThat(Filed).When(Give(All) with { Reason = wrong }).ThenRefused(LockingRefusals.ReasonUnclean);
            GivenThat(Filed).When(Give(All) with { LegalGround = wrong })
                .ThenRefused(RenditionsRefusals.LegalGroundUnclean);
        }),
        TestCase("are not of cancelled files", () =>
            GivenThat([.. Filed, new ObjectCancelled(ObjectRef.CaseFile, "doppelt")]).When(Give(All))
                .ThenRefused(CaseFileCancelled)),

        TestProperty("never show what has a redacted copy unless it was named, nor what is cancelled or deleted",
            CaseFileProperties.Wishes, wishes =>
            {
                var state = CaseFileDecider.Initial;
                foreach (var happened in CaseFileProperties.Live(wishes).Events)
                {
                    if (happened is InspectionGiven e)
                    {
                        var body = state.Contents;
                        var hidden = body.Documents.Values.Where(copy => !copy.IsDeleted)
                            .Select(copy => copy.RedactionOf).ToHashSet();
                        if (e.Versions.Any(shown => body.Find(shown.Document)!.IsCancelled
                            || body.Find(shown.Document)!.IsDeleted
                            || (hidden.Contains(shown.Document) && !e.Selection.Documents.Contains(shown.Document))))
                            return false;
                    }
                    state = CaseFileDecider.Evolve(state, happened);
                }
                return true;
            }));

    /// <summary>Wishes for sequences in which all families meet.</summary>
    internal static Gen<CaseFileCommand> Wish { get; } =
        from id in Gen.Elements(First, Second)
        from selection in Gen.Elements(
            InspectionSelection.All, InspectionSelection.All with { Without = [Note] },
            new(false, [FirstMatter], [], []), new(false, [], [Letter], []))
        select (CaseFileCommand)(Give(selection) with { Inspection = id });

    private static InspectionSelection All => InspectionSelection.All;

    private static CaseFileEvent CopyMoved { get; } =
        new Core.CaseFiles.Moving.MovingEvent.DocumentMoved(RedactedLetter, FirstMatter, SecondMatter);

    private static CaseFileEvent CopyCancelled { get; } = new ObjectCancelled(ObjectRef.Of(RedactedLetter), "doppelt");

    private static IEnumerable<DocumentId> Many(int count) => Enumerable.Range(1, count).Select(n => new DocumentId(
        new Guid(string.Create(CultureInfo.InvariantCulture, $"01900000-0000-7000-8000-0000000010{n:00}"))));

    private static CaseFile AllCancelled(int count) =>
        new CaseFileEvent[] { Opened, MatterBegun }.Concat(Many(count).SelectMany(id => new CaseFileEvent[]
        {
            new DocumentFiled(FirstMatter, id, DocumentKind.Internal, [], Scan),
            new ObjectCancelled(ObjectRef.Of(id), "doppelt"),
        })).Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve);

    private static GiveInspection Give(InspectionSelection selection) => new(
        First, selection, "Rechtsanwältin Dr. Weber", "Antrag auf Akteneinsicht", "LVwVfG § 29", true, null,
        ((InspectionGiven)Given).Content);

    private static InspectionGiven Happened(
        InspectedVersion[] versions, DocumentId[]? withheld = null, InspectionSelection? selection = null) =>
        (InspectionGiven)Given with
        {
            Versions = [.. versions],
            Withheld = [.. withheld ?? []],
            Selection = selection ?? All,
        };

    private static Given<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> GivenThat(
        params CaseFileEvent[] events) => new(events);
}
