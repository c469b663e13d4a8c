using System.Collections.Immutable;
using Records.Core.CaseFiles.Moving;
using Records.Core.CaseFiles.References;
using Records.Core.CaseFiles.Renditions;
using Records.Core.Deciding;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Core.CaseFiles.Moving.MovingEvent;
using static Records.Core.CaseFiles.References.ReferenceEvent;
using static Records.Core.CaseFiles.Relocating.RelocatingEvent;

namespace Records.Core.CaseFiles.Relocating;

/// <summary>The part of a file's history that goes along with what is re-filed into another file.</summary>
public static class Past
{
    /// <param name="history">All that happened in the file, oldest first.</param>
    /// <param name="left">What leaves it now.</param>
    /// <param name="from">The file whose history it is.</param>
    public static ValueList<PastEvent> Of(IEnumerable<PastEvent> history, ObjectMovedOut left, CaseFileId from)
    {
        var moving = Ids(left.Matters, left.Documents);
        var told = new List<PastEvent>();
        foreach (var past in history)
            switch (past.Happened)
            {
                // What left before and came back has brought its past with it.
                case ObjectMovedOut e:
                    var gone = Ids(e.Matters, e.Documents);
                    told.RemoveAll(one => Subjects.Of(one.Happened) is { } id && gone.Contains(id));
                    Retell(told, reference => Repointed(reference, gone, null, e.To));
                    break;
                case ObjectMovedIn e:
                    var come = Ids(e.Matters, e.Documents);
                    Retell(told, reference => Repointed(reference, come, e.From, null));
                    foreach (var one in e.Past)
                        told.AddRange(About(one, moving, told));
                    if (moving.Contains(e.Of.Id!.Value))
                        told.Add(past with { Happened = e with { Matters = [], Documents = [], Past = [] } });
                    break;
                default:
                    told.AddRange(About(past, moving, told));
                    break;
            }

        // Seen from there: what stays behind lies in this file, and what lies there already lies at home.
        Retell(told, reference => reference with
        {
            Target = reference.Target switch
            {
                { Object: { } to, File: null } here when to.Id is not { } id || !moving.Contains(id) =>
                    here with { File = from },
                { Object: not null, File: { } file } there when file == left.To => there with { File = null },
                var same => same,
            },
        });
        return [.. told];
    }

    /// <summary>The matters and documents that the past is of, in the order in which they came to be.</summary>
    internal static (ValueList<MatterId> Matters, ValueList<DocumentId> Documents) Objects(ValueList<PastEvent> past) =>
    (
        [.. past.Select(one => one.Happened).OfType<MatterOpened>().Select(e => e.Matter)],
        [.. past.Select(one => one.Happened switch
        {
            DocumentFiled e => e.Document,
            RenditionsEvent.RedactedFiled e => e.Document,
            _ => (DocumentId?)null,
        }).OfType<DocumentId>()]
    );

    /// <summary>References to these objects lead to the file where they lie now.</summary>
    internal static CaseFileBody Repointed(
        CaseFileBody body, IReadOnlySet<Guid> objects, CaseFileId? from, CaseFileId? to)
    {
        ImmutableSortedDictionary<Guid, Reference> Changed(ImmutableSortedDictionary<Guid, Reference> all) =>
            all.SetItems(all.Where(one => Leads(one.Value, objects, from)).Select(one =>
                KeyValuePair.Create(one.Key, Repointed(one.Value, objects, from, to))));

        return body with
        {
            References = Changed(body.References),
            Matters = body.Matters.SetItems(
                body.Matters.Where(one => one.Value.References.Values.Any(said => Leads(said, objects, from)))
                    .Select(one => KeyValuePair.Create(
                        one.Key, one.Value with { References = Changed(one.Value.References) }))),
            Documents = body.Documents.SetItems(
                body.Documents.Where(one => one.Value.References.Values.Any(said => Leads(said, objects, from)))
                    .Select(one => KeyValuePair.Create(
                        one.Key, one.Value with { References = Changed(one.Value.References) }))),
        };
    }

    private static Reference Repointed(
        Reference reference, IReadOnlySet<Guid> objects, CaseFileId? from, CaseFileId? to) =>
        Leads(reference, objects, from)
            ? reference with { Target = reference.Target with { File = to } }
            : reference;

    private static bool Leads(Reference reference, IReadOnlySet<Guid> objects, CaseFileId? file) =>
        reference.Target is { Object: { Id: { } id } } target && target.File == file && objects.Contains(id);

    private static void Retell(List<PastEvent> told, Func<Reference, Reference> change)
    {
        for (var i = 0; i < told.Count; i++)
            told[i] = told[i].Happened switch
            {
                ReferenceAdded e => told[i] with { Happened = e with { Reference = change(e.Reference) } },
                ReferenceRemoved e => told[i] with { Happened = e with { Old = change(e.Old) } },
                ReferenceNoted e => told[i] with { Happened = e with { Reference = change(e.Reference) } },
                ReferenceDropped e => told[i] with { Happened = e with { Old = change(e.Old) } },
                _ => told[i],
            };
    }

    // Merging speaks of many objects: of those that stay behind nothing is told.
    private static IEnumerable<PastEvent> About(PastEvent past, HashSet<Guid> moving, List<PastEvent> told) =>
        past.Happened switch
        {
            MattersMerged e when moving.Contains(e.Into.Value) || e.From.Any(matter => moving.Contains(matter.Value)) =>
            [
                past with
                {
                    Happened = e with { Documents = [.. e.Documents.Where(one => moving.Contains(one.Value))] },
                },
            ],
            MattersMerged e =>
            [
                .. e.Documents.Where(one => moving.Contains(one.Value)).Select(document =>
                    past with { Happened = new DocumentMoved(document, LayIn(document, told), e.Into) }),
            ],
            var happened => Subjects.Of(happened) is { } id && moving.Contains(id) ? [past] : [],
        };

    private static MatterId LayIn(DocumentId document, List<PastEvent> told) =>
        told.AsEnumerable().Reverse().Select(past => past.Happened switch
        {
            DocumentMoved e when e.Document == document => e.To,
            ObjectMovedIn e when e.Of == ObjectRef.Of(document) => e.Into,
            DocumentFiled e when e.Document == document => e.Matter,
            RenditionsEvent.RedactedFiled e when e.Document == document => e.Matter,
            _ => (MatterId?)null,
        }).First(matter => matter is not null)!.Value;

    private static HashSet<Guid> Ids(ValueList<MatterId> matters, ValueList<DocumentId> documents) =>
        [.. matters.Select(id => id.Value), .. documents.Select(id => id.Value)];
}
