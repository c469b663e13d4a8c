using Records.Core.Deciding;
using static Records.Core.Deciding.Decision<Records.Core.CaseFiles.CaseFileEvent>;

namespace Records.Core.CaseFiles;

/// <summary>Decisions made of decisions: what happens together, or not at all.</summary>
internal static class CaseFileDecisions
{
    /// <summary>With this besides, where it is accepted and there is anything besides.</summary>
    public static Decision<CaseFileEvent> Also(this Decision<CaseFileEvent> decided, CaseFileEvent? besides) =>
        decided is Accepted { Events.Count: > 0 } yes && besides is not null
            ? Accept([.. yes.Events, besides])
            : decided;
}
