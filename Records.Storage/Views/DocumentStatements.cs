using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Documents;
using Records.Core.Ports;
using Records.Storage.Json;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Storage.Views.ViewStatements;

namespace Records.Storage.Views;

/// <summary>Documents with their versions, and which of these wait for their text to be read.</summary>
internal static class DocumentStatements
{
    private static readonly RowsStatement Document = new(
        "matter uuid, kind text, fields jsonb, at bigint, position bigint", """
        insert into document (id, case_file, matter, revision, kind, fields, filed_at, access_class, position)
        select given.id, given.file, given.matter, 1, given.kind, jsonb_strip_nulls(given.fields), given.at,
               case_file.access_class, given.position
          from given join case_file on case_file.id = given.file
        """);

    private static readonly RowsStatement Fields = new("fields jsonb", """
        update document
           set revision = revision + 1, fields = jsonb_strip_nulls(document.fields || given.fields)
          from given
         where document.case_file = given.file and document.id = given.id
        """);

    private static readonly RowsStatement Revision = new("", """
        update document set revision = revision + 1
          from given
         where document.case_file = given.file and document.id = given.id
        """);

    private static readonly RowsStatement Version = new(
        "version integer, object uuid, key uuid, media_type text, size_bytes bigint, "
        + "sha256 bytea, sealed_sha256 bytea, original_name text, comment text, at bigint, by uuid", """
        insert into document_version (case_file, document, version, object, key, media_type, size_bytes, sha256,
            sealed_sha256, original_name, comment, added_at, added_by, text_state, access_class)
        select given.file, given.id, given.version, given.object, given.key, given.media_type,
               given.size_bytes, given.sha256, given.sealed_sha256, given.original_name, given.comment, given.at,
               given.by, 'waiting', case_file.access_class
          from given join case_file on case_file.id = given.file
        """);

    private static readonly RowsStatement Waiting = new(
        "version integer, cause uuid",
        "insert into text_waiting (case_file, document, version, cause) "
        + "select file, id, version, cause from given");

    private static readonly RowsStatement Read = new("version integer", """
        delete from text_waiting
         using given
         where text_waiting.case_file = given.file and text_waiting.document = given.id
           and text_waiting.version = given.version
        """);

    private static readonly RowsStatement Text = new(
        "version integer, state text, object uuid, bytes bigint, pages integer, "
        + "confidence integer", """
        update document_version
           set text_state = given.state, text_object = given.object, text_bytes = given.bytes, pages = given.pages,
               confidence = given.confidence
          from given
         where document_version.case_file = given.file and document_version.document = given.id
           and document_version.version = given.version
        """);

    private static readonly RowsStatement NoText = new(
        "version integer, state text, pages integer", """
        update document_version set text_state = given.state, pages = given.pages
          from given
         where document_version.case_file = given.file and document_version.document = given.id
           and document_version.version = given.version
        """);

    public static IEnumerable<ViewWrite> Filed(
        ViewedEvent viewed, MatterId matter, DocumentId document, DocumentKind kind, ValueList<FieldChange> fields,
        DocumentContent content) =>
    [
        Document.Of(
            viewed.Stored, document.Value, matter.Value,
            StoredWord.Of(kind), FieldsOf(fields), viewed.Stored.RecordedAt.UnixMicros, viewed.Stored.Position.Value),
        .. Added(viewed, document, 1, content, null),
        PassageStatements.OfDocument(viewed.Stored, document),
    ];

    public static IEnumerable<ViewWrite> Described(StoredEvent stored, DocumentDescribed e) =>
    [
        Fields.Of(stored, e.Document.Value, FieldsOf(e.Changes)),
        PassageStatements.OfDocument(stored, e.Document),
    ];

    public static ViewWrite Revised(StoredEvent stored, DocumentId document) =>
        Revision.Of(stored, document.Value);

    public static IEnumerable<ViewWrite> Added(
        ViewedEvent viewed, DocumentId document, int version, DocumentContent content, string? comment)
    {
        var stored = viewed.Stored;
        return
        [
            Version.Of(
                stored, document.Value, version, content.Object.Value, stored.Key.Value,
                content.Type.Name, content.SizeBytes, content.Sha256.ToBytes(), content.SealedSha256.ToBytes(),
                content.OriginalName, comment, stored.RecordedAt.UnixMicros, viewed.Stamp!.Actor.Person.Value),
            Waiting.Of(stored, document.Value, version, stored.Id.Value),
        ];
    }

    public static IEnumerable<ViewWrite> TextRead(ViewedEvent viewed, TextNoted e)
    {
        var stored = viewed.Stored;
        return
        [
            Text.Of(
                stored, e.Document.Value, e.Version,
                e.Text.RecognisedPages > 0 ? "recognised" : "text-layer", e.Text.Object.Value, e.Text.SizeBytes,
                e.Text.Pages, e.Text.Confidence),
            Read.Of(stored, e.Document.Value, e.Version),
            .. viewed.Pages.Where(page => page.Text.Length > 0)
                .Select(page => PassageStatements.OfPage(stored, e, page)),
        ];
    }

    public static IEnumerable<ViewWrite> NoTextRead(StoredEvent stored, NoTextNoted e) =>
    [
        NoText.Of(
            stored, e.Document.Value, e.Version, StoredWord.Of(e.Failure),
            e.ReadablePages),
        Read.Of(stored, e.Document.Value, e.Version),
    ];
}
