using System.Globalization;
using Records.Api.Access;
using Records.Api.Calls;
using Records.Core.Access;
using Records.Core.Describing;
using Records.Storage.Views;

namespace Records.Api.CaseFiles;

/// <summary>
/// Case files in lists. By address for what may stand in a log; by POST for all the rest, above all for names of
/// participants.
/// </summary>
internal static class CaseFileListing
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapCaseFileLists()
        {
            var files = routes.MapGroup("/case-files").WithTags("Akten");
            files.MapGet("", ListAsync).Needs(Act.ReadCaseFile).Gives<Page<CaseFileItem>>()
                .WithName("listCaseFiles").WithSummary("Akten auflisten, neueste zuerst (list case files)");
            files.MapPost("/search", FindAsync)
                .Needs(Act.ReadCaseFile).Takes<FindCaseFilesRequest>().Gives<Page<CaseFileItem>>()
                .WithName("findCaseFiles").WithSummary(
                    "Akten finden, auch nach Beteiligten, neueste zuerst (find case files, by participants too)");
        }
    }

    private static async Task<IResult> ListAsync(
        Call call, [AsParameters] CaseFileFilterQuery where, string? cursor, int limit = Reads.DefaultLimit)
    {
        if (!where.IsClean)
            return CallProblems.QueryUnclean;
        var (filter, malformed) = where.Read();
        return malformed ?? await PageAsync(call, filter, "", cursor, limit);
    }

    private static async Task<IResult> FindAsync(Call call)
    {
        var request = await call.ReadAsync<FindCaseFilesRequest>();
        return await PageAsync(call, request.Where ?? new(), "/where", request.Cursor, request.Limit);
    }

    private static async Task<IResult> PageAsync(
        Call call, CaseFileFilterBody where, string at, string? cursor, int limit)
    {
        if (limit is < 1 or > Reads.MaxLimit)
            return CallProblems.LimitOutOfRange;
        if (where.Fault(at) is { } fault)
            return fault;
        var before = cursor is null ? null : Reads.ReadCursor(cursor, 1);
        if (cursor is not null && before is null)
            return CallProblems.CursorMalformed;
        if (await call.WaitForPositionAsync() is { } late)
            return late;

        var query = new CaseFileQuery(where.ToFilter(), before?[0], limit);
        var (found, position) = await call.Tenant.Views.CaseFilesAsync(query, call.Actor, call.Cancel);
        call.Reflects(position);
        var next = found.Count == limit ? Reads.Cursor(found[^1].Position) : null;
        return Answers.Json(
            new Page<CaseFileItem>([.. found.Select(file => CaseFileContracts.Item(call, file))], next));
    }
}

/// <summary>The filter as an address says it. Days as in 2026-03-01; both ends belong to it.</summary>
internal sealed record CaseFileFilterQuery(
    Guid? Entry, Guid? Unit, string? State, string? Reference, string? ExactReference, string? OpenedFrom,
    string? OpenedUntil, string? ClosedFrom, string? ClosedUntil, string? RetentionEndsFrom,
    string? RetentionEndsUntil, Guid? OpenedBy)
{
    public bool IsClean => PlainText.IsClean($"{State}{Reference}{ExactReference}", linesAllowed: false);

    public (CaseFileFilterBody Filter, Problem? Malformed) Read()
    {
        (string Name, string? Text)[] said =
        [
            ("openedFrom", OpenedFrom), ("openedUntil", OpenedUntil), ("closedFrom", ClosedFrom),
            ("closedUntil", ClosedUntil), ("retentionEndsFrom", RetentionEndsFrom),
            ("retentionEndsUntil", RetentionEndsUntil),
        ];
        var days = new DateOnly?[said.Length];
        for (var i = 0; i < said.Length; i++)
            if (said[i].Text is { } text)
            {
                if (!DateOnly.TryParseExact(
                    text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                    return (new(), CallProblems.DayMalformed.At($"/{said[i].Name}"));
                days[i] = day;
            }
        return (new(
            Entry, Unit, State, Reference, ExactReference, days[0], days[1], days[2], days[3], days[4], days[5],
            OpenedBy), null);
    }
}

/// <param name="Where">Which ones; all of them when left out.</param>
/// <param name="Cursor">From the page before.</param>
internal sealed record FindCaseFilesRequest(
    CaseFileFilterBody? Where = null, int Limit = Reads.DefaultLimit, string? Cursor = null)
    : IExampled<FindCaseFilesRequest>
{
    public static FindCaseFilesRequest Example { get; } =
        new(Where: new(State: "active", OpenedFrom: new(2026, 1, 1), Participant: "Erika Berg"));
}

/// <summary>One page of a list; <paramref name="Next"/> is the cursor of the next one, left out on the last.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
