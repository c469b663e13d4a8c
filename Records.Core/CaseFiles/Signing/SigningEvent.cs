using Records.Core.Deciding;
using Records.Core.People;

namespace Records.Core.CaseFiles.Signing;

/// <summary>What can happen to the versions of a document. Stored for ever (docs/events.md).</summary>
public abstract record SigningEvent : CaseFileEvent
{
    private SigningEvent() { }

    /// <summary>A person said something of a version (R22), in a route or outside.</summary>
    /// <param name="For">The person represented (R27), or null.</param>
    public sealed record VersionActRecorded(
        DocumentId Document, int Version, VersionActKind Kind, PersonId By, PersonId? For, string? Note)
        : SigningEvent;

    /// <summary>A version was final-signed (schlussgezeichnet) and is fixed for ever (R23).</summary>
    public sealed record DocumentFinalSigned(DocumentId Document, int Version, PersonId By, PersonId? For)
        : SigningEvent;

    /// <summary>A version went out (R24).</summary>
    public sealed record DispatchConfirmed(
        DocumentId Document, int Version, DateOnly On, DispatchWay Way, ValueList<string> Addressees, PersonId By,
        PersonId? For) : SigningEvent;
}
