using Records.Core.CaseFiles;
using Records.Core.Ports;

namespace Records.Storage.Views;

/// <summary>
/// The metadata of an object as search looks through it: as it stands after its event, by its words and by its
/// references as they are written.
/// </summary>
internal static class PassageStatements
{
    private static readonly RowsStatement CaseFile = new("position bigint", Passage(
        "'case-file', object.id", "null",
        "from given join case_file object on object.id = given.file",
        "object.reference, object.fields ->> 'subject', object.fields ->> 'remark'", ObjectKind.CaseFile, """
            (select string_agg(part.data ->> 'reference', ' ' order by part.position)
               from part
              where part.case_file = object.id and part.kind = 'former-reference')
            """));

    private static readonly RowsStatement Matter = new("position bigint", Passage(
        "'matter', object.id", "object.id",
        "from given join matter object on object.case_file = given.file and object.id = given.id",
        "object.reference, object.fields ->> 'subject', object.fields ->> 'businessReference', "
        + "object.fields ->> 'remark'", ObjectKind.Matter));

    private static readonly RowsStatement Document = new("position bigint", Passage(
        "'document', object.id", "object.matter",
        "from given join document object on object.case_file = given.file and object.id = given.id",
        "object.fields ->> 'subject', object.fields ->> 'foreignReference', object.fields ->> 'remark'",
        ObjectKind.Document));

    private static readonly RowsStatement Page = new(
        "version integer, page integer, text text, position bigint", """
        insert into passage (case_file, kind, object, version, page, matter, text, words, access_class, position)
        select document.case_file, 'page', document.id, given.version, given.page, document.matter, given.text,
               to_tsvector('german', given.text), document.access_class, given.position
          from given join document on document.case_file = given.file and document.id = given.id
        """);

    public static ViewWrite OfCaseFile(StoredEvent stored) =>
        CaseFile.Of(stored, stored.Stream.Value, stored.Position.Value);

    public static ViewWrite OfMatter(StoredEvent stored, MatterId matter) =>
        Matter.Of(stored, matter.Value, stored.Position.Value);

    public static ViewWrite OfDocument(StoredEvent stored, DocumentId document) =>
        Document.Of(stored, document.Value, stored.Position.Value);

    public static ViewWrite OfPage(StoredEvent stored, CaseFileEvent.TextNoted noted, PageText page) => Page.Of(
        stored, noted.Document.Value, noted.Version, page.Number, SearchText.Of(page.Text), stored.Position.Value);

    // Whatever else an object says is what its entry of the plan asks for, and is looked for too. The marks that
    // highlights are told by are taken out here as SearchText takes them out of pages.
    private static string Passage(
        string what, string matter, string objects, string texts, ObjectKind kind, string more = "null") => $"""
        insert into passage (case_file, kind, object, version, page, matter, text, words, access_class, position)
        select given.file, {what}, 0, 0, {matter}, said.text,
               to_tsvector('german', said.text) || to_tsvector('simple', said.text), object.access_class,
               given.position
          {objects},
               lateral (
                   select translate(concat_ws(' ', {texts},
                              (select string_agg(extra.value, ' ' order by extra.key)
                                 from jsonb_each_text(object.fields) extra
                                where extra.key <> all('{Own(kind)}')),
                              {more}), U&'\E000\E001', '  ') as text
                   -- Or it would be put together anew for each place that takes it.
                   offset 0
               ) said
            on conflict on constraint passage_pkey do update set text = excluded.text, words = excluded.words
        """;

    private static string Own(ObjectKind kind) =>
        $"{{{string.Join(',', CaseFileFields.Of(kind).Select(field => field.Name))}}}";
}
