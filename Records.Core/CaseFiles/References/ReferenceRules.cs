using System.Collections.Immutable;
using System.Diagnostics;
using Records.Core.CaseFiles.Participants;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Documents;
using static Records.Core.CaseFiles.References.ReferenceCommand;
using static Records.Core.CaseFiles.References.ReferenceEvent;
using static Records.Core.CaseFiles.References.ReferenceRefusals;
using static Records.Core.Deciding.Decision<Records.Core.CaseFiles.CaseFileEvent>;

namespace Records.Core.CaseFiles.References;

/// <summary>The rules of references (R14, R15). An end that is noted from elsewhere is no edit of the object.</summary>
internal static class ReferenceRules
{
    private const int MaxReferences = 1000;

    public static Decision<CaseFileEvent> Decide(ReferenceCommand command, CaseFile state) => command switch
    {
        AddReference c => Editable.Object(state, c.Of, null, body => Add(body, c.Of, c.Id, c.Reference)),
        ReferWithin c => Editable.Object(state, c.Of, null, body => Both(
            Add(body, c.Of, c.Id, SeeAlso(c.To, c.Remark, c.Twin)), state,
            new NoteReference(c.To, c.Twin, SeeAlso(c.Of, c.Remark, c.Id)))),
        RemoveReference c => Editable.Object(state, c.Of, c.Expected, body =>
            At(body, c.Of).GetValueOrDefault(c.Id.Value) switch
            {
                null => Refuse(UnknownReference),
                { Relation: ReferenceRelation.CopyOf or ReferenceRelation.CopiedTo } => Refuse(ReferenceStays),
                { Relation: ReferenceRelation.MergedFrom or ReferenceRelation.MergedInto } => Refuse(ReferenceStays),
                { Target: { File: null, Object: { } to }, Twin: { } twin } old => Both(
                    Accept(new ReferenceRemoved(c.Of, c.Id, old)), state, new DropReference(to, twin)),
                var old => Accept(new ReferenceRemoved(c.Of, c.Id, old)),
            }),

        // A closed file may be referred to: that is what old files are for.
        NoteReference c => Editable.EvenClosed(state, c.Of, null, body => At(body, c.Of) switch
        {
            var known when known.ContainsKey(c.Id.Value) => AlreadySo,
            { Count: >= MaxReferences } => Refuse(TooManyReferences),
            _ => Accept(new ReferenceNoted(c.Of, c.Id, c.Reference)),
        }),
        DropReference c => Editable.EvenClosed(state, c.Of, null, body =>
            At(body, c.Of).GetValueOrDefault(c.Id.Value) is { } old
                ? Accept(new ReferenceDropped(c.Of, c.Id, old))
                : AlreadySo),

        AnswerIncoming c => Editable.Document(state, c.Outgoing, c.Expected, (body, outgoing) =>
            Answer(c, state, body, outgoing)),
        InsertCopy c => Editable.Matter(state, c.Matter, null, (body, _) => Copy(c, state, body)),

        _ => throw new UnreachableException($"No rule for {command.GetType().Name}."),
    };

    public static CaseFileBody Evolve(CaseFileBody body, ReferenceEvent happened) => happened switch
    {
        ReferenceAdded e => Put(body.Touch(e.Of), e.Of, all => all.SetItem(e.Id.Value, e.Reference)),
        ReferenceRemoved e => Put(body.Touch(e.Of), e.Of, all => all.Remove(e.Id.Value)),
        ReferenceNoted e => Put(body, e.Of, all => all.SetItem(e.Id.Value, e.Reference)),
        ReferenceDropped e => Put(body, e.Of, all => all.Remove(e.Id.Value)),
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };

    internal static Reference? Find(CaseFile state, ObjectRef of, ReferenceId id) =>
        state is CaseFile.Unopened || !Exists(state.Contents, of)
            ? null
            : At(state.Contents, of).GetValueOrDefault(id.Value);

    private static Decision<CaseFileEvent> Add(CaseFileBody body, ObjectRef of, ReferenceId id, Reference wanted) =>
        (wanted, wanted.Target) switch
        {
            (_, { Object: null, File: { } } or { Object: { }, Foreign: { } } or { Object: { }, Text: { } }) =>
                Refuse(ReferenceEmpty),
            (_, { Object: null, Foreign: null, Text: null }) => Refuse(ReferenceEmpty),
            (_, { Text: { } text }) when text.Trim().Length == 0 || text.Length > 500
                || !PlainText.IsClean(text, linesAllowed: false) => Refuse(TextUnclean),
            ({ Remark: { } remark }, _) when !PlainText.IsRemark(remark) => Refuse(RemarkUnclean),
            (_, { File: null, Object: { } to }) when to == of => Refuse(ReferenceToItself),
            _ when At(body, of).ContainsKey(id.Value)
                || At(body, of).Values.Any(known =>
                    known.Relation == wanted.Relation && known.Target == wanted.Target) => Refuse(ReferenceExists),
            _ when At(body, of).Count >= MaxReferences => Refuse(TooManyReferences),
            _ => Accept(new ReferenceAdded(of, id, wanted)),
        };

    private static Decision<CaseFileEvent> Answer(
        AnswerIncoming c, CaseFile state, CaseFileBody body, Document outgoing)
    {
        var (here, there) = (ObjectRef.Of(c.Outgoing), ObjectRef.Of(c.Incoming));
        var answers = new Reference(
            ReferenceRelation.Answers, new(null, there, null, null), null, c.Twin);
        var answered = new Reference(
            ReferenceRelation.AnsweredBy, new(null, here, null, null), null, c.Id);
        return body.Find(c.Incoming) switch
        {
            _ when outgoing.Kind is not DocumentKind.Outgoing => Refuse(NotOutgoing),
            { Kind: DocumentKind.Incoming, IsCancelled: false } incoming when incoming.Matter == outgoing.Matter =>
                outgoing.References.Values.Any(known =>
                    known.Relation == answers.Relation && known.Target == answers.Target)
                    ? AlreadySo
                    : Both(Add(body, here, c.Id, answers), state, new NoteReference(there, c.Twin, answered))
                        .Also(ParticipantRules.TakeOver(
                            c.Outgoing, Senders(incoming, outgoing), ParticipantRole.Addressee)),
            _ => Refuse(NoIncomingDocument),
        };
    }

    // Whoever wrote is written to, unless that was taken over before and changed since.
    private static IEnumerable<KeyValuePair<Guid, Participant>> Senders(Document incoming, Document outgoing) =>
        incoming.Participants.Where(one => one.Value.Role is ParticipantRole.Sender
            && !outgoing.Participants.ContainsKey(new ParticipantId(one.Key).At(outgoing.Id).Value));

    private static Decision<CaseFileEvent> Copy(InsertCopy c, CaseFile state, CaseFileBody body)
    {
        var filed = CaseFileDecider.Decide(
            new CaseFileCommand.FileDocument(c.Matter, c.Document, c.Kind, c.Fields, c.Content), state);
        var here = ObjectRef.Of(c.Document);
        var copied = filed.Also(new ReferenceNoted(
            here, c.Id, new(ReferenceRelation.CopyOf, c.Source, null, c.Twin)));
        // Nothing is a copy of itself: the source is there before.
        if (c.Source is { File: null, Object: { } itself } && itself == here && copied is Accepted)
            return Refuse(CaseFileRefusals.UnknownDocument);
        return c.Source is { File: null, Object: { } source }
            ? Both(copied, state, new NoteReference(
                source, c.Twin, new(ReferenceRelation.CopiedTo, new(null, here, null, null), null, c.Id)))
            : copied;
    }

    private static Reference SeeAlso(ObjectRef to, string? remark, ReferenceId twin) =>
        new(ReferenceRelation.SeeAlso, new(null, to, null, null), remark, twin);

    /// <summary>The first decision, and what the other end says to it; a no of either is a no.</summary>
    private static Decision<CaseFileEvent> Both(
        Decision<CaseFileEvent> first, CaseFile state, ReferenceCommand otherEnd) => first switch
        {
            Decision<CaseFileEvent>.Accepted yes =>
                Decide(otherEnd, yes.Events.Aggregate(state, CaseFileDecider.Evolve)) switch
                {
                    Decision<CaseFileEvent>.Accepted other => Accept([.. yes.Events, .. other.Events]),
                    var no => no,
                },
            _ => first,
        };

    private static bool Exists(CaseFileBody body, ObjectRef of) => of.Kind switch
    {
        ObjectKind.CaseFile => true,
        ObjectKind.Matter => body.Find(new MatterId(of.Id!.Value)) is not null,
        _ => body.Find(new DocumentId(of.Id!.Value)) is not null,
    };

    private static ImmutableSortedDictionary<Guid, Reference> At(CaseFileBody body, ObjectRef of) => of.Kind switch
    {
        ObjectKind.CaseFile => body.References,
        ObjectKind.Matter => body.Find(new MatterId(of.Id!.Value))!.References,
        _ => body.Find(new DocumentId(of.Id!.Value))!.References,
    };

    private static CaseFileBody Put(
        CaseFileBody body, ObjectRef of,
        Func<ImmutableSortedDictionary<Guid, Reference>, ImmutableSortedDictionary<Guid, Reference>> change)
    {
        var changed = change(At(body, of));
        return of.Kind switch
        {
            ObjectKind.CaseFile => body with { References = changed },
            ObjectKind.Matter => body.With(body.Find(new MatterId(of.Id!.Value))! with { References = changed }),
            _ => body.With(body.Find(new DocumentId(of.Id!.Value))! with { References = changed }),
        };
    }
}
