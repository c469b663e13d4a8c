using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Records.Api.Calls;
using Records.Core.CaseFiles.Routing;
using Records.Core.CaseFiles.Signing;
using Records.Core.People;
using Records.Storage.Views;

namespace Records.Api.CaseFiles;

/// <summary>Routes, steps, acts and dispatches as answers, from the parts of the sheet.</summary>
internal static class RoutingContracts
{
    /// <param name="owner">The matter or document the routes belong to.</param>
    public static IReadOnlyList<RouteAnswer> RoutesOf(CaseFileSheet sheet, Guid owner, StateLinks? links) =>
        [.. sheet.Parts.Where(part => part.Kind == "route" && part.Owner == owner)
            .Select(part => RouteOf(sheet, part, links))];

    public static RouteAnswer RouteOf(CaseFileSheet sheet, PartRow part, StateLinks? links)
    {
        var route = Read<RoutePart>(part.Data);
        return new(
            part.Id, part.OwnerKind, part.Owner!.Value, route.State, route.Title, route.Documents,
            route.PreparedBy, route.StartedBy, route.StartedAt, route.EndedAt, route.Reason,
            // Of the same owner first: reading every step of the file for each route would take long.
            [.. sheet.Parts.Where(step => step.Kind == "step" && step.Owner == part.Owner)
                .Select(step => (step.Id, Step: Read<StepPart>(step.Data)))
                .Where(step => step.Step.Route == part.Id).OrderBy(step => step.Step.Number)
                .Select(step => StepOf(sheet, step.Id, step.Step, links))],
            links?.OfRoute(sheet.CaseFile.Id, part.Id));
    }

    /// <summary>The parts of a kind that lie beside the object, oldest first.</summary>
    public static IReadOnlyList<T> PartsOf<T>(CaseFileSheet sheet, string kind, Guid owner) =>
        [.. sheet.Parts.Where(part => part.Kind == kind && part.Owner == owner).Select(part => Read<T>(part.Data))];

    private static StepAnswer StepOf(CaseFileSheet sheet, Guid id, StepPart step, StateLinks? links) => new(
        id, step.Number, step.Order, step.Kind, new(step.Person, step.Unit, step.Role), step.Text, step.Due, step.State,
        step.By is { } by ? new(by, step.For, step.At!.Value, step.Note, step.Versions ?? []) : null,
        step.State == "current" ? links?.OfStep(sheet.CaseFile.Id, step.Route, id) : null);

    private static T Read<T>(JsonObject data) => data.Deserialize<T>(ContractJson.Options)!;

    private sealed record RoutePart(
        string State, IReadOnlyList<Guid> Documents, string? Title = null, Guid? PreparedBy = null,
        Guid? StartedBy = null, DateTimeOffset? StartedAt = null, DateTimeOffset? EndedAt = null,
        string? Reason = null);

    private sealed record StepPart(
        Guid Route, int Number, int Order, StepKind Kind, string State, Guid? Person = null, Guid? Unit = null,
        Role? Role = null, string? Text = null, DateOnly? Due = null, Guid? By = null, Guid? For = null,
        DateTimeOffset? At = null, string? Note = null, IReadOnlyList<SeenVersionBody>? Versions = null);
}

/// <param name="OwnerKind">matter or document: what the route belongs to.</param>
/// <param name="State">prepared, running, completed, rejected or withdrawn.</param>
/// <param name="Documents">What goes round; none for the route of a matter.</param>
/// <param name="Reason">Why it was withdrawn.</param>
internal sealed record RouteAnswer(
    Guid Id, string OwnerKind, Guid Owner, string State, string? Title, IReadOnlyList<Guid> Documents,
    Guid? PreparedBy, Guid? StartedBy, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Reason,
    IReadOnlyList<StepAnswer> Steps,
    [property: JsonPropertyName("_links")] IReadOnlyDictionary<string, Link>? Links);

/// <param name="State">waiting, current, done, rejected, skipped or dropped.</param>
internal sealed record StepAnswer(
    Guid Id, int Number, int Order, StepKind Kind, AddresseeBody To, string? Text, DateOnly? Due, string State,
    HandlingAnswer? Handling,
    [property: JsonPropertyName("_links")] IReadOnlyDictionary<string, Link>? Links);

/// <param name="For">The person represented by a deputy.</param>
/// <param name="Versions">The documents in the versions it was done on.</param>
internal sealed record HandlingAnswer(
    Guid By, Guid? For, DateTimeOffset At, string? Note, IReadOnlyList<SeenVersionBody> Versions);

/// <summary>What a person said of a version.</summary>
internal sealed record ActAnswer(
    int Version, VersionActKind Kind, DateTimeOffset At, Guid By, Guid? For = null, string? Note = null);

/// <summary>How a version went out.</summary>
internal sealed record DispatchAnswer(
    int Version, DateOnly On, DispatchWay Way, IReadOnlyList<string> Addressees, DateTimeOffset At, Guid By,
    Guid? For = null);

/// <param name="Version">The version that is fixed for ever.</param>
internal sealed record FinalSignatureMark(int Version, DateTimeOffset At, Guid By, Guid? For = null);

/// <param name="Version">The version that went out last.</param>
internal sealed record DispatchMark(int Version, DateOnly On);

/// <summary>A person, or a unit, of which one role may be meant.</summary>
internal sealed record AddresseeBody(Guid? Person = null, Guid? Unit = null, Role? Role = null);

internal sealed record SeenVersionBody(Guid Document, int Version);
