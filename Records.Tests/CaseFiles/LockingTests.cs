using FsCheck;
using FsCheck.Fluent;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Inspections;
using Records.Core.CaseFiles.Locking;
using Records.Core.CaseFiles.Renditions;
using Records.Core.Deciding;
using Records.Core.Documents;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.CaseFiles.Locking.LockingCommand;
using static Records.Core.CaseFiles.Locking.LockingEvent;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.CaseFiles;

[Rules.RulesOfCore]
public sealed class LockingTests : Suite<LockingTests>, ISuite
{
    public static Test Tests => TestList("R12 locking",
        TestCase("a lock keeps its reason", () =>
            Given(Opened, MatterBegun).When(new LockObject(ObjectRef.Of(FirstMatter), new(1), "Rechnungsprüfung"))
                .Then(MatterLocked)),
        TestCase("twice changes nothing", () =>
            Given(Opened, MatterBegun, MatterLocked)
                .When(new LockObject(ObjectRef.Of(FirstMatter), new(1), "noch einmal")).ThenNothing()),
        TestCase("what is locked can be unlocked", () =>
            Given(Opened, MatterBegun, MatterLocked).When(new UnlockObject(ObjectRef.Of(FirstMatter), new(2)))
                .Then(MatterUnlocked)),
        TestCase("what is not locked stays as it is", () =>
            Given(Opened, MatterBegun).When(new UnlockObject(ObjectRef.Of(FirstMatter), new(1))).ThenNothing()),
        TestCase("unlocking reaches no lock above", () =>
            Given(Opened, MatterBegun, FileLocked).When(new UnlockObject(ObjectRef.Of(FirstMatter), new(1)))
                .ThenRefused(Locked)),
        TestCase("needs the newest state to have been seen", () =>
            Given(Opened, Described).When(new LockObject(ObjectRef.CaseFile, new(1), null))
                .ThenRefused(RevisionStale)),
        TestCase("needs an object that is there", () =>
            Given(Opened).When(new LockObject(ObjectRef.Of(Letter), new(1), null)).ThenRefused(UnknownDocument)),
        TestCase("needs an active file", () =>
            Given(Opened, Closed).When(new LockObject(ObjectRef.CaseFile, new(2), null)).ThenRefused(NotActive)),
        TestCase("a reason must be clean", () =>
            Given(Opened).When(new LockObject(ObjectRef.CaseFile, new(1), "\0"))
                .ThenRefused(LockingRefusals.ReasonUnclean)),
        TestEach("a lock of the file stops",
        [
            new DescribeCaseFile(new(2), Subject("x")),
            new CloseCaseFile(new(2), March),
            new OpenMatter(SecondMatter, Subject("x")),
            new DescribeMatter(FirstMatter, new(1), Subject("x")),
            new CloseMatter(FirstMatter, new(1), March),
            new FileDocument(FirstMatter, new(Guid.NewGuid()), DocumentKind.Internal, Subject("x"), Scan),
            new DescribeDocument(Letter, new(1), Subject("x")),
            new AddVersion(Letter, new(1), Scan, null),
        ], (CaseFileCommand wish) => Given(Opened, MatterBegun, LetterFiled, FileLocked).When(wish).ThenRefused(Locked)),
        TestCase("a lock of a matter stops its documents and nothing beside it", () =>
        {
            Given(Opened, MatterBegun, LetterFiled, MatterLocked)
                .When(new DescribeDocument(Letter, new(1), Subject("x"))).ThenRefused(Locked);
            Given(Opened, MatterBegun, MatterLocked).When(new DescribeCaseFile(new(1), Subject("x")))
                .Then(new CaseFileEvent.CaseFileDescribed([new("subject", "Brückensanierung Südring", "x")]));
        }),
        TestCase("text is noted all the same", () =>
            Given(Opened, MatterBegun, LetterFiled, FileLocked).When(new NoteText(Letter, 1, LetterText))
                .Then(LetterRead)),

        TestProperty("nothing but text, inspection and unlocking happens to a locked file", CaseFileProperties.Wishes, wishes =>
        {
            var isLocked = false;
            foreach (var happened in CaseFileProperties.Live(wishes).Events)
            {
                var isFileUnlocked = happened is ObjectUnlocked { Of.Kind: ObjectKind.CaseFile };
                // Showing is no editing.
                if (isLocked && !isFileUnlocked && happened is not (
                    CaseFileEvent.TextNoted or CaseFileEvent.NoTextNoted or InspectionEvent
                    or RenditionsEvent.RenditionAdded { Kind: RenditionKind.Searchable }))
                    return false;
                isLocked = happened switch
                {
                    ObjectLocked { Of.Kind: ObjectKind.CaseFile } => true,
                    _ when isFileUnlocked => false,
                    _ => isLocked,
                };
            }
            return true;
        }));

    /// <summary>Wishes for sequences in which all families meet.</summary>
    internal static Gen<CaseFileCommand> Wish { get; } =
        from revision in Gen.Choose(1, 4).Select(n => new Revision(n))
        from of in Gen.Elements(ObjectRef.CaseFile, ObjectRef.Of(FirstMatter), ObjectRef.Of(SecondMatter),
            ObjectRef.Of(Letter))
        from wish in Gen.Elements<CaseFileCommand>(
            new LockObject(of, revision, null), new UnlockObject(of, revision), new UnlockObject(of, revision))
        select wish;

    private static readonly CaseFileEvent FileLocked = new ObjectLocked(ObjectRef.CaseFile, null);

    private static Given<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> Given(
        params CaseFileEvent[] events) => new(events);
}
