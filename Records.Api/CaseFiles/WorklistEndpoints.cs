using System.Text.Json.Serialization;
using Records.Api.Access;
using Records.Api.Calls;
using Records.Core.Access;
using Records.Core.Describing;
using Records.Core.People;
using Records.Storage.Json;
using Records.Storage.Views;

namespace Records.Api.CaseFiles;

/// <summary>The worklist (Arbeitsvorrat): the steps that wait for the caller, across all files.</summary>
internal static class WorklistEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapWorklist() => routes.MapGroup("/worklist").WithTags("Geschäftsgang")
            .MapGet("", ListAsync).Needs(Act.ReadCaseFile).Gives<Page<WorklistItem>>()
            .WithName("listWorklist").WithSummary(
                "Arbeitsvorrat: was auf mich, meine Organisationseinheit oder wen ich vertrete wartet (my worklist)");
    }

    private static async Task<IResult> ListAsync(
        Call call, DateOnly? dueBefore, string? kind, string? cursor, int limit = Reads.DefaultLimit)
    {
        if (limit is < 1 or > Reads.MaxLimit)
            return CallProblems.LimitOutOfRange;
        if (!PlainText.IsClean($"{kind}", linesAllowed: false))
            return CallProblems.QueryUnclean;
        (int, long, int)? after = null;
        if (cursor is not null)
        {
            if (Reads.ReadCursor(cursor, 3) is not [>= 0 and <= int.MaxValue and var due, var position,
                >= 0 and <= int.MaxValue and var number])
                return CallProblems.CursorMalformed;
            after = ((int)due, position, (int)number);
        }
        if (await call.WaitForPositionAsync() is { } late)
            return late;

        var actor = call.Actor;
        var query = new WorklistQuery(
            actor.OnBehalfOf is { } other ? [actor.Person.Value, other.Value] : [actor.Person.Value],
            actor.Unit.Value, [.. call.Caller.Roles.Select(StoredWord.Of)], dueBefore, kind, after, limit);
        var (found, reflected) = await call.Tenant.Views.WorklistAsync(query, actor, call.Cancel);
        call.Reflects(reflected);
        var next = found.Count == limit
            ? Reads.Cursor(found[^1].DueDay, found[^1].Position, found[^1].Number)
            : null;
        return Answers.Json(new Page<WorklistItem>([.. found.Select(row => ItemOf(call, row))], next));
    }

    private static WorklistItem ItemOf(Call call, WorklistRow row)
    {
        var file = $"{call.Root}/case-files/{row.CaseFile}";
        var route = $"{file}/routes/{row.Route}";
        return new(
            row.CaseFile, row.Reference, row.CaseFileSubject, row.OwnerKind, row.Owner, row.Subject, row.Route,
            row.Step, row.Kind, new(row.Person, row.Unit, row.Role is { } role ? RoleOf(role) : null), row.Due,
            row.Text, row.Since,
            new Dictionary<string, Link>
            {
                ["route"] = new(route),
                ["about"] = new($"{file}/{(row.OwnerKind == "document" ? "documents" : "matters")}/{row.Owner}"),
            });
    }

    private static Role RoleOf(string word) => Enum.GetValues<Role>().Single(role => StoredWord.Of(role) == word);
}

/// <summary>A step that waits.</summary>
/// <param name="OwnerKind">matter or document: what the route belongs to.</param>
/// <param name="Subject">Of the matter or document.</param>
/// <param name="Kind">take-note, comment, co-sign, approve, final-sign, sign, dispatch or work-on.</param>
/// <param name="Since">When its turn came.</param>
internal sealed record WorklistItem(
    Guid CaseFile, string Reference, string CaseFileSubject, string OwnerKind, Guid Owner, string Subject, Guid Route,
    Guid Step, string Kind, AddresseeBody To, DateOnly? Due, string? Text, DateTimeOffset Since,
    [property: JsonPropertyName("_links")] IReadOnlyDictionary<string, Link> Links);
