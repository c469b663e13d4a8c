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
                insert into access_class (unit)
                select $2 where not exists (select from access_class where unit = $2) returning id),
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
        SheetChange.Forget c => Sql("""
            with unread as (delete from text_waiting where case_file = $1 and document = any($2))
            delete from passage where case_file = $1 and object = any($2)
            """, stored.Stream.Value, c.Objects.ToArray()),
        SheetChange.Drop c => Sql("delete from part where case_file = $1 and kind = $2 and id = $3",
            stored.Stream.Value, c.Kind, c.Id),

        _ => throw new UnreachableException($"{change.GetType().Name} is not known."),
    };

    private static NpgsqlParameter Json(JsonObject value) => Typed(NpgsqlDbType.Jsonb, value.ToJsonString());
}
