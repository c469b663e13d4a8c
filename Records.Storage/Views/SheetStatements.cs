using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using Records.Core.CaseFiles;
using Records.Core.Ports;
using Records.Storage.Json;
using static Records.Storage.Views.ViewStatements;

namespace Records.Storage.Views;

/// <summary>The changes of a sheet as writes to the query tables.</summary>
internal static class SheetStatements
{
    private static readonly RowsStatement MarkedFile = new("marks jsonb, state text", """
        update case_file
           set revision = revision + 1, marks = jsonb_strip_nulls(case_file.marks || given.marks),
               state = coalesce(given.state, case_file.state)
          from given
         where case_file.id = given.file
        """);

    private static readonly RowsStatement MarkedMatter = new("marks jsonb, state text", Marked("matter"));
    private static readonly RowsStatement MarkedDocument = new("marks jsonb, state text", Marked("document"));

    private static readonly RowsStatement Rule = new(
        "transfer_years integer, retention_years integer, disposal text", """
        update case_file
           set transfer_years = given.transfer_years, retention_years = given.retention_years,
               disposal = given.disposal, rule_from = null
          from given
         where case_file.id = given.file
        """);

    private static readonly RowsStatement Place = new(
        "reference text, entry uuid, transfer_years integer, retention_years integer, disposal text, rule_from uuid",
        """
        update case_file
           set reference = given.reference, entry = given.entry, transfer_years = given.transfer_years,
               retention_years = given.retention_years, disposal = given.disposal, rule_from = given.rule_from
          from given
         where case_file.id = given.file
        """);

    private static readonly RowsStatement Ends = new("transfer_ends date, retention_ends date", """
        update case_file set transfer_ends = given.transfer_ends, retention_ends = given.retention_ends
          from given
         where case_file.id = given.file
        """);

    private static readonly RowsStatement PutAgain = new("kind text, owner_kind text, owner uuid, data jsonb", """
        update part
           set data = jsonb_strip_nulls(part.data || given.data), owner_kind = given.owner_kind, owner = given.owner
          from given
         where part.case_file = given.file and part.kind = given.kind and part.id = given.id
        """);

    private static readonly RowsStatement PutFirst = new(
        "kind text, owner_kind text, owner uuid, data jsonb, position bigint", """
        insert into part (case_file, kind, id, owner_kind, owner, data, position, access_class)
        select given.file, given.kind, given.id, given.owner_kind, given.owner, jsonb_strip_nulls(given.data),
               given.position, case_file.access_class
          from given join case_file on case_file.id = given.file
            on conflict on constraint part_pkey do nothing
        """);

    private static readonly RowsStatement Drop = new("kind text", """
        delete from part
         using given
         where part.case_file = given.file and part.kind = given.kind and part.id = given.id
        """);

    private static readonly RowsStatement FoundIn = new("matter uuid", """
        update passage set matter = given.matter
          from given
         where passage.case_file = given.file and passage.object = given.id
        """);

    private static readonly RowsStatement Refiled = new("matter uuid", """
        update document set revision = revision + 1, matter = given.matter
          from given
         where document.case_file = given.file and document.id = given.id
        """);

    public static IEnumerable<ViewWrite> For(SheetChange change, StoredEvent stored)
    {
        var file = stored.Stream.Value;
        return change switch
        {
            SheetChange.Mark c =>
            [
                (c.Of.Kind switch
                {
                    ObjectKind.CaseFile => MarkedFile,
                    ObjectKind.Matter => MarkedMatter,
                    _ => MarkedDocument,
                }).Of(stored, c.Of.Id ?? file, c.Marks.ToJsonString(), c.State),
            ],
            SheetChange.Rule { Now: var rule } =>
                [Rule.Of(stored, file, rule.TransferYears, rule.RetentionYears, StoredWord.Of(rule.Disposal))],
            // Matters that are opened from now on are numbered by the new reference.
            SheetChange.Place c =>
            [
                Place.OfAll(
                    stored, c.Reference.Value, c.Entry.Value, c.Retention.TransferYears, c.Retention.RetentionYears,
                    StoredWord.Of(c.Retention.Disposal), c.RuleFrom?.Value),
            ],
            SheetChange.LeadUnit { Now: var unit } =>
                [new ViewWrite.AccessClass(unit), ChangedHands(stored, unit.Value)],
            SheetChange.Ends { Now: var ends } => [Ends.Of(stored, file, ends.TransferEnds, ends.RetentionEnds)],
            SheetChange.Put c => PutBeside(c, stored),
            SheetChange.Drop c => [Drop.Of(stored, c.Id, c.Kind)],
            SheetChange.Refile c =>
                [FoundIn.Of(stored, c.Document.Value, c.To.Value), Refiled.Of(stored, c.Document.Value, c.To.Value)],
            SheetChange.Leave c => [Alone(stored, """
                with versions as (delete from document_version where case_file = $1 and document = any($2)),
                     parts as (delete from part where case_file = $1 and owner = any($2)),
                     passages as (delete from passage where case_file = $1 and object = any($2)),
                     unread as (delete from text_waiting where case_file = $1 and document = any($2)),
                     reminders as (delete from resubmission where case_file = $1 and owner = any($2)),
                     steps as (delete from worklist where case_file = $1 and owner = any($2)),
                     matters as (delete from matter where case_file = $1 and id = any($2))
                delete from document where case_file = $1 and id = any($2)
                """, c.Objects.ToArray())],
            SheetChange.Repoint c => [Alone(stored, """
                update part
                   set data = case when $4 is null then data - 'caseFile'
                                   else data || jsonb_build_object('caseFile', $4) end
                 where case_file = $1 and kind = 'reference' and data ->> 'object' = any($2)
                   and data ->> 'caseFile' is not distinct from $3
                """, c.Objects.Select(id => id.ToString()).ToArray(),
                Typed(NpgsqlDbType.Text, c.From?.Value.ToString()), Typed(NpgsqlDbType.Text, c.To?.Value.ToString()))],
            // Read once and not again: until here the words lie in the other file, which lets go of them next.
            SheetChange.Bring c => [new ViewWrite.Alone([file, c.From.Value], Sql("""
                insert into passage (case_file, kind, object, version, page, matter, text, words, access_class,
                    position)
                select $1, 'page', read.object, read.version, read.page, document.matter, read.text, read.words,
                       case_file.access_class, $4
                  from passage read
                  join document on document.case_file = $1 and document.id = read.object
                  join case_file on case_file.id = $1
                 where read.case_file = $2 and read.kind = 'page' and read.object = any($3)
                """, file, c.From.Value, c.Documents.ToArray(), stored.Position.Value))],
            SheetChange.Forget c => [Alone(stored, """
                with unread as (delete from text_waiting where case_file = $1 and document = any($2)),
                     unnamed as (delete from participant where case_file = $1 and owner = any($2))
                delete from passage where case_file = $1 and object = any($2)
                """, c.Objects.ToArray())],
            _ => throw new UnreachableException($"{change.GetType().Name} is not known."),
        };
    }

    private static IEnumerable<ViewWrite> PutBeside(SheetChange.Put c, StoredEvent stored)
    {
        var owner = c.Owner.Id ?? stored.Stream.Value;
        var (kind, data) = (StoredWord.Of(c.Owner.Kind), c.Data.ToJsonString());
        return
        [
            PutAgain.Beside(stored, owner, c.Id, c.Kind, kind, c.Owner.Id, data),
            PutFirst.Beside(stored, owner, c.Id, c.Kind, kind, c.Owner.Id, data, stored.Position.Value),
        ];
    }

    // Every row of the file changes hands at once: one that stayed behind would be seen by the old unit for ever.
    private static ViewWrite.Alone ChangedHands(StoredEvent stored, Guid unit) => Alone(stored, """
        with theirs as (select id from access_class where unit = $2),
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
        """, unit);

    private static string Marked(string table) => $"""
        update {table}
           set revision = revision + 1, marks = jsonb_strip_nulls({table}.marks || given.marks),
               state = coalesce(given.state, {table}.state)
          from given
         where {table}.case_file = given.file and {table}.id = given.id
        """;
}
