using System.Diagnostics;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using Records.Core.CaseFiles;
using Records.Core.Ports;
using Records.Storage.Json;
using static Records.Storage.Views.ViewStatements;

namespace Records.Storage.Views;

/// <summary>The changes of a sheet as statements on the query tables.</summary>
internal static class SheetStatements
{
    public static NpgsqlBatchCommand For(SheetChange change, StoredEvent stored) => change switch
    {
        SheetChange.Mark { Of.Kind: ObjectKind.CaseFile } c => Sql("""
            update case_file set revision = revision + 1, marks = jsonb_strip_nulls(marks || $2),
                   state = coalesce($3, state)
             where id = $1
            """, stored.Stream.Value, Json(c.Marks), Typed(NpgsqlDbType.Text, c.State)),
        SheetChange.Mark { Of.Kind: ObjectKind.Matter } c => Sql("""
            update matter set revision = revision + 1, marks = jsonb_strip_nulls(marks || $3),
                   state = coalesce($4, state)
             where case_file = $1 and id = $2
            """, stored.Stream.Value, c.Of.Id!.Value, Json(c.Marks), Typed(NpgsqlDbType.Text, c.State)),
        SheetChange.Mark c => Sql("""
            update document set revision = revision + 1, marks = jsonb_strip_nulls(marks || $3),
                   state = coalesce($4, state)
             where case_file = $1 and id = $2
            """, stored.Stream.Value, c.Of.Id!.Value, Json(c.Marks), Typed(NpgsqlDbType.Text, c.State)),

        SheetChange.Rule { Now: var rule } => Sql("""
            update case_file set transfer_years = $2, retention_years = $3, disposal = $4, rule_from = null
             where id = $1
            """, stored.Stream.Value, rule.TransferYears, Typed(NpgsqlDbType.Integer, rule.RetentionYears),
            StoredWord.Of(rule.Disposal)),
        SheetChange.Place c => Sql("""
            update case_file set reference = $2, entry = $3, transfer_years = $4, retention_years = $5, disposal = $6,
                   rule_from = $7
             where id = $1
            """, stored.Stream.Value, c.Reference.Value, c.Entry.Value, c.Retention.TransferYears,
            Typed(NpgsqlDbType.Integer, c.Retention.RetentionYears), StoredWord.Of(c.Retention.Disposal),
            Uuid(c.RuleFrom?.Value)),
        // Every row of the file changes hands at once: one that stayed behind would be seen by the old unit for ever.
        SheetChange.LeadUnit { Now: var unit } => Sql("""
            with made as (
                insert into access_class (id, unit)
                select (select coalesce(max(id), 0) + 1 from access_class), $2 where not exists (select from access_class where unit = $2) returning id),
            theirs as (select id from made union all select id from access_class where unit = $2),
            matters as (
                update matter set access_class = theirs.id from theirs where case_file = $1),
            documents as (
                update document set access_class = theirs.id from theirs where case_file = $1),
            versions as (
                update document_version set access_class = theirs.id from theirs where case_file = $1),
            parts as (
                update part set access_class = theirs.id from theirs where case_file = $1),
            passages as (
                update passage set access_class = theirs.id from theirs where case_file = $1)
            update case_file set unit = $2, access_class = theirs.id from theirs where case_file.id = $1
            """, stored.Stream.Value, unit.Value),
        SheetChange.Ends { Now: var ends } => Sql(
            "update case_file set transfer_ends = $2, retention_ends = $3 where id = $1",
            stored.Stream.Value, ends.TransferEnds, Typed(NpgsqlDbType.Date, ends.RetentionEnds)),

        SheetChange.Put c => Sql("""
            insert into part (case_file, kind, id, owner_kind, owner, data, position, access_class)
            select $1, $2, $3, $4, $5, jsonb_strip_nulls($6), $7, access_class from case_file where id = $1
                on conflict on constraint part_pkey do update
               set data = jsonb_strip_nulls(part.data || $6), owner_kind = excluded.owner_kind, owner = excluded.owner
            """, stored.Stream.Value, c.Kind, c.Id, StoredWord.Of(c.Owner.Kind), Uuid(c.Owner.Id), Json(c.Data),
            stored.Position.Value),
        SheetChange.Refile c => Sql("""
            with found as (update passage set matter = $3 where case_file = $1 and object = $2)
            update document set revision = revision + 1, matter = $3 where case_file = $1 and id = $2
            """, stored.Stream.Value, c.Document.Value, c.To.Value),
        SheetChange.Leave c => Sql("""
            with versions as (delete from document_version where case_file = $1 and document = any($2)),
                 parts as (delete from part where case_file = $1 and owner = any($2)),
                 passages as (delete from passage where case_file = $1 and object = any($2)),
                 unread as (delete from text_waiting where case_file = $1 and document = any($2)),
                 reminders as (delete from resubmission where case_file = $1 and owner = any($2)),
                 steps as (delete from worklist where case_file = $1 and owner = any($2)),
                 matters as (delete from matter where case_file = $1 and id = any($2))
            delete from document where case_file = $1 and id = any($2)
            """, stored.Stream.Value, c.Objects.ToArray()),
        SheetChange.Repoint c => Sql("""
            update part
               set data = case when $4 is null then data - 'caseFile'
                               else data || jsonb_build_object('caseFile', $4) end
             where case_file = $1 and kind = 'reference' and data ->> 'object' = any($2)
               and data ->> 'caseFile' is not distinct from $3
            """, stored.Stream.Value, c.Objects.Select(id => id.ToString()).ToArray(),
            Typed(NpgsqlDbType.Text, c.From?.Value.ToString()), Typed(NpgsqlDbType.Text, c.To?.Value.ToString())),
        // Read once and not again: until here the words lie in the other file, which lets go of them next.
        SheetChange.Bring c => Sql("""
            insert into passage (case_file, kind, object, version, page, matter, text, words, access_class, position)
            select $1, 'page', read.object, read.version, read.page, document.matter, read.text, read.words,
                   case_file.access_class, $4
              from passage read
              join document on document.case_file = $1 and document.id = read.object
              join case_file on case_file.id = $1
             where read.case_file = $2 and read.kind = 'page' and read.object = any($3)
            """, stored.Stream.Value, c.From.Value, c.Documents.ToArray(), stored.Position.Value),
        SheetChange.Forget c => Sql("""
            with unread as (delete from text_waiting where case_file = $1 and document = any($2)),
            unnamed as (delete from participant where case_file = $1 and owner = any($2))
            delete from passage where case_file = $1 and object = any($2)
            """, stored.Stream.Value, c.Objects.ToArray()),
        SheetChange.Drop c => Sql("delete from part where case_file = $1 and kind = $2 and id = $3",
            stored.Stream.Value, c.Kind, c.Id),

        _ => throw new UnreachableException($"{change.GetType().Name} is not known."),
    };

    private static NpgsqlParameter Json(JsonObject value) => Typed(NpgsqlDbType.Jsonb, value.ToJsonString());
}
