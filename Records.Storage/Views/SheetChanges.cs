using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
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
using Records.Core.People;
using Records.Core.Ports;
using Records.Storage.Json;

namespace Records.Storage.Views;

/// <summary>What the events of each family change on the sheet, as a table.</summary>
public static class SheetChanges
{
    /// <summary>Null for an event that has statements of its own.</summary>
    internal static IReadOnlyList<SheetChange>? Of(CaseFileEvent happened, StoredEvent stored, Stamp stamp) =>
        happened switch
        {
            LockingEvent.ObjectLocked e => [new SheetChange.Mark(e.Of, Marked("lock", new
            {
                At = stored.RecordedAt.ToTime(),
                By = stamp.Actor.Person.Value,
                e.Reason,
            }))],
            LockingEvent.ObjectUnlocked e => [new SheetChange.Mark(e.Of, Unmarked("lock"))],
            ResubmissionEvent e => ResubmissionViews.Changes(e, stored, stamp),
            PuttingAwayEvent e => PuttingAwayChanges.Of(e),
            MovingEvent e => MovingChanges.Of(e, stored),
            RelocatingEvent e => RelocatingChanges.Of(e, stored, stamp),
            DeletingEvent e => DeletingChanges.Of(e, stored),
            CancellingEvent e => CancellingChanges.Of(e, stored, stamp),
            RegisterEvent e => RegisterChanges.Of(e),
            ParticipantEvent e => ParticipantChanges.Of(e),
            ReferenceEvent e => ReferenceChanges.Of(e),
            RoutingEvent e => RoutingChanges.Of(e, stored),
            SigningEvent e => RoutingChanges.Of(e, stored),
            EditingEvent e => EditingChanges.Of(e, stored, stamp),
            KeepingEvent e => KeepingChanges.Of(e, stored, stamp),
            RenditionsEvent e => RenditionsChanges.Of(e, stored, stamp),
            InspectionEvent e => InspectionChanges.Of(e, stored, stamp),
            _ => null,
        };

    /// <summary>One mark with this value, given as an anonymous object: its members as the API writes them.</summary>
    internal static JsonObject Marked(string name, object value) => new() { [name] = Data(value) };

    /// <summary>One mark less.</summary>
    internal static JsonObject Unmarked(string name) => new() { [name] = null };

    /// <summary>An anonymous object as the API writes it; what is null is left out.</summary>
    internal static JsonObject Data(object value) => JsonSerializer.SerializeToNode(value, ViewJson)!.AsObject();

    /// <summary>The rule under which a file was opened, as the sheet keeps it for good.</summary>
    internal static JsonObject OpeningOf(CaseFileEvent.CaseFileOpened opened) => Data(new
    {
        opened.Rule.TransferYears,
        opened.Rule.RetentionYears,
        Disposal = StoredWord.Of(opened.Rule.Disposal),
        StatedBy = opened.RuleFrom?.Value,
        PlanRevision = opened.PlanVersion.Value + 1,
    });

    /// <summary>The sheet after the change; kept in the order in which the tables are asked for it.</summary>
    internal static CaseFileSheet Apply(CaseFileSheet sheet, SheetChange change, Position position) => change switch
    {
        SheetChange.Mark { Of: { Kind: ObjectKind.CaseFile } } c => sheet with
        {
            CaseFile = sheet.CaseFile with
            {
                Revision = sheet.CaseFile.Revision + 1,
                Marks = Merged(sheet.CaseFile.Marks, c.Marks),
                State = c.State ?? sheet.CaseFile.State,
            },
        },
        SheetChange.Mark { Of: { Kind: ObjectKind.Matter, Id: var id } } c => sheet with
        {
            Matters = [.. sheet.Matters.Select(row => row.Id != id ? row : row with
            {
                Revision = row.Revision + 1,
                Marks = Merged(row.Marks, c.Marks),
                State = c.State ?? row.State,
            })],
        },
        SheetChange.Mark { Of.Id: var id } c => sheet with
        {
            Documents = [.. sheet.Documents.Select(row => row.Id != id ? row : row with
            {
                Revision = row.Revision + 1,
                Marks = Merged(row.Marks, c.Marks),
                State = c.State ?? row.State,
            })],
        },

        SheetChange.Rule { Now: var rule } => sheet with
        {
            CaseFile = sheet.CaseFile with
            {
                TransferYears = rule.TransferYears,
                RetentionYears = rule.RetentionYears,
                Disposal = StoredWord.Of(rule.Disposal),
                RuleFrom = null,
            },
        },
        SheetChange.Place c => sheet with
        {
            CaseFile = sheet.CaseFile with
            {
                Reference = c.Reference.Value,
                Entry = c.Entry.Value,
                TransferYears = c.Retention.TransferYears,
                RetentionYears = c.Retention.RetentionYears,
                Disposal = StoredWord.Of(c.Retention.Disposal),
                RuleFrom = c.RuleFrom?.Value,
            },
        },
        SheetChange.LeadUnit { Now: var unit } => sheet with
        {
            CaseFile = sheet.CaseFile with { Unit = unit.Value },
        },
        SheetChange.Ends { Now: var ends } => sheet with
        {
            CaseFile = sheet.CaseFile with { TransferEnds = ends.TransferEnds, RetentionEnds = ends.RetentionEnds },
        },

        SheetChange.Put c when sheet.Parts.Any(part => part.Kind == c.Kind && part.Id == c.Id) => sheet with
        {
            Parts = [.. sheet.Parts.Select(part => part.Kind != c.Kind || part.Id != c.Id ? part : part with
            {
                Data = Merged(part.Data, c.Data),
                OwnerKind = StoredWord.Of(c.Owner.Kind),
                Owner = c.Owner.Id,
            })],
        },
        SheetChange.Put c => sheet with
        {
            Parts = [.. sheet.Parts
                .Append(new(c.Kind, c.Id, StoredWord.Of(c.Owner.Kind), c.Owner.Id, Merged([], c.Data), position.Value))
                // PostgreSQL compares UUIDs byte by byte, as their text does.
                .OrderBy(part => part.Position).ThenBy(part => part.Id.ToString(), StringComparer.Ordinal)],
        },
        SheetChange.Drop c => sheet with
        {
            Parts = [.. sheet.Parts.Where(part => part.Kind != c.Kind || part.Id != c.Id)],
        },

        SheetChange.Refile c => sheet with
        {
            Documents = [.. sheet.Documents.Select(row => row.Id != c.Document.Value ? row : row with
            {
                Revision = row.Revision + 1,
                Matter = c.To.Value,
            })],
        },
        SheetChange.Leave c => sheet with
        {
            Matters = [.. sheet.Matters.Where(row => !c.Objects.Contains(row.Id))],
            Documents = [.. sheet.Documents.Where(row => !c.Objects.Contains(row.Id))],
            Versions = [.. sheet.Versions.Where(row => !c.Objects.Contains(row.Document))],
            Parts = [.. sheet.Parts.Where(part => part.Owner is not { } owner || !c.Objects.Contains(owner))],
        },
        SheetChange.Repoint c => sheet with
        {
            Parts = [.. sheet.Parts.Select(part => !Leads(part, c) ? part : part with
            {
                Data = Merged(part.Data, new() { ["caseFile"] = c.To?.Value.ToString() }),
            })],
        },
        // What can be searched is not on the sheet.
        SheetChange.Forget or SheetChange.Bring => sheet,

        _ => throw new UnreachableException($"{change.GetType().Name} is not known."),
    };

    private static bool Leads(PartRow part, SheetChange.Repoint c) =>
        part.Kind == ReferenceChanges.Part
        && (string?)part.Data["caseFile"] == c.From?.Value.ToString()
        && part.Data["object"] is { } to && c.Objects.Contains(Guid.Parse((string)to!));

    // As PostgreSQL's || and jsonb_strip_nulls do, but for nulls within a value: Data leaves them out.
    private static JsonObject Merged(JsonObject before, JsonObject changes)
    {
        var merged = (JsonObject)before.DeepClone();
        foreach (var (name, value) in changes)
            if (value is null)
                merged.Remove(name);
            else
                merged[name] = value.DeepClone();
        return merged;
    }

    private static JsonSerializerOptions ViewJson { get; } = new(StoredJson.Options)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = false,
    };
}
