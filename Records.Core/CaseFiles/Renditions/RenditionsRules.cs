using System.Collections.Immutable;
using System.Diagnostics;
using Records.Core.Deciding;
using Records.Core.Describing;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.CaseFiles.Editing.EditingRefusals;
using static Records.Core.CaseFiles.Renditions.RenditionsCommand;
using static Records.Core.CaseFiles.Renditions.RenditionsEvent;
using static Records.Core.CaseFiles.Renditions.RenditionsRefusals;
using static Records.Core.Deciding.Decision<Records.Core.CaseFiles.CaseFileEvent>;

namespace Records.Core.CaseFiles.Renditions;

/// <summary>The rules of renditions: clean copies (R29, R30), redacted copies (R31), long-term formats (R32).</summary>
internal static class RenditionsRules
{
    private const int MaxRenditions = 1000, MaxAreas = 1000, MaxLegalGround = 200;
    private const double MaxPoints = 14400;

    public static Decision<CaseFileEvent> Decide(RenditionsCommand command, CaseFile state) => command switch
    {
        FinaliseDocument c => Editable.Document(state, c.Document, c.Expected, (_, document) => document switch
        {
            { CleanCopy: not null } => Refuse(AlreadyFinal),
            { CheckedOut: not null } => Refuse(CheckedOut),
            { Renditions.Count: >= MaxRenditions } => Refuse(TooManyRenditions),
            _ when document.Renditions.ContainsKey(c.Rendition.Value) => Refuse(RenditionExists),
            _ => Accept(new RenditionAdded(
                c.Document, c.Rendition, document.Newest, RenditionKind.CleanCopy, c.Content, c.Making)),
        }),
        UndoFinalising c => Editable.Document(state, c.Document, c.Expected, (_, document) => document switch
        {
            { CleanCopy: null } => Refuse(NotFinal),
            _ when IsDispatched(document) => Refuse(AlreadyDispatched),
            { CleanCopy: { } copy } => Accept(new RenditionRetired(c.Document, copy.Id, copy.Kind)),
        }),

        ConvertVersion c => Kept(state, c.Document, c.Expected, document => document switch
        {
            _ when !document.Versions.ContainsKey(c.Version) => Refuse(UnknownVersion),
            _ when document.Renditions.Values.Any(other => other is { Kind: RenditionKind.LongTerm, IsRetired: false }
                && other.Version == c.Version) => Refuse(AlreadyConverted),
            { Renditions.Count: >= MaxRenditions } => Refuse(TooManyRenditions),
            _ when document.Renditions.ContainsKey(c.Rendition.Value) => Refuse(RenditionExists),
            _ => Accept(new RenditionAdded(
                c.Document, c.Rendition, c.Version, RenditionKind.LongTerm, c.Content, c.Making)),
        }),
        RetireRendition c => Kept(state, c.Document, c.Expected, document =>
            document.Renditions.GetValueOrDefault(c.Rendition.Value) switch
            {
                null => Refuse(UnknownRendition),
                { IsRetired: true } => AlreadySo,
                // That is undoing the finalising, which has rules of its own.
                { Kind: RenditionKind.CleanCopy } => Refuse(AlreadyFinal),
                var found => Accept(new RenditionRetired(c.Document, found.Id, found.Kind)),
            }),

        FileRedacted c when FaultOf(c) is { } fault => Refuse(fault),
        FileRedacted c when state.Contents.Find(c.Source) is not { } => Refuse(UnknownDocument),
        FileRedacted c => Redact(c, state, state.Contents.Find(c.Source)!),

        _ => throw new UnreachableException($"No rule for {command.GetType().Name}."),
    };

    /// <summary>
    /// The searchable copy that came with a text, as an event; none where the document keeps too many renditions
    /// already, for the text is not to be lost with it.
    /// </summary>
    public static IEnumerable<CaseFileEvent> CopyOf(CaseFileCommand.NoteText c, CaseFileBody body) =>
        c.Copy is { } copy && body.Find(c.Document) is { } document && document.Renditions.Count < MaxRenditions
        && !document.Renditions.ContainsKey(copy.Id.Value)
            ? [new RenditionAdded(
                c.Document, copy.Id, c.Version, RenditionKind.Searchable, copy.Content, copy.Making)]
            : [];

    public static CaseFileBody Evolve(CaseFileBody body, RenditionsEvent happened) => happened switch
    {
        // It comes by itself, as text does: nobody's change turns stale by it.
        RenditionAdded { Kind: RenditionKind.Searchable } e =>
            body.With(With(body.Documents[e.Document.Value], e)),
        RenditionAdded e => body.Change(e.Document, document => With(document, e)),
        RenditionRetired e => body.Change(e.Document, document => document with
        {
            Renditions = document.Renditions.SetItem(
                e.Rendition.Value, document.Renditions[e.Rendition.Value] with { IsRetired = true }),
        }),
        RedactedFiled e => body.With(new Document(
            e.Document, Revision.First, e.Matter, e.Kind, Description.Empty.With(e.Fields),
            ImmutableSortedDictionary<int, Documents.DocumentContent>.Empty.Add(1, e.Content), [])
        {
            RedactionOf = e.Source,
        }),
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };

    private static Document With(Document document, RenditionAdded e) => document with
    {
        Renditions = document.Renditions.Add(
            e.Rendition.Value, new(e.Rendition, e.Version, e.Kind, IsRetired: false)),
    };

    // The one place that asks for dispatch (R24).
    private static bool IsDispatched(Document document) =>
        document.Dispatches.Any(dispatch => dispatch.Version == document.CleanCopy?.Version);

    // Keeping readable what is there is no editing: it concerns what is closed as well.
    private static Decision<CaseFileEvent> Kept(
        CaseFile state, DocumentId id, Revision expected, Func<Document, Decision<CaseFileEvent>> decide) =>
        Editable.EvenClosed(state, ObjectRef.Of(id), expected, body => decide(body.Find(id)!));

    // Participants are not taken over from the matter: their names may be what is hidden.
    private static Decision<CaseFileEvent> Redact(FileRedacted c, CaseFile state, Document source) =>
        Editable.Matter(state, source.Matter, null, (body, _) => source.Versions.ContainsKey(c.Version)
            ? CaseFileDecider.FileIn(c, body, c.Document, c.Content, c.Fields, fields => new RedactedFiled(
                source.Matter, c.Document, source.Kind, c.Source, c.Version, c.Areas, c.Reason, c.LegalGround, fields,
                c.Content, c.Making))
            : Refuse(UnknownVersion));

    private static Refusal? FaultOf(FileRedacted c) => c switch
    {
        _ when !PlainText.IsRemark(c.Reason) => Locking.LockingRefusals.ReasonUnclean,
        _ when c.LegalGround.Trim().Length == 0 || c.LegalGround.Length > MaxLegalGround
            || !PlainText.IsClean(c.LegalGround, linesAllowed: false) => LegalGroundUnclean,
        { Areas.Count: 0 or > MaxAreas } => AreasOutOfRange,
        _ when !c.Areas.All(IsInRange) => AreasOutOfRange,
        _ => null,
    };

    private static bool IsInRange(RedactedArea area) => area is
    {
        Page: >= 1 and <= 100_000,
        X: >= 0 and <= MaxPoints, Y: >= 0 and <= MaxPoints,
        Width: > 0 and <= MaxPoints, Height: > 0 and <= MaxPoints,
    };
}
