using Records.Core.Deciding;

namespace Records.Core.CaseFiles.PuttingAway;

/// <summary>Put away and take up again (R37): what is trivial is done with, and kept for one year.</summary>
public abstract record PuttingAwayCommand : CaseFileCommand
{
    private PuttingAwayCommand() { }

    /// <summary>The document is done with and need not be kept for long (weglegen).</summary>
    public sealed record PutAway(DocumentId Document, Revision Expected, DateOnly On) : PuttingAwayCommand;

    /// <summary>It is needed after all; possible while the year runs.</summary>
    public sealed record TakeUpAgain(DocumentId Document, Revision Expected, DateOnly On) : PuttingAwayCommand;
}
