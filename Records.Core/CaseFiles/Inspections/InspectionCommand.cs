using Records.Core.Deciding;
using Records.Core.Documents;

namespace Records.Core.CaseFiles.Inspections;

/// <summary>Show a case file to somebody outside (R55). The bundle that was made comes in with the command.</summary>
public abstract record InspectionCommand : CaseFileCommand
{
    private InspectionCommand() { }

    /// <summary>Give a bundle of the file to somebody (Akteneinsicht gewähren).</summary>
    /// <param name="Recipient">Who gets it; 1 to 200 characters.</param>
    /// <param name="Reason">Why, for people; 1 to 1000 characters.</param>
    /// <param name="LegalGround">The rule it rests on, such as a paragraph; 1 to 200 characters.</param>
    /// <param name="WithSheets">Whether sheets of metadata lie in the bundle.</param>
    /// <param name="Bundled">
    /// What the bundle holds, so that no event says otherwise; null to ask whether it would be given, before it is
    /// made.
    /// </param>
    public sealed record GiveInspection(
        InspectionId Inspection, InspectionSelection Selection, string Recipient, string Reason, string LegalGround,
        bool WithSheets, ValueList<InspectedVersion>? Bundled, DocumentContent Bundle) : InspectionCommand;
}
