using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Editing;
using Records.Core.CaseFiles.Moving;
using Records.Core.CaseFiles.Participants;
using Records.Core.CaseFiles.Relocating;
using Records.Core.CaseFiles.Renditions;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.CaseFiles.Routing;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.FilePlan;
using Records.Core.InTray;
using Records.Core.Ports;
using Records.Storage.Json;
using static Records.Core.CaseFiles.CaseFileEvent;

namespace Records.Storage.Views;

/// <summary>What each event does to the query tables, as a table of event and writes.</summary>
internal static class ViewStatements
{
    private static readonly RowsStatement CaseFile = new(
        "reference text, entry uuid, rule_from uuid, transfer_years integer, retention_years integer, disposal text, "
        + "unit uuid, fields jsonb, at bigint, position bigint, opening jsonb, by uuid", """
        insert into case_file (id, revision, reference, entry, rule_from, transfer_years, retention_years,
            disposal, unit, fields, state, opened_at, access_class, position, opening, opened_by)
        select given.id, 1, given.reference, given.entry, given.rule_from, given.transfer_years,
               given.retention_years, given.disposal, given.unit, jsonb_strip_nulls(given.fields), 'active', given.at,
               access_class.id, given.position, given.opening, given.by
          from given join access_class on access_class.unit = given.unit
        """);

    private static readonly RowsStatement CaseFileFields = new("fields jsonb", """
        update case_file
           set revision = revision + 1, fields = jsonb_strip_nulls(case_file.fields || given.fields)
          from given
         where case_file.id = given.id
        """);

    private static readonly RowsStatement CaseFileState = new(
        "state text, closed_on date, transfer_ends date, retention_ends date", """
        update case_file
           set revision = revision + 1, state = given.state, closed_on = given.closed_on,
               transfer_ends = given.transfer_ends, retention_ends = given.retention_ends
          from given
         where case_file.id = given.id
        """);

    private static readonly RowsStatement Matter = new(
        "number integer, fields jsonb, at bigint, parent uuid, reference text, position bigint", """
        insert into matter (id, case_file, revision, number, fields, state, opened_at, parent, reference, position,
            access_class)
        select given.id, given.file, 1, given.number, jsonb_strip_nulls(given.fields), 'active', given.at,
               given.parent,
               coalesce(given.reference,
                   case_file.reference || '-' || case when given.number < 10 then '0' else '' end || given.number),
               given.position, case_file.access_class
          from given join case_file on case_file.id = given.file
        """);

    private static readonly RowsStatement MatterFields = new("fields jsonb", """
        update matter
           set revision = revision + 1, fields = jsonb_strip_nulls(matter.fields || given.fields)
          from given
         where matter.case_file = given.file and matter.id = given.id
        """);

    private static readonly RowsStatement MatterState = new(
        "state text, closed_on date, transfer_ends date, retention_ends date", """
        update matter
           set revision = revision + 1, state = given.state, closed_on = given.closed_on,
               transfer_ends = given.transfer_ends, retention_ends = given.retention_ends
          from given
         where matter.case_file = given.file and matter.id = given.id
        """);

    public static IEnumerable<ViewWrite> For(ViewedEvent viewed) => viewed.Event switch
    {
        // The plan is small and its actor holds all of it; there is nothing to look up in a table.
        FilePlanEvent => [],

        CaseFileEvent e => ForCaseFile(e, viewed),
        InTrayEvent e => InTrayViews.For(e, viewed),
        _ => throw new UnknownEventException(viewed.Stored.Type),
    };

    private static IEnumerable<ViewWrite> ForCaseFile(CaseFileEvent happened, ViewedEvent viewed)
    {
        var (stored, file, at) = (viewed.Stored, viewed.Stored.Stream.Value, viewed.Stored.RecordedAt.UnixMicros);
        return happened switch
        {
            CaseFileOpened e =>
            [
                new ViewWrite.AccessClass(e.LeadUnit),
                CaseFile.OfAll(
                    stored, e.Reference.Value, e.Entry.Value, e.RuleFrom?.Value, e.Rule.TransferYears,
                    e.Rule.RetentionYears, StoredWord.Of(e.Rule.Disposal), e.LeadUnit.Value, FieldsOf(e.Fields), at,
                    stored.Position.Value, SheetChanges.OpeningOf(e).ToJsonString(),
                    viewed.Stamp!.Actor.Person.Value),
                PassageStatements.OfCaseFile(stored),
            ],
            CaseFileDescribed e =>
                [CaseFileFields.Of(stored, file, FieldsOf(e.Changes)), PassageStatements.OfCaseFile(stored)],
            CaseFileClosed e =>
                [CaseFileState.Of(stored, file, "closed", e.On, e.Ends.TransferEnds, e.Ends.RetentionEnds)],
            CaseFileReopened => [CaseFileState.Of(stored, file, "active", null, null, null)],

            MatterOpened e =>
            [
                Matter.Of(
                    stored, e.Matter.Value, e.Number, FieldsOf(e.Fields), at, e.Parent?.Value, e.Reference?.Value,
                    stored.Position.Value),
                PassageStatements.OfMatter(stored, e.Matter),
            ],
            MatterDescribed e =>
            [
                MatterFields.Of(stored, e.Matter.Value, FieldsOf(e.Changes)),
                PassageStatements.OfMatter(stored, e.Matter),
            ],
            MatterClosed e =>
            [
                MatterState.Of(
                    stored, e.Matter.Value, "closed", e.On, e.Ends.TransferEnds, e.Ends.RetentionEnds),
            ],
            MatterReopened e => [MatterState.Of(stored, e.Matter.Value, "active", null, null, null)],

            DocumentFiled e => DocumentStatements.Filed(viewed, e.Matter, e.Document, e.Kind, e.Fields, e.Content),
            RenditionsEvent.RedactedFiled e =>
            [
                .. DocumentStatements.Filed(viewed, e.Matter, e.Document, e.Kind, e.Fields, e.Content),
                .. SheetStatements.For(RenditionsChanges.Redaction(e), stored),
            ],
            DocumentDescribed e => DocumentStatements.Described(stored, e),
            VersionAdded e =>
            [
                DocumentStatements.Revised(stored, e.Document),
                .. DocumentStatements.Added(viewed, e.Document, e.Version, e.Content, e.Comment),
            ],
            EditingEvent.VersionCheckedIn e =>
            [
                .. SheetStatements.For(EditingChanges.Back(e.Document), stored),
                .. DocumentStatements.Added(viewed, e.Document, e.Version, e.Content, e.Comment),
            ],
            TextNoted e => DocumentStatements.TextRead(viewed, e),
            NoTextNoted e => DocumentStatements.NoTextRead(stored, e),

            RelocatingEvent.ObjectMovedIn e =>
            [
                .. e.Past.SelectMany(past => ForCaseFile(past.Happened, viewed with
                {
                    Stored = RelocatingChanges.Stored(past, stored),
                    Stamp = past.Stamp,
                    Event = past.Happened,
                })),
                .. RelocatingChanges.Of(e, stored, viewed.Stamp!)
                    .SelectMany(change => SheetStatements.For(change, stored)),
            ],

            _ when SheetChanges.Of(happened, stored, viewed.Stamp!) is { } changes =>
                changes.SelectMany(change => SheetStatements.For(change, stored)).Concat(Across(happened, viewed)),

            _ => throw new UnknownEventException(stored.Type),
        };
    }

    // What must be found across files, beside its place on the sheet.
    private static IEnumerable<ViewWrite> Across(CaseFileEvent happened, ViewedEvent viewed) => happened switch
    {
        ResubmissionEvent e => [ResubmissionViews.Row(e, viewed.Stored, viewed.Stamp!)],
        RoutingEvent e => WorklistStatements.For(e, viewed.Stored),
        ParticipantEvent e => ParticipantStatements.For(e, viewed.Stored),
        MovingEvent.CaseFileRefiled => [PassageStatements.OfCaseFile(viewed.Stored)],
        _ => [],
    };

    /// <summary>The new values by their names; null where a field goes.</summary>
    internal static string FieldsOf(ValueList<FieldChange> changes) =>
        JsonSerializer.Serialize(changes.ToDictionary(change => change.Field, change => change.New));

    /// <summary>A statement on a stream as a whole, which is its first parameter.</summary>
    internal static ViewWrite.Alone Alone(StoredEvent stored, string sql, params ReadOnlySpan<object> values) =>
        new([stored.Stream.Value], Sql(sql, [stored.Stream.Value, .. values]));

    internal static NpgsqlParameter Uuid(Guid? value) => Typed(NpgsqlDbType.Uuid, value);
    internal static NpgsqlParameter Text(string? value) => Typed(NpgsqlDbType.Text, value);

    internal static NpgsqlParameter Typed(NpgsqlDbType type, object? value) =>
        new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };

    internal static NpgsqlBatchCommand Sql(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        return command;
    }
}
