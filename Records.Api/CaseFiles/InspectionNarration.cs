using System.Diagnostics;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Inspections;
using Records.Core.Describing;
using static Records.Api.CaseFiles.EventNarration;
using static Records.Core.CaseFiles.Inspections.InspectionEvent;

namespace Records.Api.CaseFiles;

/// <summary>What the events of inspections mean to a person.</summary>
internal static class InspectionNarration
{
    public static EventNarration Of(InspectionEvent happened) => happened switch
    {
        InspectionGiven e => On("Akteneinsicht gewährt", ObjectRef.CaseFile,
        [
            new("inspection", null, $"{e.Inspection.Value}"), new("recipient", null, e.Recipient),
            new("reason", null, e.Reason), new("legalGround", null, e.LegalGround),
            .. e.Versions.Select(shown => new FieldChange(
                "version", null, $"{shown.Document.Value}/{Text(shown.Version)} {shown.Sha256}")),
            .. e.Withheld.Select(document => new FieldChange("withheld", null, $"{document.Value}")),
            .. Content(e.Content),
        ]),
        _ => throw new UnreachableException($"{happened.GetType().Name} has no words."),
    };
}
