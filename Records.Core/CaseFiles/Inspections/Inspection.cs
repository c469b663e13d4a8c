using Records.Core.Deciding;
using Records.Core.History;

namespace Records.Core.CaseFiles.Inspections;

/// <summary>One inspection (Akteneinsicht): what was bundled of a case file for somebody outside.</summary>
public readonly record struct InspectionId(Guid Value);

/// <summary>
/// What is to be shown. What a redacted copy was made of is shown as the copy, unless it is among
/// <paramref name="Documents"/>.
/// </summary>
/// <param name="Whole">The whole case file; then no matters are named.</param>
/// <param name="Matters">These matters with all that lies in them.</param>
/// <param name="Documents">These documents as they are, whatever copies there are of them.</param>
/// <param name="Without">These documents not, though they lie in what is shown.</param>
public sealed record InspectionSelection(
    bool Whole, ValueList<MatterId> Matters, ValueList<DocumentId> Documents, ValueList<DocumentId> Without)
{
    /// <summary>All that the file holds.</summary>
    public static InspectionSelection All { get; } = new(true, [], [], []);
}

/// <summary>A version that was shown, and what it must be.</summary>
/// <param name="IsRedacted">A copy in which something is hidden.</param>
public sealed record InspectedVersion(DocumentId Document, int Version, Digest Sha256, bool IsRedacted);
