using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Inspections;

/// <summary>The documents that a selection comes to.</summary>
/// <param name="Shown">In the order of their ids, each in its newest version.</param>
/// <param name="Withheld">What a redacted copy stands for.</param>
internal sealed record InspectionPick(IReadOnlyList<Document> Shown, ValueList<DocumentId> Withheld)
{
    public ValueList<InspectedVersion> Versions =>
    [
        .. Shown.Select(document => new InspectedVersion(
            document.Id, document.Newest, document.Versions[document.Newest].Sha256,
            document.RedactionOf is not null)),
    ];

    public static InspectionPick Of(CaseFileBody body, InspectionSelection selection)
    {
        // A copy that was cancelled still says that its source is not for everybody's eyes.
        var copies = body.Documents.Values.Where(document => document is { IsDeleted: false, RedactionOf: not null })
            .ToLookup(document => document.RedactionOf!.Value);
        var (named, without) = (selection.Documents.ToHashSet(), selection.Without.ToHashSet());
        var (shown, withheld, seen) =
            (new SortedDictionary<Guid, Document>(), new SortedSet<Guid>(), new HashSet<Guid>());

        var open = new Stack<Document>(
        [
            .. selection.Whole ? body.Documents.Values : [],
            .. selection.Matters.SelectMany(matter => Below.Documents(body, ObjectRef.Of(matter))),
            .. selection.Documents.Select(id => body.Find(id)!),
        ]);
        while (open.TryPop(out var document))
        {
            if (without.Contains(document.Id) || !seen.Add(document.Id.Value))
                continue;
            if (named.Contains(document.Id) || !copies.Contains(document.Id))
                shown.Add(document.Id.Value, document);
            else
            {
                withheld.Add(document.Id.Value);
                foreach (var copy in copies[document.Id])
                    open.Push(copy);
            }
        }
        return new([.. shown.Values], [.. withheld.Select(id => new DocumentId(id))]);
    }
}
