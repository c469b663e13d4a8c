using System.Globalization;
using Records.Actors;
using Records.Api.Calls;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.FilePlan;
using Records.Core.People;
using Records.Core.Ports;
using Records.Core.Retention;
using Records.Storage.Json;
using static Records.Core.FilePlan.FilePlanEvent;

namespace Records.Api.FilePlan;

/// <summary>What happened to one entry of the plan, told by its events, each with the plan version then.</summary>
internal static class FilePlanHistory
{
    public static async Task<IResult> ReadAsync(Call call, Guid id)
    {
        var (plan, entry) = (FilePlanDecider.Initial, new FilePlanEntryId(id));
        List<(Recorded<FilePlanEvent> Recorded, int? Version, ValueList<FieldChange> Changes, string Action)> told = [];
        await foreach (var recorded in call.Tenant.Plans.Journal.ReadAsync(
            call.PlanStream, StreamVersion.None, call.Cancel))
        {
            plan = FilePlanDecider.Evolve(plan, recorded.Event);
            if (Tell(recorded.Event, entry) is { } said)
                told.Add((recorded, plan.Head?.Versions.Count, said.Changes, said.Action));
        }
        if (told.Count == 0)
            return FilePlanRefusals.UnknownEntry.ToProblem();

        var people = await call.Tenant.People.NamesAsync(
            [.. told.Select(one => one.Recorded.Stamp.Actor.Person).Distinct()], call.Cancel);
        return Answers.Json(new EntryHistoryAnswer(
        [
            .. told.Select(one => new EntryHistoryItem(
                one.Recorded.Stored.Position.Value, one.Recorded.Stored.RecordedAt.ToTime(), one.Version,
                one.Recorded.Stored.Type.ToString(), one.Action, one.Recorded.Stamp.Actor.Person.Value,
                people.GetValueOrDefault(one.Recorded.Stamp.Actor.Person), one.Recorded.Stamp.Effective,
                one.Recorded.Stamp.LegalBasis, one.Changes)),
        ]));
    }

    // Null where the event is about something else.
    private static (string Action, ValueList<FieldChange> Changes)? Tell(
        FilePlanEvent happened, FilePlanEntryId entry) => happened switch
        {
            FilePlanEntryAdded e when e.Entry == entry => ("angelegt",
            [
                new("notation", null, e.Notation.Value), new("title", null, e.Title),
                new("parent", null, e.Parent?.Value.ToString()), .. Rules(null, e.Rule),
            ]),
            FilePlanEntryRetitled e when e.Entry == entry =>
                ("Bezeichnung geändert", [new("title", e.Old, e.New)]),
            FilePlanEntryEdited e when e.Entry == entry => ("bearbeitet",
            [
                .. Changed("title", e.Old.Title, e.New.Title), .. Changed("scope", e.Old.Scope, e.New.Scope),
                .. Changed("references", Ids(e.Old.References), Ids(e.New.References)),
            ]),
            FilePlanEntryRuled e when e.Entry == entry => ("Fristen geändert", Rules(e.Old, e.New)),
            FilePlanEntryIntakeSet e when e.Entry == entry => ("Anlegen von Akten geregelt",
                Changed("takesFiles", e.Old?.ToString(), e.New?.ToString())),
            FilePlanEntryFieldsDeclared e when e.Entry == entry => ("Metadaten verlangt",
                Changed("fields", Names(e.Old), Names(e.New))),
            FilePlanEntryAppraised e when e.Entry == entry => ("vorbewertet",
            [
                new("disposal", StoredWord.Of(e.Old), StoredWord.Of(e.New)), new("reason", null, e.Reason),
            ]),
            FilePlanEntryRetired e when e.Entry == entry => ("stillgelegt",
                [new("retiredOn", null, e.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))]),
            FilePlanEntryRemoved e when e.Entry == entry => ("entfernt", [new("notation", e.Notation.Value, null)]),
            FilePlanEntryTookFiles e when e.Entry == entry => ("erste Akte angelegt", []),
            FilePlanVersionBegun e when e.Left.Contains(entry) => ("nicht in die neue Fassung übernommen",
                [new("version", null, e.Number.ToString(CultureInfo.InvariantCulture))]),
            _ => null,
        };

    private static ValueList<FieldChange> Rules(RetentionRule? old, RetentionRule? now) =>
    [
        .. Changed("transferYears", Years(old?.TransferYears), Years(now?.TransferYears)),
        .. Changed("retentionYears", Kept(old), Kept(now)),
        .. Changed("disposal", Word(old), Word(now)),
    ];

    private static ValueList<FieldChange> Changed(string field, string? old, string? now) =>
        old == now ? [] : [new(field, old, now)];

    private static string? Years(int? years) => years?.ToString(CultureInfo.InvariantCulture);
    private static string? Kept(RetentionRule? rule) => rule is null ? null : Years(rule.RetentionYears) ?? "unlimited";
    private static string? Word(RetentionRule? rule) => rule is null ? null : StoredWord.Of(rule.Disposal);
    private static string Ids(ValueList<FilePlanEntryId> entries) => string.Join(' ', entries.Select(e => e.Value));
    private static string Names(ValueList<ExtraField> fields) => string.Join(' ', fields.Select(field => field.Name));
}

internal sealed record EntryHistoryAnswer(IReadOnlyList<EntryHistoryItem> Items);

/// <param name="PlanVersion">The newest version of the plan at that time; left out before there was a plan.</param>
/// <param name="Type">Stored name and form.</param>
/// <param name="Action">The act, in German.</param>
/// <param name="ByName">As the directory of people has it today; left out once it was erased.</param>
internal sealed record EntryHistoryItem(
    long Position, DateTimeOffset RecordedAt, int? PlanVersion, string Type, string Action, Guid By, string? ByName,
    DateOnly? Effective, string? LegalBasis, ValueList<FieldChange> Changes);
