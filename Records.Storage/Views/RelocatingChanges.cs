using System.Diagnostics;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Relocating;
using Records.Core.Deciding;
using Records.Core.People;
using Records.Core.Ports;
using Records.Storage.Json;
using static Records.Core.CaseFiles.Relocating.RelocatingEvent;

namespace Records.Storage.Views;

/// <summary>
/// What re-filing into another file changes on the sheets. What arrives is put there by the events of its past; here is
/// what the move itself adds to that.
/// </summary>
internal static class RelocatingChanges
{
    private const string MovedOut = "moved-out";

    public static IReadOnlyList<SheetChange> Of(RelocatingEvent happened, StoredEvent stored, Stamp stamp) =>
        happened switch
        {
            ObjectMovedOut e =>
            [
                new SheetChange.Leave(Ids(e.Matters, e.Documents)),
                new SheetChange.Repoint(Ids(e.Matters, e.Documents), null, e.To),
                .. e.Matters.Select(ObjectRef.Of).Concat(e.Documents.Select(ObjectRef.Of)).Select(of =>
                    new SheetChange.Put(MovedOut, of.Id!.Value, ObjectRef.CaseFile, SheetChanges.Data(new
                    {
                        Kind = StoredWord.Of(of.Kind),
                        CaseFile = e.To.Value,
                        With = of == e.Of ? null : e.Of.Id,
                        At = stored.RecordedAt.ToTime(),
                        By = stamp.Actor.Person.Value,
                    }))),
            ],
            ObjectMovedIn e =>
            [
                e.Of.Kind is ObjectKind.Document
                    ? new SheetChange.Refile(new(e.Of.Id!.Value), e.Into!.Value)
                    : new SheetChange.Mark(e.Of, SheetChanges.Unmarked("sheet")),
                new SheetChange.Bring(e.From, [.. e.Documents.Select(id => id.Value)]),
                new SheetChange.Repoint(Ids(e.Matters, e.Documents), e.From, null),
                .. Ids(e.Matters, e.Documents).Select(id => new SheetChange.Drop(MovedOut, id)),
                new SheetChange.Put("moved-in", stored.Id.Value, e.Of, SheetChanges.Data(new
                {
                    CaseFile = e.From.Value,
                    At = stored.RecordedAt.ToTime(),
                    By = stamp.Actor.Person.Value,
                })),
            ],
            _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
        };

    /// <summary>An event of the past as if it had been stored here, in the place of the one that brought it.</summary>
    internal static StoredEvent Stored(PastEvent past, StoredEvent arrival) =>
        arrival with { Id = past.Id, RecordedAt = past.At };

    private static ValueList<Guid> Ids(ValueList<MatterId> matters, ValueList<DocumentId> documents) =>
        [.. matters.Select(id => id.Value), .. documents.Select(id => id.Value)];
}
