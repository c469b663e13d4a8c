using Records.Core.People;
using Records.Core.Ports;

namespace Records.Storage.Memory;

/// <summary>The directory without a database: the shortest complete statement of the contract.</summary>
public sealed class MemoryPersonDirectory : IPersonDirectory
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Issuer, string Subject), PersonId> ids = [];
    private readonly Dictionary<PersonId, string> names = [];

    public Task<PersonId> ResolveAsync(string issuer, string subject, string? name, CancellationToken cancel)
    {
        lock (gate)
        {
            if (!ids.TryGetValue((issuer, subject), out var id))
                ids.Add((issuer, subject), id = new(Guid.NewGuid()));
            if (name is not null)
                names[id] = name;
            return Task.FromResult(id);
        }
    }

    public Task<IReadOnlyDictionary<PersonId, string>> NamesAsync(
        IReadOnlyCollection<PersonId> ids, CancellationToken cancel)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyDictionary<PersonId, string>>(
                ids.Distinct().Where(names.ContainsKey).ToDictionary(id => id, id => names[id]));
    }
}
