using System.Text.Json;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.References;
using Records.Core.CaseFiles.Relocating;
using Records.Core.Deciding;
using Records.Core.Documents;
using Records.Core.People;
using Records.Core.Ports;
using Records.Storage.Json;
using static Records.Core.CaseFiles.Relocating.RelocatingCommand;
using static Records.Core.CaseFiles.Relocating.RelocatingEvent;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.CaseFiles;

/// <summary>Files between which things are moved, and what came from one of them.</summary>
internal static class RelocatingSamples
{
    // First, because what follows is made with it.
    private static readonly Stamp Stamped = new(
        new(Clerk, null, Unit, Role.Clerk, "records-test", ActorKind.Person),
        new("01900000-0000-7000-8000-000000000066"), null, null, null);

    public static readonly CaseFileId ThisFile = new(new Guid("01900000-0000-7000-8000-000000000061"));
    public static readonly CaseFileId LastFile = new(new Guid("01900000-0000-7000-8000-000000000062"));
    public static readonly MatterId Host = new(new Guid("01900000-0000-7000-8000-000000000063"));
    public static readonly MatterId Third = new(new Guid("01900000-0000-7000-8000-000000000064"));
    public static readonly DocumentId Guest = new(new Guid("01900000-0000-7000-8000-000000000065"));

    public static readonly ValueList<PastEvent> GuestPast = Recorded(
    [
        new CaseFileEvent.DocumentFiled(
            Host, Guest, DocumentKind.Incoming, [new("subject", null, "Anzeige")],
            Scan with { OriginalName = "Anzeige.pdf" }),
        new CaseFileEvent.NoTextNoted(Guest, 1, TextFailure.Encrypted, 0),
    ]);

    public static readonly CaseFileEvent GuestArrived =
        new ObjectMovedIn(ObjectRef.Of(Guest), OtherFile, FirstMatter, [], [Guest], GuestPast);
    public static readonly CaseFileEvent GuestLeft =
        new ObjectMovedOut(ObjectRef.Of(Guest), OtherFile, Host, [], [Guest]);

    /// <summary>Events as they were recorded, one in each second.</summary>
    public static ValueList<PastEvent> Recorded(IEnumerable<CaseFileEvent> events) =>
    [
        .. events.Select((happened, i) => new PastEvent(
            new(new Guid($"01900000-0000-7000-8000-{i + 0x700:x12}")), new(1_772_700_000_000_000 + i * 1_000_000L),
            Stamped, happened)),
    ];

    /// <summary>A matter in which nothing lies yet.</summary>
    public static CaseFileEvent Begun(MatterId matter, int number, MatterId? parent = null) =>
        new CaseFileEvent.MatterOpened(
            matter, number, [new("subject", null, "Anderes")], parent, new($"63.2-2026/0417-{number:00}"));

    /// <summary>A file with all that happened in it.</summary>
    public sealed record Shelf(CaseFileId Id, ValueList<CaseFileEvent> History)
    {
        public CaseFile State { get; } = History.Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve);
        public CaseFileBody Body => State.Contents;

        public Shelf And(IEnumerable<CaseFileEvent> happened) => new(Id, [.. History, .. happened]);

        public Shelf Told(CaseFileCommand wish) =>
            And(((Decision<CaseFileEvent>.Accepted)CaseFileDecider.Decide(wish, State)).Events);

        public Revision RevisionOf(ObjectRef of) => of.Kind is ObjectKind.Document
            ? Body.Find(new DocumentId(of.Id!.Value))!.Revision
            : Body.Find(new MatterId(of.Id!.Value))!.Revision;

        /// <summary>The same after it was stored and read.</summary>
        public Shelf Reread() => new(Id,
        [
            .. History.Select(Codec.Encode).Select(encoded => Codec.Decode(encoded.Type, encoded.Content.Span)),
        ]);

        /// <summary>
        /// The object with all that lies in it, without what a move may change: number and reference, sheet, and for
        /// the object itself where it lies and how often it was moved. What is referred to is named with its file.
        /// </summary>
        public string Seen(ObjectRef of, int moves)
        {
            HashSet<Guid> moving =
            [
                of.Id!.Value,
                .. Body.Matters.Values.Where(one => one.Parent?.Value == of.Id).Select(one => one.Id.Value),
            ];
            moving.UnionWith(Body.Documents.Values.Where(one => moving.Contains(one.Matter.Value))
                .Select(one => one.Id.Value).ToList());
            return JsonSerializer.Serialize(new
            {
                Matters = Body.Matters.Values.Where(one => moving.Contains(one.Id.Value)).Select(one => one with
                {
                    Number = one.Id.Value == of.Id ? 0 : one.Number,
                    Reference = default,
                    Sheet = null,
                    Parent = one.Id.Value == of.Id ? null : one.Parent,
                    // What had left it before does not count where it comes to.
                    SubMattersOpened = 0,
                    Revision = Before(one.Id.Value, one.Revision),
                    References = NoReferences,
                }).ToArray(),
                Documents = Body.Documents.Values.Where(one => moving.Contains(one.Id.Value)).Select(one => one with
                {
                    Matter = one.Id.Value == of.Id ? Host : one.Matter,
                    Revision = Before(one.Id.Value, one.Revision),
                    References = NoReferences,
                }).ToArray(),
                References = ReferenceTests.AllOf(Body).Where(one => one.Of.Id is { } id && moving.Contains(id))
                    .Select(one => new { one.Of, one.Id, Said = Named(one.Said) }).ToArray(),
                Routes = Body.Routes.Values.Where(one => moving.Contains(one.Of.Id!.Value)).ToArray(),
                Resubmissions = Body.Resubmissions.Values
                    .Where(one => one.Of.Id is { } id && moving.Contains(id)).ToArray(),
            }, StoredJson.Options);

            Revision Before(Guid id, Revision revision) => id == of.Id ? new(revision.Value - moves) : revision;

            Reference Named(Reference said) => said.Target is not { Object: { } to } ? said : said with
            {
                Target = said.Target with
                {
                    File = to.Id is { } id && moving.Contains(id) ? null : said.Target.File ?? Id,
                },
            };
        }
    }

    /// <summary>Both files after the object went from the one to the other, as they are read from the store.</summary>
    public static (Shelf From, Shelf To) Move(Shelf from, ObjectRef of, Shelf to, MatterId? into)
    {
        var leaving = ((Decision<CaseFileEvent>.Accepted)CaseFileDecider.Decide(
            new MoveAway(of, from.RevisionOf(of), to.Id, into), from.State)).Events;
        var past = Past.Of(Recorded(from.History), (ObjectMovedOut)leaving[0], from.Id);
        return (from.And(leaving).Reread(), to.Told(new TakeIn(of, from.Id, into, past)).Reread());
    }

    private static readonly System.Collections.Immutable.ImmutableSortedDictionary<Guid, Reference> NoReferences =
        System.Collections.Immutable.ImmutableSortedDictionary<Guid, Reference>.Empty;
    private static readonly CaseFileEventCodec Codec = new();
}
