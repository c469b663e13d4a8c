using System.Globalization;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Cancelling;
using Records.Core.CaseFiles.Deleting;
using Records.Core.CaseFiles.Editing;
using Records.Core.CaseFiles.Inspections;
using Records.Core.CaseFiles.Keeping;
using Records.Core.CaseFiles.Locking;
using Records.Core.CaseFiles.Moving;
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
using Records.Core.People;
using Records.Core.Retention;
using Records.Storage.Json;
using static Records.Core.CaseFiles.CaseFileEvent;

namespace Records.Api.CaseFiles;

/// <summary>
/// What an event means to a person: the act in German, the object, and each field with old and new value.
/// </summary>
internal sealed record EventNarration(string Action, string Kind, Guid? Object, ValueList<FieldChange> Changes)
{
    public static EventNarration Of(CaseFileEvent happened) => happened switch
    {
        CaseFileOpened e => new("Akte angelegt", "case-file", null,
        [
            new("reference", null, e.Reference.Value), new("entry", null, e.Entry.Value.ToString()),
            new("unit", null, e.LeadUnit.Value.ToString()), .. e.Fields,
        ]),
        CaseFileDescribed e => new("Metadaten geändert", "case-file", null, e.Changes),
        CaseFileClosed e => new("zu den Akten verfügt", "case-file", null, Closing(e.On, e.Ends)),
        CaseFileReopened e => new("z.A. aufgehoben", "case-file", null, Reopening(e.Cleared)),
        MatterOpened e =>
            new(e.Parent is null ? "Vorgang angelegt" : "Teilvorgang angelegt", "matter", e.Matter.Value,
            [
                new("number", null, Text(e.Number)), .. Remark("reference", e.Reference?.Value),
                .. Remark("parent", e.Parent?.Value.ToString()), .. e.Fields,
            ]),
        MatterDescribed e => new("Metadaten geändert", "matter", e.Matter.Value, e.Changes),
        MatterClosed e => new("Vorgang zu den Akten verfügt", "matter", e.Matter.Value, Closing(e.On, e.Ends)),
        MatterReopened e => new("Vorgang wieder aufgenommen", "matter", e.Matter.Value, Reopening(e.Cleared)),
        DocumentFiled e => new("Dokument zum Vorgang genommen", "document", e.Document.Value,
            [new("matter", null, e.Matter.Value.ToString()), new("kind", null, StoredWord.Of(e.Kind)), .. e.Fields,
                .. Content(e.Content)]),
        DocumentDescribed e => new("Metadaten geändert", "document", e.Document.Value, e.Changes),
        VersionAdded e => new("Version hinzugefügt", "document", e.Document.Value,
            [new("version", Text(e.Version - 1), Text(e.Version)), .. Content(e.Content), .. Remark("comment", e.Comment)]),
        TextNoted e => new("Text gelesen", "document", e.Document.Value,
            [new("version", null, Text(e.Version)), new("pages", null, Text(e.Text.Pages)),
                new("engine", null, e.Text.Engine)]),
        NoTextNoted e => new("Text nicht lesbar", "document", e.Document.Value,
            [new("version", null, Text(e.Version)), new("failure", null, StoredWord.Of(e.Failure))]),

        LockingEvent.ObjectLocked e => On("gesperrt", e.Of,
            [new("lock", null, "locked"), .. Remark("reason", e.Reason)]),
        LockingEvent.ObjectUnlocked e => On("Sperre aufgehoben", e.Of, [new("lock", "locked", null)]),

        ResubmissionEvent.ResubmissionSet e => On("auf Wiedervorlage gelegt", e.Of,
            [new("resubmission", null, Text(e.On)), new("for", null, Text(e.For)), .. Remark("reason", e.Reason)]),
        ResubmissionEvent.ResubmissionMoved e => On("Wiedervorlage verlegt", e.Of,
            [new("resubmission", Text(e.OldOn), Text(e.NewOn)), new("for", Text(e.OldFor), Text(e.NewFor))]),
        ResubmissionEvent.ResubmissionCompleted e => On("Wiedervorlage erledigt", e.Of,
            [new("for", Text(e.For), null)]),
        ResubmissionEvent.ResubmissionDropped e => On("Wiedervorlage gestrichen", e.Of,
            [new("for", Text(e.For), null)]),
        PuttingAwayEvent.DocumentPutAway e => new("weggelegt", "document", e.Document.Value,
            [new("state", "active", "put-away"), new("retentionEnds", null, Text(e.Until))]),
        PuttingAwayEvent.DocumentTakenUp e => new("wieder aufgenommen", "document", e.Document.Value,
            [new("state", "put-away", "active"), new("retentionEnds", Text(e.Cleared), null)]),

        CancellingEvent.ObjectCancelled e => On("storniert", e.Of,
            [new("state", "active", "cancelled"), new("reason", null, e.Reason)]),
        CancellingEvent.CancellationUndone e => On("Stornierung aufgehoben", e.Of,
            [new("state", "cancelled", "active")]),
        RegisterEvent e => StructureNarration.Of(e),
        ParticipantEvent e => StructureNarration.Of(e),
        ReferenceEvent e => StructureNarration.Of(e),

        MovingEvent e => MovingNarration.Of(e),
        RelocatingEvent e => RelocatingNarration.Of(e),
        DeletingEvent.DeletionMarked e => On("Löschmarkierung gesetzt", e.Of,
            [new("deletion", null, "requested"), new("checker", null, e.Checker.Value.ToString()),
                new("reason", null, e.Reason)]),
        DeletingEvent.DeletionWithdrawn e => On("Löschmarkierung zurückgenommen", e.Of,
            [new("deletion", "requested", null)]),
        DeletingEvent.ObjectDeleted e => On("gelöscht", e.Of,
        [
            new("state", "active", "deleted"), new("markedBy", null, e.MarkedBy.Value.ToString()),
            new("reason", null, e.Reason),
            .. e.Contents.Select(content => new FieldChange("sha256", content.Sha256.ToString(), null)),
        ]),
        RoutingEvent e => RoutingNarration.Of(e),
        SigningEvent e => RoutingNarration.Of(e),
        EditingEvent e => EditingNarration.Of(e),
        RenditionsEvent e => RenditionNarration.Of(e),
        InspectionEvent e => InspectionNarration.Of(e),

        KeepingEvent.CaseFileAppraised e => On("vorbewertet", ObjectRef.CaseFile,
            [new("disposal", StoredWord.Of(e.Old), StoredWord.Of(e.New)), .. Remark("reason", e.Reason)]),
        KeepingEvent.RetentionRuleChanged e => On("Fristen von Hand geändert", ObjectRef.CaseFile,
        [
            new("transferYears", Text(e.Old.TransferYears), Text(e.New.TransferYears)),
            new("retentionYears", Years(e.Old), Years(e.New)),
            new("disposal", StoredWord.Of(e.Old.Disposal), StoredWord.Of(e.New.Disposal)),
            .. e.Dropped is { } dropped
                ? (ValueList<FieldChange>)[new("retentionEndByHand", End(dropped.RetentionEnds), null)]
                : [],
            new("reason", null, e.Reason), new("legalGround", null, e.LegalGround),
        ]),
        KeepingEvent.RetentionEndSet e => On("Ende der Aufbewahrung von Hand gesetzt", ObjectRef.CaseFile,
        [
            new("retentionEnds", End(e.Old.RetentionEnds), End(e.New.RetentionEnds)),
            new("reason", null, e.Reason), new("legalGround", null, e.LegalGround),
        ]),

        _ => throw new System.Diagnostics.UnreachableException($"{happened.GetType().Name} has no words."),
    };

    internal static EventNarration On(string action, ObjectRef of, ValueList<FieldChange> changes) =>
        new(action, StoredWord.Of(of.Kind), of.Id, changes);

    internal static ValueList<FieldChange> Remark(string field, string? said) =>
        said is null ? [] : [new(field, null, said)];

    private static ValueList<FieldChange> Closing(DateOnly on, PeriodEnds ends) =>
    [
        new("state", "active", "closed"), new("closedOn", null, Text(on)),
        new("transferEnds", null, Text(ends.TransferEnds)),
        new("retentionEnds", null, ends.RetentionEnds is { } end ? Text(end) : "unlimited"),
    ];

    private static ValueList<FieldChange> Reopening(PeriodEnds cleared) =>
    [
        new("state", "closed", "active"), new("transferEnds", Text(cleared.TransferEnds), null),
        new("retentionEnds", cleared.RetentionEnds is { } end ? Text(end) : "unlimited", null),
    ];

    internal static ValueList<FieldChange> Content(DocumentContent content) =>
    [
        new("originalName", null, content.OriginalName), new("mediaType", null, content.Type.Name),
        new("sizeBytes", null, content.SizeBytes.ToString(CultureInfo.InvariantCulture)),
        new("sha256", null, content.Sha256.ToString()),
    ];

    private static string? Text(Addressee who) => (who.Person?.Value ?? who.Unit?.Value).ToString();
    internal static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    internal static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private static string End(DateOnly? day) => day is { } end ? Text(end) : "unlimited";
    private static string Years(RetentionRule rule) => rule.RetentionYears is { } years ? Text(years) : "unlimited";
}
