using System.Diagnostics;
using Records.Core.CaseFiles.Locking;
using Records.Core.CaseFiles.Renditions;
using Records.Core.Deciding;
using Records.Core.Describing;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.CaseFiles.Inspections.InspectionCommand;
using static Records.Core.CaseFiles.Inspections.InspectionEvent;
using static Records.Core.CaseFiles.Inspections.InspectionRefusals;
using static Records.Core.Deciding.Decision<Records.Core.CaseFiles.CaseFileEvent>;

namespace Records.Core.CaseFiles.Inspections;

/// <summary>
/// The rules of inspections (R55). Showing is no editing: it concerns what is closed and what is locked as well, but
/// nothing that is cancelled or deleted.
/// </summary>
internal static class InspectionRules
{
    private const int MaxInspections = 1000, MaxSelected = 1000, MaxDocuments = 1000, MaxLine = 200;
    private const int MostNamed = 20;
    private const long MaxBytes = 1L << 30;

    public static Decision<CaseFileEvent> Decide(InspectionCommand command, CaseFile state) => (command, state) switch
    {
        (_, CaseFile.Cancelled) => Refuse(CaseFileCancelled),
        (_, CaseFile.Deleted) => Refuse(CaseFileDeleted),
        (GiveInspection c, _) when FaultOf(c) is { } fault => Refuse(fault),
        (GiveInspection c, _) when Unknown(c.Selection, state.Contents) is { } unknown => Refuse(unknown),
        (GiveInspection c, _) when state.Contents.Inspections.Contains(c.Inspection.Value) => Refuse(InspectionExists),
        (GiveInspection, _) when state.Contents.Inspections.Count >= MaxInspections => Refuse(TooManyInspections),
        (GiveInspection c, _) => Give(c, state.Contents, InspectionPick.Of(state.Contents, c.Selection)),
        _ => throw new UnreachableException($"No rule for {command.GetType().Name}."),
    };

    public static CaseFileBody Evolve(CaseFileBody body, InspectionEvent happened) => happened switch
    {
        InspectionGiven e => body.Next() with { Inspections = body.Inspections.Add(e.Inspection.Value) },
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };

    private static Decision<CaseFileEvent> Give(GiveInspection c, CaseFileBody body, InspectionPick pick) => pick switch
    {
        { Shown.Count: 0 } => Refuse(NothingToInspect),
        _ when Unreadable(body, pick) is { Length: > 0 } unreadable => Refuse(NotAllReadable(unreadable)),
        { Shown.Count: > MaxDocuments } => Refuse(BundleTooLarge),
        _ when pick.Shown.Sum(document => document.Versions[document.Newest].SizeBytes) > MaxBytes =>
            Refuse(BundleTooLarge),
        _ when c.Bundled is { } bundled && bundled != pick.Versions => Refuse(BundleOutdated),
        _ => Accept(new InspectionGiven(
            c.Inspection, c.Recipient, c.Reason, c.LegalGround, c.Selection, c.WithSheets, pick.Versions, pick.Withheld,
            c.Bundle)),
    };

    // By id: what a deleted document was called is not told any more.
    private static string[] Unreadable(CaseFileBody body, InspectionPick pick)
    {
        string[] all =
        [
            .. from document in pick.Shown
               let matter = body.Find(document.Matter)!
               let why = document.IsDeleted || body.Lineage(matter).Any(above => above.IsDeleted) ? "gelöscht"
                   : document.IsCancelled || body.IsCancelled(matter) ? "storniert"
                   : null
               where why is not null
               select $"{document.Id.Value} ({why})",
        ];
        return all.Length <= MostNamed ? all : [.. all[..MostNamed], $"und {all.Length - MostNamed} weitere"];
    }

    private static Refusal? FaultOf(GiveInspection c) => c switch
    {
        _ when !IsLine(c.Recipient) => RecipientUnclean,
        _ when !PlainText.IsRemark(c.Reason) => LockingRefusals.ReasonUnclean,
        _ when !IsLine(c.LegalGround) => RenditionsRefusals.LegalGroundUnclean,
        { Selection.Matters.Count: var matters, Selection.Documents.Count: var documents } when
            (c.Selection.Whole ? matters > 0 : matters + documents == 0) || matters + documents > MaxSelected
            || c.Selection.Without.Count > MaxSelected || c.Selection.Without.Any(c.Selection.Documents.Contains) =>
            SelectionUnclear,
        _ => null,
    };

    private static Refusal? Unknown(InspectionSelection selection, CaseFileBody body) => selection switch
    {
        _ when selection.Matters.Any(matter => body.Find(matter) is null) => UnknownMatter,
        _ when selection.Documents.Concat(selection.Without).Any(document => body.Find(document) is null) =>
            UnknownDocument,
        _ => null,
    };

    private static bool IsLine(string text) =>
        text.Trim().Length > 0 && text.Length <= MaxLine && PlainText.IsClean(text, linesAllowed: false);
}
