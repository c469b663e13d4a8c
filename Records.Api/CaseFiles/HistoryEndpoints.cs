using Records.Actors;
using Records.Api.Access;
using Records.Api.Calls;
using Records.Core.Access;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Describing;
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
        if (await CaseFileHistory.HiddenAsync(call, id) is { } hidden)
            return hidden;

        var events = await call.Tenant.Files.Journal
            .ReadAsync(new StreamId(id), new StreamVersion(after[0]), call.Cancel).Take(limit).ToListAsync(call.Cancel);
        var people = await call.Tenant.People.NamesAsync(
            [.. events.SelectMany(e => new[] { e.Stamp.Actor.Person, e.Stamp.Actor.OnBehalfOf ?? e.Stamp.Actor.Person })
                .Distinct()], call.Cancel);
        var next = events.Count == limit ? Reads.Cursor(events[^1].Stored.Version.Value) : null;
        return Answers.Json(new HistoryAnswer([.. events.Select(e => EntryOf(call, e, people))], next));
    }

    private static HistoryEntry EntryOf(
        Call call, Recorded<CaseFileEvent> recorded, IReadOnlyDictionary<PersonId, string> people)
    {
        var (stored, stamp, told) = (recorded.Stored, recorded.Stamp, EventNarration.Of(recorded.Event));
        var actor = stamp.Actor;
        return new(
            stored.Position.Value, stored.Version.Value, stored.Id.Value, stored.RecordedAt.ToTime(), stamp.Effective,
            stored.Type.ToString(), told.Action, told.Kind, told.Object,
            new(actor.Person.Value, people.GetValueOrDefault(actor.Person), actor.OnBehalfOf?.Value,
                actor.OnBehalfOf is { } other ? people.GetValueOrDefault(other) : null,
                actor.Unit.Value, call.Tenant.UnitName(actor.Unit), StoredWord.Of(actor.Role), actor.Application,
                StoredWord.Of(actor.Kind)),
            stamp.Request, stamp.Cause?.Value, stamp.LegalBasis, told.Changes, stored.Chain.ToString());
    }
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
    HistoryActor By, Guid Request, Guid? Cause, string? LegalBasis, ValueList<FieldChange> Changes, string Chain);

/// <param name="Name">As the directory of people has it today; left out once it was erased.</param>
internal sealed record HistoryActor(
    Guid Person, string? Name, Guid? OnBehalfOf, string? OnBehalfOfName, Guid Unit, string? UnitName, string Role,
    string Application, string Kind);
