using System.Diagnostics;

namespace Records.Core.CaseFiles.Routing;

/// <summary>The kinds of steps in the words of a registry.</summary>
public static class StepWords
{
    public static string Of(StepKind kind) => kind switch
    {
        StepKind.TakeNote => "Kenntnisnahme",
        StepKind.Comment => "Stellungnahme",
        StepKind.CoSign => "Mitzeichnung",
        StepKind.Approve => "Genehmigung",
        StepKind.FinalSign => "Schlusszeichnung",
        StepKind.Sign => "Unterschrift",
        StepKind.Dispatch => "Versand",
        StepKind.WorkOn => "Bearbeitung",
        _ => throw new UnreachableException($"{kind} has no word."),
    };
}
