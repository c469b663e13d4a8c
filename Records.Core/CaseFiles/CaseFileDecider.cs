using System.Collections.Immutable;
using System.Diagnostics;
using Records.Core.CaseFiles.Cancelling;
using Records.Core.CaseFiles.Deleting;
using Records.Core.CaseFiles.Editing;
using Records.Core.CaseFiles.Inspections;
using Records.Core.CaseFiles.Keeping;
using Records.Core.CaseFiles.Locking;
using Records.Core.CaseFiles.Moving;
using Records.Core.CaseFiles.Numbering;
using Records.Core.CaseFiles.Participants;
using Records.Core.CaseFiles.PuttingAway;
using Records.Core.CaseFiles.References;
using Records.Core.CaseFiles.Registers;
using Records.Core.CaseFiles.Relocating;
using Records.Core.CaseFiles.Renditions;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.CaseFiles.Routing;
using Records.Core.CaseFiles.Signing;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Documents;
using static Records.Core.CaseFiles.CaseFile;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.Deciding.Decision<Records.Core.CaseFiles.CaseFileEvent>;

namespace Records.Core.CaseFiles;

/// <summary>The rules of the case file. Read <see cref="Decide"/> as a table: wish and state, then outcome.</summary>
public sealed class CaseFileDecider : IDecider<CaseFile, CaseFileCommand, CaseFileEvent>
{
    private const int MaxDocuments = 100_000;

    private CaseFileDecider() { }

    public static CaseFile Initial { get; } = new Unopened();

    public static Decision<CaseFileEvent> Decide(CaseFileCommand command, CaseFile state) => (command, state) switch
    {
        (OpenCaseFile c, Unopened) => Open(c),
        (OpenCaseFile, _) => Refuse(AlreadyOpened),
        (_, Unopened) => Refuse(NotOpened),

        // Text is read in the background and belongs to the version whatever became of the file meanwhile.
        (NoteText c, _) => Note(state.Contents, c.Document, c.Version,
            [new TextNoted(c.Document, c.Version, c.Text), .. RenditionsRules.CopyOf(c, state.Contents)]),
        (NoteNoText c, _) => Note(state.Contents, c.Document, c.Version,
            [new NoTextNoted(c.Document, c.Version, c.Failure, c.ReadablePages)]),

        (CloseCaseFile c, _) => ClosingRules.Close(c, state),
        (ReopenCaseFile c, _) => ClosingRules.Reopen(c, state),

        (DescribeCaseFile c, _) => Editable.File(state, c.Expected, body =>
            Describe(
                c.FieldsBeside(CaseFileFields.OfCaseFile), body.Fields, c.Fields,
                changes => new CaseFileDescribed(changes))),

        (OpenMatter { Parent: { } above } c, _) =>
            Editable.Matter(state, above, null, (body, parent) => SubMatterRules.OpenIn(c, body, parent)),
        (OpenMatter c, _) => Editable.File(state, null, body => SubMatterRules.OpenIn(c, body, null)),
        (DescribeMatter c, _) => Editable.Matter(state, c.Matter, c.Expected, (_, matter) =>
            Describe(
                c.FieldsBeside(CaseFileFields.OfMatter), matter.Fields, c.Fields,
                changes => new MatterDescribed(c.Matter, changes))),
        (CloseMatter c, _) => ClosingRules.Close(c, state),
        (ReopenMatter c, _) => ClosingRules.Reopen(c, state),

        (FileDocument c, _) => Editable.Matter(state, c.Matter, null, (body, matter) =>
            FileIn(c, body, c.Document, c.Content, c.Fields, fields =>
                new DocumentFiled(c.Matter, c.Document, c.Kind, fields, c.Content))
                .Also(ParticipantRules.TakeOver(c.Document, matter.Participants))),
        (DescribeDocument c, _) => Editable.Document(state, c.Document, c.Expected, (_, document) =>
            Describe(
                c.FieldsBeside(CaseFileFields.OfDocument), document.Fields, c.Fields,
                changes => new DocumentDescribed(c.Document, changes))),
        (AddVersion c, _) =>
            Editable.Document(state, c.Document, c.Expected, (_, document) => AddVersionTo(c, document)),

        (LockingCommand c, _) => LockingRules.Decide(c, state),
        (ResubmissionCommand c, _) => ResubmissionRules.Decide(c, state),
        (PuttingAwayCommand c, _) => PuttingAwayRules.Decide(c, state),
        (RelocatingCommand c, _) => RelocatingRules.Decide(c, state),
        (MovingCommand c, _) => MovingRules.Decide(c, state),
        (DeletingCommand c, _) => DeletingRules.Decide(c, state),
        (CancellingCommand c, _) => CancellingRules.Decide(c, state),
        (RegisterCommand c, _) => RegisterRules.Decide(c, state),
        (ParticipantCommand c, _) => ParticipantRules.Decide(c, state),
        (ReferenceCommand c, _) => ReferenceRules.Decide(c, state),
        (RoutingCommand c, _) => RoutingRules.Decide(c, state),
        (SigningCommand c, _) => SigningRules.Decide(c, state),
        (EditingCommand c, _) => EditingRules.Decide(c, state),
        (KeepingCommand c, _) => KeepingRules.Decide(c, state),
        (RenditionsCommand c, _) => RenditionsRules.Decide(c, state),
        (InspectionCommand c, _) => InspectionRules.Decide(c, state),

        _ => throw new UnreachableException($"No rule for {command.GetType().Name} on {state.GetType().Name}."),
    };

    public static CaseFile Evolve(CaseFile state, CaseFileEvent @event) => (state, @event) switch
    {
        (Unopened, CaseFileOpened e) => new Active(new(
            Revision.First, e.Reference, e.Entry, e.Rule, e.LeadUnit, Description.Empty.With(e.Fields),
            ImmutableSortedDictionary<Guid, Matter>.Empty, ImmutableSortedDictionary<Guid, Document>.Empty)),
        (Active s, CaseFileClosed e) => new Closed(s.Body.Next(), e.On, e.Ends),
        (Closed s, CaseFileReopened) => new Active(s.Body.Next()),
        (Active or Cancelled, CancellingEvent e) => CancellingRules.Evolve(state, e),
        (Active, RelocatingEvent e) => RelocatingRules.Evolve(state, e),
        (Active, DeletingEvent e) => DeletingRules.Evolve(state, e),
        (Closed s, KeepingEvent.RetentionEndSet e) => s with { Body = KeepingRules.Evolve(s.Body, e), Ends = e.New },
        (Active or Closed or Cancelled, _) => state.With(EvolveBody(state.Contents, @event)),

        _ => throw new UnreachableException($"{@event.GetType().Name} cannot follow {state.GetType().Name}."),
    };

    private static CaseFileBody EvolveBody(CaseFileBody body, CaseFileEvent @event) => @event switch
    {
        CaseFileDescribed e => body.Next() with { Fields = body.Fields.With(e.Changes) },

        MatterOpened e => SubMatterRules.Evolve(body, e),
        MatterDescribed e => body.Change(e.Matter, matter => matter with { Fields = matter.Fields.With(e.Changes) }),
        CaseFileEvent.MatterClosed e => body.Change(e.Matter, matter => matter with { Ends = e.Ends }),
        MatterReopened e => body.Change(e.Matter, matter => matter with { Ends = null }),

        DocumentFiled e => body.With(new Document(
            e.Document, Revision.First, e.Matter, e.Kind, Description.Empty.With(e.Fields),
            ImmutableSortedDictionary<int, DocumentContent>.Empty.Add(1, e.Content), [])),
        DocumentDescribed e =>
            body.Change(e.Document, document => document with { Fields = document.Fields.With(e.Changes) }),
        VersionAdded e => body.Change(
            e.Document, document => document with { Versions = document.Versions.Add(e.Version, e.Content) }),

        TextNoted e => body.With(Read(body.Documents[e.Document.Value], e.Version)),
        NoTextNoted e => body.With(Read(body.Documents[e.Document.Value], e.Version)),

        LockingEvent e => LockingRules.Evolve(body, e),
        KeepingEvent e => KeepingRules.Evolve(body, e),
        ResubmissionEvent e => ResubmissionRules.Evolve(body, e),
        PuttingAwayEvent e => PuttingAwayRules.Evolve(body, e),
        MovingEvent e => MovingRules.Evolve(body, e),
        RegisterEvent e => RegisterRules.Evolve(body, e),
        ParticipantEvent e => ParticipantRules.Evolve(body, e),
        ReferenceEvent e => ReferenceRules.Evolve(body, e),
        RoutingEvent e => RoutingRules.Evolve(body, e),
        SigningEvent e => SigningRules.Evolve(body, e),
        EditingEvent e => EditingRules.Evolve(body, e),
        RenditionsEvent e => RenditionsRules.Evolve(body, e),
        InspectionEvent e => InspectionRules.Evolve(body, e),

        _ => throw new UnreachableException($"{@event.GetType().Name} cannot happen to an opened file."),
    };

    private static Decision<CaseFileEvent> Open(OpenCaseFile c) =>
        Describe(c.FieldsBeside(CaseFileFields.OfCaseFile), Description.Empty, c.Fields, fields =>
            new CaseFileOpened(c.Reference, c.Entry, c.Rule, c.RuleFrom, c.PlanVersion, c.LeadUnit, fields));

    /// <summary>Files a document that <paramref name="happened"/> tells of with its clean fields.</summary>
    internal static Decision<CaseFileEvent> FileIn(
        CaseFileCommand c, CaseFileBody body, DocumentId document, DocumentContent content, ValueList<FieldValue> fields,
        Func<ValueList<FieldChange>, CaseFileEvent> happened) => content switch
        {
            _ when body.Find(document) is { } || body.MovedOut.ContainsKey(document.Value) => Refuse(DocumentExists),
            _ when IsFull(body, 0, 1) => Refuse(TooManyMatters),
            _ when !IsName(content.OriginalName) => Refuse(NameUnclean),
            _ => Describe(c.FieldsBeside(CaseFileFields.OfDocument), Description.Empty, fields, happened),
        };

    /// <summary>Whether so many more would be too many.</summary>
    internal static bool IsFull(CaseFileBody body, int matters, int documents) =>
        body.Matters.Count + matters > SubMatterRules.MaxMatters || body.Documents.Count + documents > MaxDocuments;

    private static Decision<CaseFileEvent> AddVersionTo(AddVersion c, Document document) => c switch
    {
        // Whoever has it checked out checks it in, so that no version comes in between.
        _ when document.CheckedOut is not null => Refuse(EditingRefusals.CheckedOut),
        _ when document.CleanCopy is not null => Refuse(RenditionsRefusals.AlreadyFinal),
        _ when FaultOf(c.Content, c.Comment) is { } fault => Refuse(fault),
        _ => Accept(new VersionAdded(c.Document, document.Newest + 1, c.Content, c.Comment)),
    };

    /// <summary>What is wrong with the words that came with content; null when nothing is.</summary>
    internal static Refusal? FaultOf(DocumentContent content, string? comment) => comment switch
    {
        _ when !IsName(content.OriginalName) => NameUnclean,
        { Length: > 1000 } => CommentUnclean,
        { } said when !PlainText.IsClean(said, linesAllowed: true) => CommentUnclean,
        _ => null,
    };

    private static Decision<CaseFileEvent> Note(
        CaseFileBody body, DocumentId id, int version, ValueList<CaseFileEvent> noted) =>
        body.Find(id) switch
        {
            null when body.MovedOut.ContainsKey(id.Value) => AlreadySo,
            null => Refuse(UnknownDocument),
            var document when !document.Versions.ContainsKey(version) => Refuse(UnknownVersion),
            var document when document.IsDeleted || document.TextRead.Contains(version) => AlreadySo,
            _ => Accept(noted),
        };

    internal static Decision<CaseFileEvent> Describe(
        ValueList<FieldRule> rules,
        ImmutableSortedDictionary<string, string> current,
        ValueList<FieldValue> wanted,
        Func<ValueList<FieldChange>, CaseFileEvent> happened) => Description.Decide(rules, current, wanted) switch
        {
            Decision<FieldChange>.Refused no => Refuse(no.Reason),
            Decision<FieldChange>.Accepted { Events: { Count: > 0 } changes } =>
                CaseFileFields.Fault(current.With(changes)) is { } fault ? Refuse(fault) : Accept(happened(changes)),
            _ => AlreadySo,
        };

    private static Document Read(Document document, int version) =>
        document with { TextRead = document.TextRead.Add(version) };

    private static bool IsName(string name) =>
        name.Trim().Length is > 0 and <= 255 && PlainText.IsClean(name, linesAllowed: false);
}
