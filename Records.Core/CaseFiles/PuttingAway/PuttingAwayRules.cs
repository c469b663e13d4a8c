using System.Diagnostics;
using Records.Core.CaseFiles.Editing;
using Records.Core.Deciding;
using Records.Core.Documents;
using Records.Core.Retention;
using static Records.Core.CaseFiles.PuttingAway.PuttingAwayCommand;
using static Records.Core.CaseFiles.PuttingAway.PuttingAwayEvent;
using static Records.Core.CaseFiles.PuttingAway.PuttingAwayRefusals;
using static Records.Core.Deciding.Decision<Records.Core.CaseFiles.CaseFileEvent>;

namespace Records.Core.CaseFiles.PuttingAway;

/// <summary>The rules of putting away (R37). Whoever is put away is not edited (<see cref="Editable"/>).</summary>
internal static class PuttingAwayRules
{
    // A full calendar year after that of the act, as every period of the house; the type is of no use here.
    private static readonly RetentionRule OneYear = new(1, 1, DisposalType.Appraise);

    public static Decision<CaseFileEvent> Decide(PuttingAwayCommand command, CaseFile state) => command switch
    {
        PutAway c when state.Contents.Find(c.Document) is { PutAwayUntil: not null } => AlreadySo,
        PutAway c => Editable.Document(state, c.Document, c.Expected, (_, document) => document switch
        {
            { Kind: DocumentKind.Incoming } => Refuse(IncomingNotPutAway),
            { CheckedOut: not null } => Refuse(EditingRefusals.CheckedOut),
            _ => Accept(new DocumentPutAway(c.Document, c.On, OneYear.EndsFrom(c.On).TransferEnds)),
        }),

        TakeUpAgain c when state.Contents.Find(c.Document) is { PutAwayUntil: null } => AlreadySo,
        // Whatever else keeps it from being edited keeps it from coming back.
        TakeUpAgain c => Editable.Document(Put(state, c.Document, null), c.Document, c.Expected, (_, _) =>
            state.Contents.Find(c.Document)!.PutAwayUntil!.Value is var until && c.On > until
                ? Refuse(YearOver(until))
                : Accept(new DocumentTakenUp(c.Document, c.On, until))),

        _ => throw new UnreachableException($"No rule for {command.GetType().Name}."),
    };

    public static CaseFileBody Evolve(CaseFileBody body, PuttingAwayEvent happened) => happened switch
    {
        DocumentPutAway e => body.Change(e.Document, document => document with { PutAwayUntil = e.Until }),
        DocumentTakenUp e => body.Change(e.Document, document => document with { PutAwayUntil = null }),
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };

    private static CaseFile Put(CaseFile state, DocumentId id, DateOnly? until) =>
        state.Contents.Find(id) is { } document
            ? state.With(state.Contents.With(document with { PutAwayUntil = until }))
            : state;
}
