using Records.Core.Deciding;
using Records.Core.People;

namespace Records.Core.CaseFiles.Signing;

/// <summary>What a person can say of a version, as a named act and not as a cryptographic signature.</summary>
public enum VersionActKind
{
    /// <summary>Took note (zur Kenntnis genommen).</summary>
    TakeNote,

    /// <summary>Stated an opinion (Stellung genommen).</summary>
    Comment,

    /// <summary>Co-signed (mitgezeichnet).</summary>
    CoSign,

    /// <summary>Approved (genehmigt).</summary>
    Approve,

    /// <summary>Said no (abgelehnt).</summary>
    Reject,

    /// <summary>Signed (unterschrieben).</summary>
    Sign,
}

/// <summary>An act that stands on one version; a later version does not carry it (R22).</summary>
/// <param name="For">The person represented, or null.</param>
public sealed record VersionAct(int Version, VersionActKind Kind, PersonId By, PersonId? For, string? Note);

/// <summary>How a document left the house.</summary>
public enum DispatchWay
{
    /// <summary>By post (Brief).</summary>
    Letter,

    /// <summary>By e-mail.</summary>
    EMail,

    /// <summary>Through a portal of the administration.</summary>
    Portal,

    /// <summary>By fax.</summary>
    Fax,

    /// <summary>By De-Mail.</summary>
    DeMail,

    /// <summary>Handed over (persönlich übergeben).</summary>
    HandOver,
}

/// <summary>A dispatch that was confirmed (Versand bestätigt).</summary>
/// <param name="Addressees">To whom, by name.</param>
public sealed record Dispatch(int Version, DateOnly On, DispatchWay Way, ValueList<string> Addressees);
