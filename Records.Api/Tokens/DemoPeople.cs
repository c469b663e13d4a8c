using System.Collections.Frozen;
using Records.Core.People;

namespace Records.Api.Tokens;

/// <summary>A unit of a demo town, with its number in the town's plan of offices.</summary>
internal sealed record DemoUnit(UnitId Id, string Number, string Name);

/// <summary>Somebody of a demo town.</summary>
/// <param name="User">What to ask the demo grant for; for a robot its client id.</param>
/// <param name="Subject">The <c>sub</c> of every token for this person.</param>
/// <param name="Role">As the claim <c>roles</c> says it.</param>
internal sealed record DemoPerson(string User, string Name, Guid Subject, DemoUnit Unit, string Role, ActorKind Kind);

/// <summary>One demo town.</summary>
internal sealed record DemoTown(string Tenant, string Name, IReadOnlyList<DemoPerson> People);

/// <summary>
/// Who lives in the demo: two towns, so that it can be seen that neither sees the other. Ids are fixed, so that a
/// script may name them: <c>t0000000-0000-4000-8000-0000000000nn</c> with t the town and nn the office for a
/// unit, <c>t0000000-0000-4000-9000-0000000000nn</c> for a person.
/// </summary>
internal static class DemoPeople
{
    /// <summary>All towns, by tenant name.</summary>
    public static FrozenDictionary<string, DemoTown> Towns { get; } = new[]
    {
        Town(
            1, "musterstadt", "Musterstadt", "Sabine Berg", "Jonas Vogt", "Renate Kühn", "Anton Brandt", "Petra Lenz"),
        Town(2, "neudorf", "Neudorf", "Murat Yılmaz", "Ines Falk", "Gerd Ohlsen", "Marie Stolz", "Ulf Jansen"),
    }.ToFrozenDictionary(town => town.Tenant);

    private static DemoTown Town(
        int town, string tenant, string name,
        string clerk, string clerk2, string registrar, string archivist, string auditor)
    {
        var building = Unit("61", "Bauamt");
        var order = Unit("32", "Ordnungsamt");
        var main = Unit("10", "Hauptamt");
        var archive = Unit("47", "Archiv");
        var audit = Unit("14", "Rechnungsprüfungsamt");
        return new(tenant, name,
        [
            new("clerk", clerk, Person(1), building, "clerk", ActorKind.Person),
            new("clerk2", clerk2, Person(2), order, "clerk", ActorKind.Person),
            new("registrar", registrar, Person(3), main, "registrar", ActorKind.Person),
            new("archivist", archivist, Person(4), archive, "archivist", ActorKind.Person),
            new("auditor", auditor, Person(5), audit, "auditor", ActorKind.Person),
            new("scan-robot", "Scanstelle", Person(6), building, "clerk", ActorKind.Robot),
        ]);

        DemoUnit Unit(string number, string title) =>
            new(new(new($"{town}0000000-0000-4000-8000-0000000000{number}")), number, title);
        Guid Person(int number) => new($"{town}0000000-0000-4000-9000-0000000000{number:00}");
    }
}
