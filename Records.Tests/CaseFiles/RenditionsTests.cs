using FsCheck;
using FsCheck.Fluent;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Editing;
using Records.Core.CaseFiles.Renditions;
using Records.Core.CaseFiles.Signing;
using Records.Core.Deciding;
using Records.Core.Documents;
using Xunit;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.CaseFiles.Editing.EditingCommand;
using static Records.Core.CaseFiles.Renditions.RenditionsCommand;
using static Records.Core.CaseFiles.Renditions.RenditionsEvent;
using static Records.Core.CaseFiles.Renditions.RenditionsRefusals;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.CaseFiles;

[Rules.RulesOfCore]
public sealed class RenditionsTests : Suite<RenditionsTests>, ISuite
{
    private static readonly CaseFileEvent[] Filed = [Opened, MatterBegun, LetterFiled];
    private static readonly CaseFileEvent[] Final = [.. Filed, LetterFinal];
    private static readonly RedactedArea[] Areas = [new(1, 56, 120.5, 240, 16)];

    public static Test Tests => TestList("renditions",
        TestList("R29 finalising",
            TestCase("puts a clean copy beside the newest version", () =>
                Given(Filed).When(Finalise(1)).Then(LetterFinal)),
            TestCase("is refused when it is done", () =>
                Given(Final).When(Finalise(2)).ThenRefused(AlreadyFinal)),
            TestCase("is refused while the document is checked out", () =>
                Given([.. Filed, LetterTaken]).When(Finalise(2)).ThenRefused(EditingRefusals.CheckedOut)),
            TestCase("needs an active matter", () =>
                Given([.. Filed, MatterDone]).When(Finalise(1)).ThenRefused(CaseFileRefusals.MatterClosed)),
            TestEach("fixes the content",
            [
                new AddVersion(Letter, new(2), Scan, null), new CheckOutDocument(Letter, new(2), Clerk),
            ], (CaseFileCommand wish) => Given(Final).When(wish).ThenRefused(AlreadyFinal)),
            TestCase("leaves the metadata open", () =>
                Given(Final).When(new DescribeDocument(Letter, new(2), Subject("Anhörung, Reinschrift")))
                    .Then(new CaseFileEvent.DocumentDescribed(
                        Letter, [new("subject", "Anhörung", "Anhörung, Reinschrift")])))),
        TestList("R30 undoing it",
            TestCase("retires the clean copy, and work goes on", () =>
            {
                Given(Final).When(new UndoFinalising(Letter, new(2))).Then(LetterReworked);
                Given([.. Final, LetterReworked]).When(new AddVersion(Letter, new(3), Scan, null))
                    .Then(new CaseFileEvent.VersionAdded(Letter, 2, Scan, null));
            }),
            TestCase("and finalising again makes another copy", () =>
                Given([.. Final, LetterReworked]).When(new FinaliseDocument(Letter, new(3), LongCopy, Scan, Made))
                    .Then(new RenditionAdded(Letter, LongCopy, 1, RenditionKind.CleanCopy, Scan, Made))),
            TestCase("a copy that was retired is not made again under its name", () =>
                Given([.. Final, LetterReworked]).When(Finalise(3)).ThenRefused(RenditionExists)),
            TestCase("is refused where nothing is final", () =>
                Given(Filed).When(new UndoFinalising(Letter, new(1))).ThenRefused(NotFinal)),
            TestCase("is refused in a closed matter", () =>
                Given([.. Final, MatterDone]).When(new UndoFinalising(Letter, new(2)))
                    .ThenRefused(CaseFileRefusals.MatterClosed)),
            TestCase("is refused after dispatch of the version it was made of", () =>
                Given([.. Final, Sent(1)]).When(new UndoFinalising(Letter, new(3))).ThenRefused(AlreadyDispatched)),
            TestCase("is possible where only an older version was sent", () =>
                Given([.. Filed, Sent(1), LetterVersioned, FinalOfSecond]).When(new UndoFinalising(Letter, new(4)))
                    .Then(LetterReworked))),
        TestList("R32 long-term formats",
            TestCase("lie beside the version that is named", () =>
                Given([.. Filed, LetterVersioned]).When(new ConvertVersion(Letter, new(2), 1, LongCopy, Scan, Made))
                    .Then(LetterConverted)),
            TestCase("are made once for each version", () =>
            {
                CaseFileEvent[] converted = [.. Filed, LetterVersioned, LetterConverted];
                Given(converted).When(new ConvertVersion(Letter, new(3), 1, Copy, Scan, Made))
                    .ThenRefused(AlreadyConverted);
                Given(converted).When(new ConvertVersion(Letter, new(3), 2, Copy, Scan, Made))
                    .Then(new RenditionAdded(Letter, Copy, 2, RenditionKind.LongTerm, Scan, Made));
            }),
            TestCase("are made again after they were retired", () =>
                Given([.. Filed, LetterConverted, LetterOutdated])
                    .When(new ConvertVersion(Letter, new(3), 1, Copy, Scan, Made))
                    .Then(new RenditionAdded(Letter, Copy, 1, RenditionKind.LongTerm, Scan, Made))),
            TestCase("are made of what is closed and of what is final, for it is to be kept", () =>
            {
                Given([.. Filed, MatterDone, Closed]).When(new ConvertVersion(Letter, new(1), 1, LongCopy, Scan, Made))
                    .Then(LetterConverted);
                Given(Final).When(new ConvertVersion(Letter, new(2), 1, LongCopy, Scan, Made)).Then(LetterConverted);
            }),
            TestCase("are not made of what is locked", () =>
                Given([.. Filed, MatterLocked]).When(new ConvertVersion(Letter, new(1), 1, LongCopy, Scan, Made))
                    .ThenRefused(Locked)),
            TestCase("need a version that is there", () =>
                Given(Filed).When(new ConvertVersion(Letter, new(1), 2, LongCopy, Scan, Made))
                    .ThenRefused(UnknownVersion)),
            TestCase("are retired once", () =>
            {
                Given([.. Filed, LetterConverted]).When(new RetireRendition(Letter, new(2), LongCopy))
                    .Then(LetterOutdated);
                Given([.. Filed, LetterConverted, LetterOutdated]).When(new RetireRendition(Letter, new(3), LongCopy))
                    .ThenNothing();
                Given(Filed).When(new RetireRendition(Letter, new(1), LongCopy)).ThenRefused(UnknownRendition);
            }),
            TestCase("R30 a clean copy is retired by undoing the finalising alone", () =>
                Given(Final).When(new RetireRendition(Letter, new(2), Copy)).ThenRefused(AlreadyFinal)),
            TestCase("a document has at most 1000 renditions", () =>
            {
                CaseFileEvent[] full = [.. Filed, .. Enumerable.Range(1, 500).SelectMany(_ => Rounds())];
                Given(full).When(new ConvertVersion(Letter, new(2001), 1, LongCopy, Scan, Made))
                    .ThenRefused(TooManyRenditions);
                Given(full).When(Finalise(2001)).ThenRefused(TooManyRenditions);
                Given(full[..^2]).When(Finalise(1999)).Then(LetterFinal);
            })),
        TestList("R31 redacting",
            TestCase("files a document of its own that says where it comes from, what is hidden and why", () =>
                Given(Filed).When(Redact()).Then(LetterRedacted)),
            TestCase("leaves the source as it is", () =>
            {
                CaseFile After(params CaseFileEvent[] events) =>
                    events.Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve);
                Assert.Equal(
                    StateDigest.Of(After(Filed).Contents.Find(Letter)!),
                    StateDigest.Of(After([.. Filed, LetterRedacted]).Contents.Find(Letter)!));
            }),
            TestCase("is refused twice", () =>
                Given([.. Filed, LetterRedacted]).When(Redact()).ThenRefused(DocumentExists)),
            TestCase("needs source and version", () =>
            {
                Given(Opened, MatterBegun).When(Redact()).ThenRefused(UnknownDocument);
                Given(Filed).When(Redact() with { Version = 2 }).ThenRefused(UnknownVersion);
            }),
            TestCase("needs an active matter", () =>
                Given([.. Filed, MatterDone]).When(Redact()).ThenRefused(CaseFileRefusals.MatterClosed)),
            TestCase("needs a reason and a legal ground", () =>
            {
                Given(Filed).When(Redact() with { Reason = " " })
                    .ThenRefused(Core.CaseFiles.Locking.LockingRefusals.ReasonUnclean);
                foreach (var ground in (string[])["", "\n", "§\0", "LIFG\n§ 5", new('x', 201)])
                    Given(Filed).When(Redact() with { LegalGround = ground }).ThenRefused(LegalGroundUnclean);
                Given(Filed).When(Redact() with { LegalGround = new('x', 200) })
                    .Then((RedactedFiled)LetterRedacted with { LegalGround = new('x', 200) });
            }),
            TestCase("takes the smallest and the largest area there can be, and a thousand", () =>
            {
                foreach (var areas in (ValueList<RedactedArea>[])
                    [
                        [new(1, 0, 0, 0.1, 0.1)], [new(100_000, 14400, 14400, 14400, 14400)],
                        [.. Enumerable.Repeat(Areas[0], 1000)],
                    ])
                    Given(Filed).When(Redact() with { Areas = areas })
                        .Then((RedactedFiled)LetterRedacted with { Areas = areas });
            }),
            TestEach("needs areas that can be",
            [
                ("none", []), ("too many", [.. Enumerable.Repeat(Areas[0], 1001)]),
                ("page 0", [Areas[0] with { Page = 0 }]), ("left of the page", [Areas[0] with { X = -1 }]),
                ("above the page", [Areas[0] with { Y = -1 }]), ("without width", [Areas[0] with { Width = 0 }]),
                ("without height", [Areas[0] with { Height = 0 }]), ("too wide", [Areas[0] with { Width = 14401 }]),
                ("too high", [Areas[0] with { Height = 14400.1 }]),
                ("right of every page", [Areas[0] with { X = 14400.1 }]),
                ("below every page", [Areas[0] with { Y = 14400.1 }]),
                ("a page that no document has", [Areas[0] with { Page = 100_001 }]),
                ("nowhere", [Areas[0] with { X = double.NaN }]),
                ("one that can be and one that cannot", [Areas[0], Areas[0] with { Page = 0 }]),
            ], ((string, RedactedArea[] Areas) wrong) =>
                Given(Filed).When(Redact() with { Areas = [.. wrong.Areas] }).ThenRefused(AreasOutOfRange))),

        TestList("R11 a searchable copy",
            TestCase("comes with the text that was recognised, in one", () =>
                Given(Filed).When(Noted).Then(LetterRead, LetterSearchable)),
            TestCase("is no change a caller must have seen", () =>
                Given([.. Filed, LetterRead, LetterSearchable]).When(Finalise(1)).Then(LetterFinal)),
            TestCase("neither fixes the document nor stands for a long-term format", () =>
            {
                CaseFileEvent[] read = [.. Filed, LetterRead, LetterSearchable];
                Given(read).When(new AddVersion(Letter, new(1), Scan, null))
                    .Then(new CaseFileEvent.VersionAdded(Letter, 2, Scan, null));
                Given(read).When(new ConvertVersion(Letter, new(1), 1, LongCopy, Scan, Made)).Then(LetterConverted);
            }),
            TestCase("is not made twice", () =>
                Given([.. Filed, LetterRead, LetterSearchable]).When(Noted).ThenNothing()),
            TestCase("comes to what is closed and what is locked too, as text does", () =>
            {
                Given([.. Filed, MatterDone, Closed]).When(Noted).Then(LetterRead, LetterSearchable);
                Given([.. Filed, MatterLocked]).When(Noted).Then(LetterRead, LetterSearchable);
            }),
            TestCase("is retired as other renditions are", () =>
                Given([.. Filed, LetterRead, LetterSearchable]).When(new RetireRendition(Letter, new(1), SearchCopy))
                    .Then(new RenditionRetired(Letter, SearchCopy, RenditionKind.Searchable))),
            TestCase("costs no text where too many renditions are kept, or one of its name", () =>
            {
                Given([.. Filed, .. Enumerable.Range(1, 500).SelectMany(_ => Rounds())]).When(Noted).Then(LetterRead);
                Given([.. Filed, LetterSearchable]).When(Noted).Then(LetterRead);
            }),
            TestCase("is called as its original, with another ending", () =>
            {
                foreach (var (original, copy) in ((string, string)[])[
                    ("Anhörung.tif", "Anhörung.pdf"), ("Anhörung", "Anhörung.pdf"), ("a.b.jpg", "a.b.pdf"),
                    (".tif", ".tif.pdf"), (new('a', 255), new string('a', 240) + ".pdf"),
                    (new string('a', 239) + "𝄞.png", new string('a', 239) + ".pdf")])
                    Assert.Equal(copy, RenditionNames.Pdf(original));
            })),

        TestProperty("R29 R30 a document has at most one clean copy at a time, and no version while it has one",
            CaseFileProperties.Wishes, wishes =>
            {
                var isFinal = false;
                foreach (var happened in CaseFileProperties.Live(wishes).Events)
                {
                    var isCopy = happened is RenditionAdded { Kind: RenditionKind.CleanCopy };
                    if (isFinal && (isCopy || happened is CaseFileEvent.VersionAdded or EditingEvent.VersionCheckedIn
                        or EditingEvent.DocumentCheckedOut))
                        return false;
                    isFinal = (isFinal || isCopy) && happened is not RenditionRetired { Kind: RenditionKind.CleanCopy };
                }
                return true;
            }),
        TestProperty("R31 R32 originals never change", CaseFileProperties.Wishes, wishes =>
        {
            var seen = new Dictionary<(Guid, int), DocumentContent>();
            var state = CaseFileDecider.Initial;
            foreach (var happened in CaseFileProperties.Live(wishes).Events)
            {
                state = CaseFileDecider.Evolve(state, happened);
                foreach (var document in state.Contents.Documents.Values)
                    foreach (var (version, content) in document.Versions)
                        if (!seen.TryAdd((document.Id.Value, version), content)
                            && seen[(document.Id.Value, version)] != content)
                            return false;
            }
            return true;
        }));

    /// <summary>Wishes for sequences in which all families meet.</summary>
    internal static Gen<CaseFileCommand> Wish { get; } =
        from revision in Gen.Choose(1, 6).Select(n => new Revision(n))
        from version in Gen.Choose(1, 2)
        from wish in Gen.Elements<CaseFileCommand>(
            new FinaliseDocument(Letter, revision, Copy, Scan, Made), new UndoFinalising(Letter, revision),
            new ConvertVersion(Letter, revision, version, LongCopy, Scan, Made),
            new RetireRendition(Letter, revision, LongCopy), new RetireRendition(Letter, revision, SearchCopy), Noted,
            Redact())
        select wish;

    private static NoteText Noted => new(Letter, 1, LetterText) { Copy = LetterCopy };

    private static readonly CaseFileEvent FinalOfSecond =
        new RenditionAdded(Letter, Copy, 2, RenditionKind.CleanCopy, Scan, Made);

    private static SigningEvent.DispatchConfirmed Sent(int version) =>
        new(Letter, version, March, DispatchWay.Letter, ["Stadtwerke"], Clerk, null);

    private static FinaliseDocument Finalise(int seen) => new(Letter, new(seen), Copy, Scan, Made);

    private static FileRedacted Redact() => new(
        RedactedLetter, Letter, 1, [.. Areas], "Name einer dritten Person", "LIFG § 5", Subject("Anhörung, geschwärzt"),
        Scan, Made);

    private static CaseFileEvent[] Rounds() =>
    [
        .. from id in (Guid[])[Guid.NewGuid(), Guid.NewGuid()]
           from happened in (CaseFileEvent[])[
               new RenditionAdded(Letter, new(id), 1, RenditionKind.LongTerm, Scan, Made),
               new RenditionRetired(Letter, new(id), RenditionKind.LongTerm)]
           select happened,
    ];

    private static Given<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> Given(
        params CaseFileEvent[] events) => new(events);
}
