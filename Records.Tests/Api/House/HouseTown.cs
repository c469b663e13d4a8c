using Records.Actors;
using Records.Api.Configuration;
using Records.Api.Tokens;
using Records.Storage.Keys;
using Records.Storage.Log;

namespace Records.Tests.Api.House;

/// <summary>One town of a test house: where its things lie, and how far it has been written.</summary>
internal sealed class HouseTown(TenantSettings settings, TestDatabase database, TestDatabase keys)
{
    private readonly Lock gate = new();
    private long written;
    private int notations;
    private Task<string>? entry;

    public string Name => settings.Name;
    public TenantSettings Settings => settings;
    public TestDatabase Database => database;
    public TestDatabase Keys => keys;

    /// <summary>Where its objects lie on the disk, unless it keeps them elsewhere.</summary>
    public string ObjectFolder => ((ObjectSettings.Folder)settings.Objects).Path;

    /// <summary>
    /// The sealed objects on the disk, whole and unfinished, without the marks of the store and the log.
    /// </summary>
    public IEnumerable<string> Objects => Directory
        .GetFiles(ObjectFolder, "*", SearchOption.AllDirectories)
        .Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)
            && !path.StartsWith(Path.Combine(ObjectFolder, "log/"), StringComparison.Ordinal)
            && !path.Contains("/00/00/0000000000008000", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal).ToList();

    /// <summary>The highest position any client was told: what a read asks for, to see every write before it.</summary>
    public long Written => Interlocked.Read(ref written);

    /// <param name="objects">Where its documents lie; null for a folder of its own.</param>
    public static async Task<HouseTown> NewAsync(
        DemoTown town, string folder, Uri address, ObjectSettings? objects = null, OpeningRules? opening = null)
    {
        var (database, keys) = (await TestDatabase.NewAsync(), await TestDatabase.NewKeysAsync());
        var kek = Path.Combine(folder, $"kek-{town.Tenant}");
        FileKeks.Create(kek);
        var log = Path.Combine(folder, $"log-{town.Tenant}");
        FileLogSigner.Create(log, $"{town.Tenant}.example/log1");
        var units = town.People.Select(person => person.Unit).Distinct();
        return new(
            new(
                town.Tenant, database.Tenant, database.Server, keys.Server, kek,
                objects ?? new ObjectSettings.Folder(Path.Combine(folder, $"objects-{town.Tenant}")),
                $"{address.GetLeftPart(UriPartial.Authority)}/issuer/{town.Tenant}", LocalIssuer.Audience,
                [.. units.Select(unit => new UnitSettings(unit.Id, unit.Name))])
            {
                LogKeyFolder = log,
                // One town shows its log to everybody, the other to its auditors.
                PublishesLog = town.Tenant == "neudorf",
                // One town allows what may be chosen, the other says nothing.
                Rules = town.Tenant == "musterstadt"
                    ? new(Choice.Allowed, Choice.Allowed)
                    : new(Choice.Forbidden, Choice.Forbidden),
                Opening = opening ?? OpeningRules.Default,
            },
            database, keys);
    }

    public void HasWritten(long position)
    {
        lock (gate)
            written = Math.Max(written, position);
    }

    /// <summary>A notation nobody has in this town.</summary>
    public string NextNotation() => $"{Interlocked.Increment(ref notations)}";

    /// <summary>A leaf of the file plan that many tests may share.</summary>
    public Task<string> EntryAsync(TestHouse house)
    {
        lock (gate)
            return entry ??= AddEntryAsync(house);
    }

    private async Task<string> AddEntryAsync(TestHouse house) =>
        await (await house.SignInAsync(Name, "registrar")).AddEntryAsync();
}
