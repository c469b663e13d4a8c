using Records.Core.Deciding;
using Records.Core.Documents;

namespace Records.Core.CaseFiles.Inspections;

/// <summary>What can happen about inspections. Stored for ever (docs/events.md).</summary>
public abstract record InspectionEvent : CaseFileEvent
{
    private InspectionEvent() { }

    /// <summary>A bundle of the file was given to somebody outside (Akteneinsicht gewährt).</summary>
    /// <param name="Versions">What it holds, in the order of the documents' ids.</param>
    /// <param name="Withheld">What it does not hold because a redacted copy stands for it.</param>
    /// <param name="Content">The bundle itself.</param>
    public sealed record InspectionGiven(
        InspectionId Inspection, string Recipient, string Reason, string LegalGround, InspectionSelection Selection,
        bool WithSheets, ValueList<InspectedVersion> Versions, ValueList<DocumentId> Withheld, DocumentContent Content)
        : InspectionEvent;
}
