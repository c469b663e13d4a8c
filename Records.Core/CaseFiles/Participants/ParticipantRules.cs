using System.Collections.Immutable;
using System.Diagnostics;
using Records.Core.Deciding;
using Records.Core.Describing;
using static Records.Core.CaseFiles.Participants.ParticipantCommand;
using static Records.Core.CaseFiles.Participants.ParticipantEvent;
using static Records.Core.CaseFiles.Participants.ParticipantRefusals;
using static Records.Core.Deciding.Decision<Records.Core.CaseFiles.CaseFileEvent>;

namespace Records.Core.CaseFiles.Participants;

/// <summary>The rules of participants.</summary>
internal static class ParticipantRules
{
    private const int MaxParticipants = 500;

    public static Decision<CaseFileEvent> Decide(ParticipantCommand command, CaseFile state) => command switch
    {
        AddParticipant c => Editable.Object(state, c.Of, null, body => At(body, c.Of) switch
        {
            _ when Fault(c.Participant) is { } fault => Refuse(fault),
            var known when known.ContainsKey(c.Id.Value) => Refuse(ParticipantExists),
            { Count: >= MaxParticipants } => Refuse(TooManyParticipants),
            _ => Accept(new ParticipantAdded(c.Of, c.Id, c.Participant)),
        }),
        ChangeParticipant c => Editable.Object(state, c.Of, c.Expected, body =>
            At(body, c.Of).GetValueOrDefault(c.Id.Value) switch
            {
                null => Refuse(UnknownParticipant),
                _ when Fault(c.Participant) is { } fault => Refuse(fault),
                var old when old == c.Participant => AlreadySo,
                var old => Accept(new ParticipantChanged(c.Of, c.Id, old, c.Participant)),
            }),
        RemoveParticipant c => Editable.Object(state, c.Of, c.Expected, body =>
            At(body, c.Of).GetValueOrDefault(c.Id.Value) is { } old
                ? Accept(new ParticipantRemoved(c.Of, c.Id, old))
                : Refuse(UnknownParticipant)),

        _ => throw new UnreachableException($"No rule for {command.GetType().Name}."),
    };

    public static CaseFileBody Evolve(CaseFileBody body, ParticipantEvent happened) => happened switch
    {
        ParticipantAdded e => Put(body.Touch(e.Of), e.Of, all => all.SetItem(e.Id.Value, e.Participant)),
        ParticipantChanged e => Put(body.Touch(e.Of), e.Of, all => all.SetItem(e.Id.Value, e.New)),
        ParticipantRemoved e => Put(body.Touch(e.Of), e.Of, all => all.Remove(e.Id.Value)),
        // Part of what else happened to the document: its filing, or its being linked.
        ParticipantsTakenOver e => Put(body, ObjectRef.Of(e.Document), all =>
            all.SetItems(e.Participants.Select(one => KeyValuePair.Create(one.Id.Value, one.Participant)))),
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };

    /// <summary>
    /// What a document takes over, as copies: what stood on it when it was filed stays with it, whoever moves house
    /// later. Null where there is nothing to take over.
    /// </summary>
    /// <param name="role">The role they have from now on; null where each keeps its own.</param>
    public static ParticipantsTakenOver? TakeOver(
        DocumentId document, IEnumerable<KeyValuePair<Guid, Participant>> from, ParticipantRole? role = null)
    {
        ValueList<TakenOver> taken = [.. from.Select(one => new TakenOver(
            new ParticipantId(one.Key).At(document), new(one.Key),
            role is { } other ? one.Value with { Role = other, RoleLabel = null } : one.Value))];
        return taken.Count > 0 ? new(document, taken) : null;
    }

    private static ImmutableSortedDictionary<Guid, Participant> At(CaseFileBody body, ObjectRef of) => of.Kind switch
    {
        ObjectKind.CaseFile => body.Participants,
        ObjectKind.Matter => body.Find(new MatterId(of.Id!.Value))!.Participants,
        _ => body.Find(new DocumentId(of.Id!.Value))!.Participants,
    };

    private static CaseFileBody Put(
        CaseFileBody body, ObjectRef of,
        Func<ImmutableSortedDictionary<Guid, Participant>, ImmutableSortedDictionary<Guid, Participant>> change)
    {
        var changed = change(At(body, of));
        return of.Kind switch
        {
            ObjectKind.CaseFile => body with { Participants = changed },
            ObjectKind.Matter => body.With(body.Find(new MatterId(of.Id!.Value))! with { Participants = changed }),
            _ => body.With(body.Find(new DocumentId(of.Id!.Value))! with { Participants = changed }),
        };
    }

    private static Refusal? Fault(Participant said) => said switch
    {
        _ when !IsText(said.Name, 200) => NameUnclean,
        { Role: ParticipantRole.Other, RoleLabel: null } => RoleLabelMissing,
        { Role: not ParticipantRole.Other, RoleLabel: { } } => RoleLabelNotNeeded,
        { RoleLabel: { } label } when !IsText(label, 100) => RoleLabelUnclean,
        { Address: { } address } when !IsText(address, 500, linesAllowed: true) => AddressUnclean,
        { Email: { } email } when !IsText(email, 254) => EmailUnclean,
        { Phone: { } phone } when !IsText(phone, 50) => PhoneUnclean,
        _ => null,
    };

    private static bool IsText(string text, int most, bool linesAllowed = false) =>
        text.Trim().Length > 0 && text.Length <= most && PlainText.IsClean(text, linesAllowed);
}
