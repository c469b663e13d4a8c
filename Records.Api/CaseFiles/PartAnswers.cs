using System.Text.Json;
using System.Text.Json.Nodes;
using Records.Api.Calls;
using Records.Storage.Views;

namespace Records.Api.CaseFiles;

/// <summary>What lies beside the objects of a case file, as answers.</summary>
internal static class PartAnswers
{
    public static SheetAnswer Sheet(PartRow part) => Of<SheetAnswer>(part);

    public static IReadOnlyList<ParticipantAnswer> ParticipantsOf(this CaseFileSheet sheet, string kind, Guid? id) =>
        [.. Beside(sheet, "participant", kind, id).Select(Of<ParticipantAnswer>)];

    public static IReadOnlyList<ReferenceAnswer> ReferencesOf(this CaseFileSheet sheet, string kind, Guid? id) =>
        [.. Beside(sheet, "reference", kind, id).Select(Of<ReferenceAnswer>)];

    private static IEnumerable<PartRow> Beside(CaseFileSheet sheet, string part, string kind, Guid? id) =>
        sheet.Parts.Where(row => row.Kind == part && row.OwnerKind == kind && row.Owner == id);

    // A part's row holds what its answer shows but the id.
    public static T Of<T>(PartRow part)
    {
        var shown = (JsonObject)part.Data.DeepClone();
        shown["id"] = part.Id;
        return shown.Deserialize<T>(ContractJson.Options)!;
    }
}
