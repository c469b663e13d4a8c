namespace Records.Core.CaseFiles.PuttingAway;

/// <summary>What can happen about putting away. Stored for ever (docs/events.md).</summary>
public abstract record PuttingAwayEvent : CaseFileEvent
{
    private PuttingAwayEvent() { }

    /// <summary>A document was put away (weggelegt); it is kept until that day and no longer.</summary>
    public sealed record DocumentPutAway(DocumentId Document, DateOnly On, DateOnly Until) : PuttingAwayEvent;

    /// <summary>It was taken up again; the end date is cleared.</summary>
    public sealed record DocumentTakenUp(DocumentId Document, DateOnly On, DateOnly Cleared) : PuttingAwayEvent;
}
