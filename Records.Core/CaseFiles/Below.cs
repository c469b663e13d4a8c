namespace Records.Core.CaseFiles;

/// <summary>What an object of a case file is made of: itself and all that lies in it.</summary>
internal static class Below
{
    public static IEnumerable<Matter> Matters(CaseFileBody body, ObjectRef of) => of.Kind switch
    {
        ObjectKind.CaseFile => body.Matters.Values,
        ObjectKind.Matter => body.Matters.Values.Where(matter => Holds(body, of, matter)),
        _ => [],
    };

    public static IEnumerable<Document> Documents(CaseFileBody body, ObjectRef of) => of.Kind switch
    {
        ObjectKind.CaseFile => body.Documents.Values,
        ObjectKind.Matter => body.Documents.Values.Where(document => Holds(body, of, body.Find(document.Matter)!)),
        _ => body.Find(new DocumentId(of.Id!.Value)) is { } document ? [document] : [],
    };

    private static bool Holds(CaseFileBody body, ObjectRef of, Matter matter) =>
        body.Lineage(matter).Any(above => above.Id.Value == of.Id);
}
