using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Records.Core.CaseFiles.Participants;

/// <summary>
/// A person or organisation outside the house that has to do with a file, matter or document (Beteiligte), at one of
/// them: the same person at two objects is two participants, because each may change for itself.
/// </summary>
public readonly record struct ParticipantId(Guid Value)
{
    /// <summary>
    /// The one that a document or answer takes over from this one: made from both ids, so that the same filing always
    /// names the same, and nobody has to bring as many ids as there happen to be participants.
    /// </summary>
    internal ParticipantId At(DocumentId document)
    {
        byte[] hash = SHA256.HashData(
            [.. "records-participant1\0"u8, .. document.Value.ToByteArray(bigEndian: true),
                .. Value.ToByteArray(bigEndian: true)]);
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new(new Guid(hash.AsSpan(0, 16), bigEndian: true));
    }
}

/// <summary>Who it is: a person (natürliche Person) or an organisation.</summary>
public enum ParticipantKind { Person, Organisation }

/// <summary>
/// What it has to do with the business: applicant (Antragsteller), sender (Absender), addressee (Adressat),
/// representative (Vertreter), objector (Einwender), expert (Sachverständiger), authority (beteiligte Behörde), or
/// something else that is then said in words.
/// </summary>
public enum ParticipantRole
{
    Applicant, Sender, Addressee, Representative, Objector, Expert, Authority, Other,
}

/// <summary>What is known of a participant.</summary>
/// <param name="RoleLabel">The role in words: required where it is another one, null otherwise.</param>
public sealed record Participant(
    ParticipantKind Kind, string Name, ParticipantRole Role, string? RoleLabel, string? Address, string? Email,
    string? Phone)
{
    /// <summary>Nobody yet.</summary>
    internal static ImmutableSortedDictionary<Guid, Participant> None { get; } =
        ImmutableSortedDictionary<Guid, Participant>.Empty;
}
