using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Routing;
using Records.Core.CaseFiles.Signing;
using Records.Core.Deciding;
using Records.Core.Documents;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Core.CaseFiles.Signing.SigningCommand;
using static Records.Core.CaseFiles.Signing.SigningEvent;
using static Records.Tests.CaseFiles.CaseFileSamples;
using static Records.Tests.CaseFiles.RoutingSamples;

namespace Records.Tests.CaseFiles;

[Rules.RulesOfCore]
public sealed class SigningTests : Suite<SigningTests>, ISuite
{
    public static Test Tests => TestList("acts on versions",
        TestList("R22 an act",
            TestEach("of each kind stands on its version", Enum.GetValues<VersionActKind>(), kind =>
                Given(Filed).When(new ActOnVersion(Letter, 2, kind, ByFalkForVogt, "einverstanden")).Then(
                    new VersionActRecorded(Letter, 2, kind, Falk, Vogt, "einverstanden"))),
            TestCase("is about the newest version", () =>
            {
                Given(Filed).When(new ActOnVersion(Letter, 1, VersionActKind.CoSign, ByLenz, null))
                    .ThenRefused(SigningRefusals.VersionSuperseded);
                Given(Filed).When(new ActOnVersion(Letter, 3, VersionActKind.CoSign, ByLenz, null))
                    .ThenRefused(CaseFileRefusals.UnknownVersion);
            }),
            TestCase("is not carried by a later version", () =>
            {
                CaseFileEvent[] signed = [Opened, MatterBegun, LetterFiled, Said(1, VersionActKind.CoSign)];
                Given([.. signed, LetterVersioned])
                    .When(new ActOnVersion(Letter, 2, VersionActKind.CoSign, ByLenz, null))
                    .Then(Said(2, VersionActKind.CoSign));
            }),
            TestCase("said again changes nothing; after another it does", () =>
            {
                var again = new ActOnVersion(Letter, 2, VersionActKind.Approve, ByLenz, null);
                Given([.. Filed, Said(2, VersionActKind.Approve)]).When(again).ThenNothing();
                Given([.. Filed, Said(2, VersionActKind.Approve), Said(2, VersionActKind.Reject)]).When(again)
                    .Then(Said(2, VersionActKind.Approve));
                Given([.. Filed, Said(2, VersionActKind.Approve)]).When(again with { By = ByVogt })
                    .Then(new VersionActRecorded(Letter, 2, VersionActKind.Approve, Vogt, null, null));
            }),
            TestEach("that says no or something needs words", [VersionActKind.Reject, VersionActKind.Comment], kind =>
                Given(Filed).When(new ActOnVersion(Letter, 2, kind, ByLenz, null))
                    .ThenRefused(SigningRefusals.NoteMissing)),
            TestEach("takes clean words", ["", " ", "\0", new('x', 1001)], (string note) =>
                Given(Filed).When(new ActOnVersion(Letter, 2, VersionActKind.CoSign, ByLenz, note))
                    .ThenRefused(RoutingRefusals.NoteUnclean)),
            TestCase("needs a document that is there, active and not locked", () =>
            {
                var act = new ActOnVersion(Letter, 2, VersionActKind.CoSign, ByLenz, null);
                Given(Opened, MatterBegun).When(act).ThenRefused(CaseFileRefusals.UnknownDocument);
                Given([.. Filed, MatterDone]).When(act).ThenRefused(CaseFileRefusals.MatterClosed);
                Given([.. Filed, MatterLocked]).When(act).ThenRefused(CaseFileRefusals.Locked);
            }),
            TestProperty("R22 whatever happens, an act stands on the version that is newest then",
                CaseFileProperties.Wishes, wishes => Follow(wishes, (versions, happened) =>
                    happened is not VersionActRecorded e || versions[e.Document] == e.Version))),

        TestList("R23 a final signature",
            TestCase("fixes the newest version", () =>
                Given(Filed).When(new FinalSign(Letter, new(2), ByFalkForVogt))
                    .Then(new DocumentFinalSigned(Letter, 2, Falk, Vogt))),
            TestCase("stands once", () =>
                Given([.. Filed, new DocumentFinalSigned(Letter, 2, Lenz, null)])
                    .When(new FinalSign(Letter, new(3), ByLenz)).ThenNothing()),
            TestCase("is given to a later version anew", () =>
                Given(Opened, MatterBegun, LetterFiled, new DocumentFinalSigned(Letter, 1, Lenz, null), LetterVersioned)
                    .When(new FinalSign(Letter, new(3), ByLenz)).Then(new DocumentFinalSigned(Letter, 2, Lenz, null))),
            TestCase("waits until the document is back, unless it stands already", () =>
            {
                Given([.. Filed, LetterTaken]).When(new FinalSign(Letter, new(3), ByLenz))
                    .ThenRefused(Core.CaseFiles.Editing.EditingRefusals.CheckedOut);
                Given([.. Filed, new DocumentFinalSigned(Letter, 2, Lenz, null), LetterTaken])
                    .When(new FinalSign(Letter, new(4), ByLenz)).ThenNothing();
            }),
            TestCase("needs the newest state to have been seen", () =>
                Given(Filed).When(new FinalSign(Letter, new(1), ByLenz)).ThenRefused(CaseFileRefusals.RevisionStale)),
            TestCase("needs a document that is active", () =>
                Given([.. Filed, MatterDone]).When(new FinalSign(Letter, new(2), ByLenz))
                    .ThenRefused(CaseFileRefusals.MatterClosed)),
            TestProperty("R23 whatever happens, each version is final-signed at most once, and as the newest",
                CaseFileProperties.Wishes, wishes =>
                {
                    var signed = new HashSet<(DocumentId, int)>();
                    return Follow(wishes, (versions, happened) => happened is not DocumentFinalSigned e
                        || (versions[e.Document] == e.Version && signed.Add((e.Document, e.Version))));
                })),

        TestList("R24 a dispatch",
            TestCase("keeps day, way and addressees", () =>
                Given(Answered).When(Sending).Then(Sent)),
            TestCase("the same again changes nothing, to somebody else it is another", () =>
            {
                Given([.. Answered, Sent]).When(Sending).ThenNothing();
                Given([.. Answered, Sent]).When(Sending with { Addressees = ["Stadtwerke"] })
                    .Then(Sent with { Addressees = ["Stadtwerke"] });
            }),
            TestCase("is of what goes out", () =>
                Given(Filed).When(Sending with { Document = Letter, Version = 2 })
                    .ThenRefused(SigningRefusals.NotOutgoing)),
            TestCase("goes to somebody", () =>
                Given(Answered).When(Sending with { Addressees = [] }).ThenRefused(SigningRefusals.NoAddressee)),
            TestCase("goes to five hundred at most", () =>
            {
                ValueList<string> all = [.. Enumerable.Range(1, 500).Select(n => $"Haushalt {n}")];
                Given(Answered).When(Sending with { Addressees = all }).Then(Sent with { Addressees = all });
                Given(Answered).When(Sending with { Addressees = [.. all, "noch einer"] })
                    .ThenRefused(SigningRefusals.TooManyAddressees);
            }),
            TestEach("names them cleanly", ["", " ", "\n", "\0", new('x', 201)], (string name) =>
                Given(Answered).When(Sending with { Addressees = ["Stadtwerke", name] })
                    .ThenRefused("field-unclean", "/addressees/1")),
            TestCase("is confirmed after it happened", () =>
                Given(Answered).When(Sending with { On = March.AddDays(1) })
                    .ThenRefused(SigningRefusals.DispatchInFuture)),
            TestCase("is of the newest version", () =>
                Given([.. Answered, new VersionAdded(Reply, 2, Scan, null)]).When(Sending)
                    .ThenRefused(SigningRefusals.VersionSuperseded)),
            TestProperty("R24 whatever happens, only what goes out is dispatched, to somebody and as the newest",
                CaseFileProperties.Wishes, wishes =>
                {
                    var outgoing = CaseFileProperties.Live(wishes).Events.OfType<DocumentFiled>()
                        .Where(e => e.Kind is DocumentKind.Outgoing).Select(e => e.Document).ToHashSet();
                    return Follow(wishes, (versions, happened) => happened is not DispatchConfirmed e
                        || (outgoing.Contains(e.Document) && e.Addressees.Count > 0
                            && versions[e.Document] == e.Version));
                })));

    private static readonly CaseFileEvent[] Filed = [Opened, MatterBegun, LetterFiled, LetterVersioned];
    private static readonly CaseFileEvent[] Answered =
    [
        Opened, MatterBegun,
        new DocumentFiled(FirstMatter, Reply, DocumentKind.Outgoing, [new("subject", null, "Antwort")], Scan),
    ];
    private static readonly ConfirmDispatch Sending =
        new(Reply, 1, March, March, DispatchWay.Letter, ["Bauherrengemeinschaft Südring"], ByLenz);
    private static readonly DispatchConfirmed Sent =
        new(Reply, 1, March, DispatchWay.Letter, ["Bauherrengemeinschaft Südring"], Lenz, null);

    private static CaseFileEvent Said(int version, VersionActKind kind) =>
        new VersionActRecorded(Letter, version, kind, Lenz, null, kind is VersionActKind.Reject ? "nein" : null);

    // Whether it holds before each event, given the number of versions each document has then.
    private static bool Follow(
        CaseFileCommand[] wishes, Func<Dictionary<DocumentId, int>, CaseFileEvent, bool> holds)
    {
        var versions = new Dictionary<DocumentId, int>();
        foreach (var happened in CaseFileProperties.Live(wishes).Events)
        {
            if (!holds(versions, happened))
                return false;
            if (happened is DocumentFiled filed)
                versions[filed.Document] = 1;
            if (happened is VersionAdded added)
                versions[added.Document] = added.Version;
        }
        return true;
    }

    private static Given<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> Given(
        params CaseFileEvent[] events) => new(events);
}
