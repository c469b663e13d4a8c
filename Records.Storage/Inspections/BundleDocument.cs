using System.Globalization;
using Records.Core.CaseFiles.Inspections;
using Records.Storage.Views;

namespace Records.Storage.Inspections;

/// <summary>One document of a bundle.</summary>
/// <param name="Number">From 1, in the order of dates.</param>
/// <param name="Date">
/// The letter's own, or when it came or went, or when it was filed; as <c>yyyy-MM-dd</c>.
/// </param>
/// <param name="Name">Where it lies in the bundle.</param>
internal sealed record BundleDocument(
    int Number, string Date, string Name, DocumentRow Row, VersionRow Version, bool IsRedacted)
{
    public string Subject => Row.Fields.GetValueOrDefault("subject", "");

    public static IReadOnlyList<BundleDocument> Of(
        CaseFileSheet sheet, IEnumerable<InspectedVersion> shown, Func<DateTimeOffset, DateOnly> dayOf)
    {
        var versions = sheet.Versions.ToDictionary(version => (version.Document, version.Version));
        var rows = sheet.Documents.ToDictionary(document => document.Id);
        return
        [
            .. shown
                .Select(one => (one.IsRedacted, Row: rows[one.Document.Value],
                    Version: versions[(one.Document.Value, one.Version)]))
                .OrderBy(one => DateOf(one.Row, dayOf), StringComparer.Ordinal)
                .ThenBy(one => one.Row.FiledAt).ThenBy(one => one.Row.Id)
                .Select((one, index) => new BundleDocument(
                    index + 1, DateOf(one.Row, dayOf), BundleName.Of(index + 1, one.Version.OriginalName), one.Row,
                    one.Version, one.IsRedacted)),
        ];
    }

    private static string DateOf(DocumentRow document, Func<DateTimeOffset, DateOnly> dayOf) =>
        document.Fields.GetValueOrDefault("letterDate") ?? document.Fields.GetValueOrDefault("receivedOn")
        ?? document.Fields.GetValueOrDefault("sentOn")
        ?? dayOf(document.FiledAt).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
