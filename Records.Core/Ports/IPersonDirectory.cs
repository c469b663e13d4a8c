using Records.Core.People;

namespace Records.Core.Ports;

/// <summary>
/// Who hides behind a pseudonym (Personenverzeichnis) of one tenant. Events hold the pseudonym only; the name lies
/// here and nowhere else, where it can be erased without touching the history.
/// </summary>
public interface IPersonDirectory
{
    /// <summary>
    /// The pseudonym of the issuer's subject: the same for ever, made at the first call. A name that differs from
    /// the one on file replaces it; null leaves it as it is.
    /// </summary>
    Task<PersonId> ResolveAsync(string issuer, string subject, string? name, CancellationToken cancel);

    /// <summary>
    /// The names of those that are known and have one. Whoever is missing in the answer is shown by pseudonym.
    /// </summary>
    Task<IReadOnlyDictionary<PersonId, string>> NamesAsync(IReadOnlyCollection<PersonId> ids, CancellationToken cancel);
}
