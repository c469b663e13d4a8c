using System.Text.Json;
using System.Text.Json.Nodes;
using Records.Api.Calls;
using Records.Storage.Views;

namespace Records.Api.CaseFiles;

/// <summary>
/// How an object stands: in the state of its own, or cancelled with what it lies in. Its own cancellation comes first,
/// for it stays when the other is undone; what is deleted stays deleted whatever is cancelled above.
/// </summary>
internal sealed record Standing(string State, CancellationMark? Cancellation)
{
    public static Standing Of(CaseFileSheet sheet) => Own(sheet.CaseFile.State, sheet.CaseFile.Marks);

    public static Standing Of(CaseFileSheet sheet, MatterRow matter) =>
        Own(matter.State, matter.Marks).Under(
            sheet.Matters.FirstOrDefault(above => above.Id == matter.Parent) is { } parent
                ? Of(sheet, parent)
                : Of(sheet));

    public static Standing Of(CaseFileSheet sheet, DocumentRow document)
    {
        var own = Own(document.State, document.Marks);
        return sheet.Matters.FirstOrDefault(matter => matter.Id == document.Matter) is { } above
            ? own.Under(Of(sheet, above))
            : own.Under(Of(sheet));
    }

    private static Standing Own(string state, JsonObject marks) =>
        new(state, marks["cancellation"]?.Deserialize<CancellationMark>(ContractJson.Options));

    private Standing Under(Standing above) =>
        Cancellation is null && above.Cancellation is not null && State != "deleted" ? above : this;
}
