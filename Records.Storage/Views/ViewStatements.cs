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
using Records.Core.Documents;
using Records.Core.FilePlan;
using Records.Core.InTray;
using Records.Core.Ports;
using Records.Core.Retention;
using Records.Storage.Json;
using static Records.Core.CaseFiles.CaseFileEvent;

namespace Records.Storage.Views;

/// <summary>What each event does to the query tables, as a table of event and statements.</summary>
internal static class ViewStatements
{
    public static IEnumerable<NpgsqlBatchCommand> For(ViewedEvent viewed) => viewed.Event switch
    {
        // The plan is small and its actor holds all of it; there is nothing to look up in a table.
        FilePlanEvent => [],

        CaseFileEvent e => ForCaseFile(e, viewed),
        InTrayEvent e => InTrayViews.For(e, viewed),
        _ => throw new UnknownEventException(viewed.Stored.Type),
    };

    private static IEnumerable<NpgsqlBatchCommand> ForCaseFile(CaseFileEvent happened, ViewedEvent viewed)
    {
        var (file, at) = (viewed.Stored.Stream.Value, viewed.Stored.RecordedAt.UnixMicros);
        return happened switch
        {
            CaseFileOpened e =>
            [
                Sql(
                    "insert into access_class (id, unit) "
                    + "select (select coalesce(max(id), 0) + 1 from access_class), $1 "
                    + "where not exists (select from access_class where unit = $1)",
                    e.LeadUnit.Value),
                Sql("""
                    insert into case_file (id, revision, reference, entry, rule_from, transfer_years, retention_years,
                        disposal, unit, fields, state, opened_at, access_class, position, opening, opened_by)
                    select $1, 1, $2, $3, $4, $5, $6, $7, $8, jsonb_strip_nulls($9), 'active', $10, access_class.id,
                           $11, $12, $13
                      from access_class where unit = $8
                    """, file, e.Reference.Value, e.Entry.Value, Uuid(e.RuleFrom?.Value), e.Rule.TransferYears,
                    Int(e.Rule.RetentionYears),
                    Name(e.Rule.Disposal)!, e.LeadUnit.Value, Fields(e.Fields), at, viewed.Stored.Position.Value,
                    Typed(NpgsqlDbType.Jsonb, SheetChanges.OpeningOf(e).ToJsonString()),
                    viewed.Stamp!.Actor.Person.Value),
                Passage(viewed, "case-file", file, null),
            ],
            CaseFileDescribed e =>
            [
                Sql(
                    "update case_file set revision = revision + 1, fields = jsonb_strip_nulls(fields || $2) "
                    + "where id = $1",
                    file, Fields(e.Changes)),
                Passage(viewed, "case-file", file, null),
            ],
            CaseFileClosed e => [Sql("""
                update case_file set revision = revision + 1, state = 'closed', closed_on = $2,
                       transfer_ends = $3, retention_ends = $4
                 where id = $1
                """, file, e.On, e.Ends.TransferEnds, Date(e.Ends.RetentionEnds))],
            CaseFileReopened => [Sql("""
                update case_file set revision = revision + 1, state = 'active', closed_on = null,
                       transfer_ends = null, retention_ends = null
                 where id = $1
                """, file)],

            MatterOpened e =>
            [
                Sql("""
                    insert into matter (id, case_file, revision, number, fields, state, opened_at, parent, reference,
                        position, access_class)
                    select $1, $2, 1, $3, jsonb_strip_nulls($4), 'active', $5, $6,
                           coalesce($7, reference || '-' || case when $3 < 10 then '0' else '' end || $3),
                           $8, access_class
                      from case_file where id = $2
                    """, e.Matter.Value, file, e.Number, Fields(e.Fields), at, Uuid(e.Parent?.Value),
                    Text(e.Reference?.Value), viewed.Stored.Position.Value),
                Passage(viewed, "matter", e.Matter.Value, e.Matter),
            ],
            MatterDescribed e =>
            [
                Sql(
                    "update matter set revision = revision + 1, fields = jsonb_strip_nulls(fields || $3) "
                    + "where case_file = $1 and id = $2",
                    file, e.Matter.Value, Fields(e.Changes)),
                Passage(viewed, "matter", e.Matter.Value, e.Matter),
            ],
            MatterClosed e => [Sql("""
                update matter set revision = revision + 1, state = 'closed', closed_on = $3,
                       transfer_ends = $4, retention_ends = $5
                 where case_file = $1 and id = $2
                """, file, e.Matter.Value, e.On, e.Ends.TransferEnds, Date(e.Ends.RetentionEnds))],
            MatterReopened e => [Sql("""
                update matter set revision = revision + 1, state = 'active', closed_on = null,
                       transfer_ends = null, retention_ends = null
                 where case_file = $1 and id = $2
                """, file, e.Matter.Value)],

            DocumentFiled e => Filed(viewed, e.Matter, e.Document, e.Kind, e.Fields, e.Content),
            RenditionsEvent.RedactedFiled e =>
            [
                .. Filed(viewed, e.Matter, e.Document, e.Kind, e.Fields, e.Content),
                SheetStatements.For(RenditionsChanges.Redaction(e), viewed.Stored),
            ],
            DocumentDescribed e =>
            [
                Sql(
                    "update document set revision = revision + 1, fields = jsonb_strip_nulls(fields || $3) "
                    + "where case_file = $1 and id = $2",
                    file, e.Document.Value, Fields(e.Changes)),
                Passage(viewed, "document", e.Document.Value, null),
            ],
            VersionAdded e =>
            [
                Sql("update document set revision = revision + 1 where case_file = $1 and id = $2",
                    file, e.Document.Value),
                .. Version(viewed, e.Document, e.Version, e.Content, e.Comment),
            ],

            EditingEvent.VersionCheckedIn e =>
            [
                SheetStatements.For(EditingChanges.Back(e.Document), viewed.Stored),
                .. Version(viewed, e.Document, e.Version, e.Content, e.Comment),
            ],

            TextNoted e =>
            [
                Sql("""
                    update document_version set text_state = $4, text_object = $5, text_bytes = $6, pages = $7,
                           confidence = $8
                     where case_file = $1 and document = $2 and version = $3
                    """, file, e.Document.Value, e.Version, e.Text.RecognisedPages > 0 ? "recognised" : "text-layer",
                    e.Text.Object.Value, e.Text.SizeBytes, e.Text.Pages, Int(e.Text.Confidence)),
                Read(file, e.Document, e.Version),
                .. viewed.Pages.Where(page => page.Text.Length > 0).Select(page => Page(viewed, e, page)),
            ],
            NoTextNoted e =>
            [
                Sql(
                    "update document_version set text_state = $4, pages = $5 "
                    + "where case_file = $1 and document = $2 and version = $3",
                    file, e.Document.Value, e.Version, Name(e.Failure)!, e.ReadablePages),
                Read(file, e.Document, e.Version),
            ],

            RelocatingEvent.ObjectMovedIn e =>
            [
                .. e.Past.SelectMany(past => ForCaseFile(past.Happened, viewed with
                {
                    Stored = RelocatingChanges.Stored(past, viewed.Stored),
                    Stamp = past.Stamp,
                    Event = past.Happened,
                })),
                .. RelocatingChanges.Of(e, viewed.Stored, viewed.Stamp!)
                    .Select(change => SheetStatements.For(change, viewed.Stored)),
            ],

            _ when SheetChanges.Of(happened, viewed.Stored, viewed.Stamp!) is { } changes =>
                changes.Select(change => SheetStatements.For(change, viewed.Stored)).Concat(Across(happened, viewed)),

            _ => throw new UnknownEventException(viewed.Stored.Type),
        };
    }

    // What must be found across files, beside its place on the sheet.
    private static IEnumerable<NpgsqlBatchCommand> Across(CaseFileEvent happened, ViewedEvent viewed) => happened switch
    {
        ResubmissionEvent e => [ResubmissionViews.Row(e, viewed.Stored, viewed.Stamp!)],
        RoutingEvent e => WorklistStatements.For(e, viewed.Stored),
        ParticipantEvent e => ParticipantStatements.For(e, viewed.Stored),
        MovingEvent.CaseFileRefiled => [Passage(viewed, "case-file", viewed.Stored.Stream.Value, null)],
        _ => [],
    };

    private static IEnumerable<NpgsqlBatchCommand> Filed(
        ViewedEvent viewed, MatterId matter, DocumentId document, DocumentKind kind, ValueList<FieldChange> fields,
        DocumentContent content) =>
    [
        Sql("""
            insert into document (id, case_file, matter, revision, kind, fields, filed_at, access_class, position)
            select $1, $2, $3, 1, $4, jsonb_strip_nulls($5), $6, access_class, $7 from case_file where id = $2
            """, document.Value, viewed.Stored.Stream.Value, matter.Value, Name(kind)!, Fields(fields),
            viewed.Stored.RecordedAt.UnixMicros, viewed.Stored.Position.Value),
        .. Version(viewed, document, 1, content, null),
        Passage(viewed, "document", document.Value, matter),
    ];

    private static IEnumerable<NpgsqlBatchCommand> Version(
        ViewedEvent viewed, DocumentId document, int version, DocumentContent content, string? comment)
    {
        var file = viewed.Stored.Stream.Value;
        return
        [
            Sql("""
                insert into document_version (case_file, document, version, object, key, media_type, size_bytes,
                    sha256, sealed_sha256, original_name, comment,
                    added_at, added_by, text_state, access_class)
                select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'waiting', access_class
                  from case_file where id = $1
                """, file, document.Value, version, content.Object.Value, viewed.Stored.Key.Value, content.Type.Name,
                content.SizeBytes,
                content.Sha256.ToBytes(), content.SealedSha256.ToBytes(), content.OriginalName, Text(comment),
                viewed.Stored.RecordedAt.UnixMicros, viewed.Stamp!.Actor.Person.Value),
            Sql("insert into text_waiting (case_file, document, version, cause) values ($1, $2, $3, $4)",
                file, document.Value, version, viewed.Stored.Id.Value),
        ];
    }

    private static NpgsqlBatchCommand Read(Guid file, DocumentId document, int version) =>
        Sql("delete from text_waiting where case_file = $1 and document = $2 and version = $3",
            file, document.Value, version);

    // The metadata of an object as it stands after its event, searched by its words and its references as they are
    // written.
    // The marks that highlights are told by are taken out here as SearchText takes them out of pages.
    private static NpgsqlBatchCommand Passage(ViewedEvent viewed, string kind, Guid id, MatterId? matter) => Sql("""
        insert into passage (case_file, kind, object, version, page, matter, text, words, access_class, position)
        select $1, $2, $3, 0, 0, coalesce($4, described.matter), said.text,
               to_tsvector('german', said.text) || to_tsvector('simple', said.text), case_file.access_class, $5
          from case_file,
               lateral (
                   select concat_ws(' ', case_file.reference, fields ->> 'subject', fields ->> 'remark',
                              (select string_agg(extra.value, ' ' order by extra.key)
                                 from jsonb_each_text(fields) extra where extra.key <> all($6)),
                              (select string_agg(part.data ->> 'reference', ' ' order by part.position)
                                 from part
                                where part.case_file = $1 and part.kind = 'former-reference')) as text,
                          null::uuid as matter
                    where $2 = 'case-file'
                   union all
                   select concat_ws(' ', m.reference, m.fields ->> 'subject', m.fields ->> 'businessReference',
                              m.fields ->> 'remark',
                              (select string_agg(extra.value, ' ' order by extra.key)
                                 from jsonb_each_text(m.fields) extra where extra.key <> all($6))),
                          m.id
                     from matter m where $2 = 'matter' and m.case_file = $1 and m.id = $3
                   union all
                   select concat_ws(' ', d.fields ->> 'subject', d.fields ->> 'foreignReference',
                              d.fields ->> 'remark',
                              (select string_agg(extra.value, ' ' order by extra.key)
                                 from jsonb_each_text(d.fields) extra where extra.key <> all($6))),
                          d.matter
                     from document d where $2 = 'document' and d.case_file = $1 and d.id = $3
               ) described,
               lateral (select translate(described.text, U&'\E000\E001', '  ') as text) said
         where case_file.id = $1
            on conflict on constraint passage_pkey do update set text = excluded.text, words = excluded.words
        """, viewed.Stored.Stream.Value, kind, id, Uuid(matter?.Value), viewed.Stored.Position.Value, Own(kind));

    // Whatever else an object says is what its entry of the plan asks for, and is looked for too.
    private static string[] Own(string kind) =>
        [.. CaseFileFields.Of(kind switch
        {
            "case-file" => ObjectKind.CaseFile,
            "matter" => ObjectKind.Matter,
            _ => ObjectKind.Document,
        }).Select(field => field.Name)];

    private static NpgsqlBatchCommand Page(ViewedEvent viewed, TextNoted noted, PageText page) => Sql("""
        insert into passage (case_file, kind, object, version, page, matter, text, words, access_class, position)
        select $1, 'page', $2, $3, $4, document.matter, $5, to_tsvector('german', $5), case_file.access_class, $6
          from case_file join document on document.case_file = case_file.id and document.id = $2
         where case_file.id = $1
        """, viewed.Stored.Stream.Value, noted.Document.Value, noted.Version, page.Number, SearchText.Of(page.Text),
        viewed.Stored.Position.Value);

    internal static NpgsqlParameter Fields(ValueList<FieldChange> changes) => new()
    {
        NpgsqlDbType = NpgsqlDbType.Jsonb,
        Value = JsonSerializer.Serialize(changes.ToDictionary(change => change.Field, change => change.New)),
    };

    private static string? Name<TEnum>(TEnum? value) where TEnum : struct, Enum =>
        value is { } known ? StoredWord.Of(known) : null;

    private static string? Name<TEnum>(TEnum value) where TEnum : struct, Enum => Name<TEnum>((TEnum?)value);

    internal static NpgsqlParameter Uuid(Guid? value) => Typed(NpgsqlDbType.Uuid, value);
    private static NpgsqlParameter Int(int? value) => Typed(NpgsqlDbType.Integer, value);
    internal static NpgsqlParameter Text(string? value) => Typed(NpgsqlDbType.Text, value);
    private static NpgsqlParameter Date(DateOnly? value) => Typed(NpgsqlDbType.Date, value);

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
