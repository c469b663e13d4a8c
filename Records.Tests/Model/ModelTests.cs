using FsCheck;
using FsCheck.Fluent;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Relocating;
using Records.Core.Deciding;
using Records.Storage.Json;
using Records.Tests.CaseFiles;
using Xunit;
using static Records.Core.CaseFiles.Inspections.InspectionEvent;
using static Records.Core.CaseFiles.Moving.MovingEvent;

namespace Records.Tests.Model;

/// <summary>
/// The deciders against the model (<see cref="RuleBook"/>): two people read the same rule book, and whatever is wished
/// in whatever order, they give the same answer.
/// </summary>
public sealed class ModelTests : Suite<ModelTests>, ISuite
{
    // Below this number chance may miss what seldom comes.
    private const int Enough = 5_000;

    private const int MostMore = 20;

    public static Test Tests => TestList("the case file and its model",
        TestCase("give the same answers, in histories that come to every event and every refusal", () => Compare(
            LevelOfThisRun.Value switch { Level.Campaign => 100_000, Level.Full => Enough, _ => 300 })));

    private static void Compare(int histories)
    {
        var tally = new Tally();
        Compare(histories, tally);
        // What seldom comes may need more of them: chance must not decide whether the run is good.
        for (var more = 0; histories >= Enough && more < MostMore && tally.Unreached().Any(); more++)
            Compare(Enough, tally);
        if (LevelOfThisRun.Value is Level.Campaign)
            Console.WriteLine(tally.Table());
        if (histories >= Enough)
            Assert.Empty(tally.Unreached());
    }

    private static void Compare(int histories, Tally tally) => Check.One(
        Chance.Tries(histories).WithParallelRunConfig(new ParallelRunConfig(Environment.ProcessorCount)),
        Prop.ForAll(Histories, history => Compare(history, tally)));

    private static void Compare((CaseFileCommand Wish, bool Looked)[] history, Tally tally)
    {
        var (model, state) = (new RuleBook(), CaseFileDecider.Initial);
        foreach (var (wanted, looked) in history)
        {
            var wish = looked ? model.Looked(wanted) : wanted;
            var decision = CaseFileDecider.Decide(wish, state);
            var told = Told(decision);
            var said = model.Answer(wish);
            tally.Note(wish, told);
            if (said != told)
                Assert.Fail($"{wish}\nmodel: {said}\ncore:  {told}");
            if (decision is Decision<CaseFileEvent>.Accepted { Events: var events })
                state = events.Aggregate(state, CaseFileDecider.Evolve);
        }
    }

    private static string Told(Decision<CaseFileEvent> decision) => decision switch
    {
        Decision<CaseFileEvent>.Refused no => Outcome.No(no.Reason.Code),
        Decision<CaseFileEvent>.Accepted { Events.Count: 0 } => Outcome.Nothing,
        Decision<CaseFileEvent>.Accepted yes => Outcome.Yes(yes.Events.Select(NameOf)),
        _ => throw new System.Diagnostics.UnreachableException("A decision is one of two things."),
    };

    private static string NameOf(CaseFileEvent happened) => happened switch
    {
        CaseFileRefiled e => Outcome.Refiled(e.OldReference, e.NewReference, e.OldRule, e.NewRule),
        CaseFileReassigned e => Outcome.Reassigned(e.Old, e.New),
        InspectionGiven e => Outcome.Inspected(
            e.Versions.Select(shown => (shown.Document.Value, shown.Version, shown.Sha256, shown.IsRedacted)),
            e.Withheld.Select(id => id.Value)),
        _ => Names.GetOrAdd(happened.GetType(), _ => Codec.Encode(happened).Type.Name),
    };

    // Re-filing something into another file is about two files, and the model knows one; everything else is in it.
    private static bool IsModelled(CaseFileCommand wish) => wish is not RelocatingCommand;

    private static readonly CaseFileEventCodec Codec = new();
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<Type, string> Names = new();

    private static readonly Gen<(CaseFileCommand, bool)> One =
        from wish in Gen.Frequency((8, CaseFileProperties.Wish), (3, RareWishes.Wish)).Where(IsModelled)
        from looked in Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false)))
        from isGrave in Gen.Frequency((1, Gen.Constant(true)), (6, Gen.Constant(false)))
        select (isGrave ? wish : RareWishes.Mild(wish), looked);

    private static readonly Arbitrary<(CaseFileCommand Wish, bool Looked)[]> Histories = Arb.From(
        from beginning in Gen.Frequency(
            (40, Gen.Elements(RareWishes.Beginnings)), (1, Gen.Constant(Array.Empty<(CaseFileCommand, bool)>())))
        from length in Gen.Choose(20, 60)
        from wishes in One.ArrayOf(length)
        select ((CaseFileCommand, bool)[])[.. beginning, .. wishes],
        wishes => Enumerable.Range(0, wishes.Length).Select(skip => wishes.Where((_, i) => i != skip).ToArray()));
}
