using Records.Actors;
using Records.Api.Access;
using Records.Api.Calls;
using Records.Core.Access;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.History;
using Records.Core.People;
using Records.Core.Ports;
using Records.Storage.Json;

namespace Records.Api.CaseFiles;

/// <summary>The history of a case file, read from the events themselves (Protokollinformation).</summary>
internal static class HistoryEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapHistory() =>
            routes.MapGroup("/case-files/{id:guid}/history").WithTags("Protokoll")
                .MapGet("", ReadAsync).Needs(Act.ReadHistory).Gives<HistoryAnswer>()
                .WithName("getHistory").WithSummary(
                    "Wer hat wann was getan, mit alten und neuen Werten (who did what, with old and new values)");
    }

    private static async Task<IResult> ReadAsync(Call call, Guid id, string? cursor, int limit = Reads.DefaultLimit)
    {
        if (limit is < 1 or > Reads.MaxLimit)
            return CallProblems.LimitOutOfRange;
        var after = cursor is null ? [-1] : Reads.ReadCursor(cursor, 1);
        if (after is null)
            return CallProblems.CursorMalformed;
        var (state, unreadable) = await CaseFileHistory.ReadableAsync(call, id);
        if (call.Hides(state) is { } hidden)
            return hidden.ToProblem();

        var stream = new StreamId(id);
        var events = new List<HistoryEvent>();
        await foreach (var stored in call.Tenant.Store.ReadStreamAsync(
            stream, new StreamVersion(after[0]), call.Cancel).Take(limit))
            events.Add(await OpenAsync(call, stored, unreadable));
        var people = await call.Tenant.People.NamesAsync(
            [.. events.SelectMany(e => new[] { e.Stamp?.Actor.Person, e.Stamp?.Actor.OnBehalfOf }).OfType<PersonId>()
                .Distinct()], call.Cancel);
        var next = events.Count == limit ? Reads.Cursor(events[^1].Stored.Version.Value) : null;
        return Answers.Json(new HistoryAnswer([.. events.Select(e => EntryOf(call, e, people))], next));
    }

    // From the first event on that cannot be read, what the others say stays closed too: it may have been meant for
    // other eyes.
    private static async Task<HistoryEvent> OpenAsync(Call call, StoredEvent stored, StreamVersion? unreadable)
    {
        var journal = call.Tenant.Files.Journal;
        if (unreadable is { } first && stored.Version.Value > first.Value)
            return new(stored, journal.StampOf(stored), null, "after-unreadable");
        try
        {
            var recorded = await journal.OpenAsync(stored, call.Cancel);
            return new(stored, recorded.Stamp, EventNarration.Of(recorded.Event), null);
        }
        catch (Exception fault) when (EventFault.Of(fault) is { } code)
        {
            return new(stored, journal.StampOf(stored), null, code);
        }
    }

    private static HistoryEntry EntryOf(
        Call call, HistoryEvent happened, IReadOnlyDictionary<PersonId, string> people)
    {
        var (stored, stamp, told, fault) = happened;
        return new(
            stored.Position.Value, stored.Version.Value, stored.Id.Value, stored.RecordedAt.ToTime(), stamp?.Effective,
            stored.Type.ToString(), told?.Action ?? "nicht lesbar", told?.Kind ?? "case-file", told?.Object,
            stamp is null ? null : ActorOf(call, stamp.Actor, people), stamp?.Request, stamp?.Cause?.Value,
            stamp?.LegalBasis, told?.Changes ?? [], stored.Chain.ToString())
        { Fault = fault };
    }

    private static HistoryActor ActorOf(Call call, Actor actor, IReadOnlyDictionary<PersonId, string> people) => new(
        actor.Person.Value, people.GetValueOrDefault(actor.Person), actor.OnBehalfOf?.Value,
        actor.OnBehalfOf is { } other ? people.GetValueOrDefault(other) : null,
        actor.Unit.Value, call.Tenant.UnitName(actor.Unit), StoredWord.Of(actor.Role), actor.Application,
        StoredWord.Of(actor.Kind));

    /// <param name="Told">Null where the event cannot be read, or comes after one that cannot.</param>
    private sealed record HistoryEvent(StoredEvent Stored, Stamp? Stamp, EventNarration? Told, string? Fault);
}

internal sealed record HistoryAnswer(IReadOnlyList<HistoryEntry> Items, string? Next);

/// <param name="Position">Where the event stands in the tenant's whole history.</param>
/// <param name="Version">Where it stands in this case file, from 0.</param>
/// <param name="Type">Stored name and form.</param>
/// <param name="Action">The act, in German.</param>
/// <param name="Kind">case-file, matter or document.</param>
/// <param name="Object">The matter or document; left out for the file itself.</param>
/// <param name="Chain">The chain hash of the event: all before it is bound by it (docs/history.md).</param>
internal sealed record HistoryEntry(
    long Position, long Version, Guid Id, DateTimeOffset RecordedAt, DateOnly? Effective, string Type, string Action,
    string Kind, Guid? Object,
    HistoryActor? By, Guid? Request, Guid? Cause, string? LegalBasis, ValueList<FieldChange> Changes, string Chain)
{
    /// <summary>
    /// Why the event cannot be read: <c>unknown-event</c>, <c>damaged-event</c>, <c>key-missing</c>,
    /// <c>content-erased</c>, or <c>after-unreadable</c> for those that come after one; left out where it can.
    /// </summary>
    public string? Fault { get; init; }
}

/// <param name="Name">As the directory of people has it today; left out once it was erased.</param>
internal sealed record HistoryActor(
    Guid Person, string? Name, Guid? OnBehalfOf, string? OnBehalfOfName, Guid Unit, string? UnitName, string Role,
    string Application, string Kind);
