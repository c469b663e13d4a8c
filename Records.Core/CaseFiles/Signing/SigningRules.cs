using System.Diagnostics;
using Records.Core.CaseFiles.Editing;
using Records.Core.CaseFiles.Routing;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Documents;
using static Records.Core.CaseFiles.Signing.SigningCommand;
using static Records.Core.CaseFiles.Signing.SigningEvent;
using static Records.Core.CaseFiles.Signing.SigningRefusals;
using static Records.Core.Deciding.Decision<Records.Core.CaseFiles.CaseFileEvent>;

namespace Records.Core.CaseFiles.Signing;

/// <summary>The rules of acts on versions (R22), of final signing (R23) and of dispatch (R24).</summary>
internal static class SigningRules
{
    private const int MaxAddressees = 500;
    private const int MaxAddressee = 200;

    public static Decision<CaseFileEvent> Decide(SigningCommand command, CaseFile state) => command switch
    {
        ActOnVersion { Note: { } note } when !PlainText.IsRemark(note) => Refuse(RoutingRefusals.NoteUnclean),
        ActOnVersion { Note: null, Kind: VersionActKind.Comment or VersionActKind.Reject } => Refuse(NoteMissing),
        ActOnVersion c => Editable.Document(state, c.Document, null, (_, document) => Act(c, document)),

        FinalSign c => Editable.Document(state, c.Document, c.Expected, (_, document) =>
            Unsignable(document) is { } fault ? Refuse(fault) : Accept([.. FinalSigned(document, c.By)])),

        ConfirmDispatch c => Editable.Document(state, c.Document, null, (_, document) => Dispatched(c, document)),

        _ => throw new UnreachableException($"No rule for {command.GetType().Name}."),
    };

    public static CaseFileBody Evolve(CaseFileBody body, SigningEvent happened) => happened switch
    {
        VersionActRecorded e => body.Change(e.Document, document => document with
        {
            Acts = [.. document.Acts, new(e.Version, e.Kind, e.By, e.For, e.Note)],
        }),
        DocumentFinalSigned e => body.Change(e.Document, document => document with
        {
            FinalSigned = document.FinalSigned.Add(e.Version),
        }),
        DispatchConfirmed e => body.Change(e.Document, document => document with
        {
            Dispatches = [.. document.Dispatches, new(e.Version, e.On, e.Way, e.Addressees)],
        }),
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };

    /// <summary>The final signature of the newest version, or nothing where it stands already.</summary>
    public static IEnumerable<CaseFileEvent> FinalSigned(Document document, Handler by) =>
        document.FinalSigned.Contains(document.Newest)
            ? []
            : [new DocumentFinalSigned(document.Id, document.Newest, by.Person, by.For)];

    /// <summary>Why this version cannot be acted upon; null when it is the newest.</summary>
    public static Refusal? Outdated(Document document, int version) => version switch
    {
        _ when !document.Versions.ContainsKey(version) => CaseFileRefusals.UnknownVersion,
        _ when version != document.Newest => VersionSuperseded,
        _ => null,
    };

    /// <summary>Why the newest version cannot be fixed now: somebody is at work on the next. Null if it can.</summary>
    public static Refusal? Unsignable(Document document) =>
        document.CheckedOut is not null && !document.FinalSigned.Contains(document.Newest)
            ? EditingRefusals.CheckedOut
            : null;

    private static Decision<CaseFileEvent> Act(ActOnVersion c, Document document)
    {
        if (Outdated(document, c.Version) is { } fault)
            return Refuse(fault);
        var act = new VersionAct(c.Version, c.Kind, c.By.Person, c.By.For, c.Note);
        // Said again in the same words it says nothing new; after another act it does.
        var last = document.Acts.LastOrDefault(before =>
            (before.Version, before.By, before.For) == (act.Version, act.By, act.For));
        return act == last
            ? AlreadySo
            : Accept(new VersionActRecorded(c.Document, act.Version, act.Kind, act.By, act.For, act.Note));
    }

    private static Decision<CaseFileEvent> Dispatched(ConfirmDispatch c, Document document) => c switch
    {
        { Addressees.Count: 0 } => Refuse(NoAddressee),
        { Addressees.Count: > MaxAddressees } => Refuse(TooManyAddressees),
        _ when Unclean(c.Addressees) is { } at => Refuse(AddresseeUnclean(at)),
        _ when c.On > c.Today => Refuse(DispatchInFuture),
        _ when document.Kind is not DocumentKind.Outgoing => Refuse(NotOutgoing),
        _ when Outdated(document, c.Version) is { } fault => Refuse(fault),
        _ when document.Dispatches.Contains(new(c.Version, c.On, c.Way, c.Addressees)) => AlreadySo,
        _ => Accept(new DispatchConfirmed(
            c.Document, c.Version, c.On, c.Way, c.Addressees, c.By.Person, c.By.For)),
    };

    private static int? Unclean(ValueList<string> addressees)
    {
        for (var i = 0; i < addressees.Count; i++)
            if (string.IsNullOrWhiteSpace(addressees[i]) || addressees[i].Length > MaxAddressee
                || !PlainText.IsClean(addressees[i], linesAllowed: false))
                return i;
        return null;
    }
}
