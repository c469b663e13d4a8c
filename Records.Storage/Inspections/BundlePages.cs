using System.Globalization;
using System.Text;
using Records.Core.CaseFiles;
using Records.Core.Describing;
using Records.Storage.Views;

namespace Records.Storage.Inspections;

/// <summary>The words on the pages of a bundle, as lines of letters of one width.</summary>
internal static class BundlePages
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public static string Contents(CaseFileSheet sheet, IReadOnlyList<BundleDocument> documents, int withheld)
    {
        var page = new StringBuilder("Akteneinsicht: Inhaltsverzeichnis\n\n")
            .Append(Plain, $"Aktenzeichen:     {sheet.CaseFile.Reference}\n")
            .Append(Plain, $"Betreff:          {sheet.CaseFile.Fields.GetValueOrDefault("subject")}\n")
            .Append(Plain, $"Dokumente:        {documents.Count}\n")
            .Append(Plain, $"davon geschwärzt: {documents.Count(one => one.IsRedacted)}\n");
        if (withheld > 0)
            page.Append(Plain, $"Originale, die nur in geschwärzter Fassung beiliegen: {withheld}\n");
        page.Append("\nNr.   Datum       Betreff\n");
        foreach (var one in documents)
            page.Append(Plain, $"\n{one.Number:D4}  {Day(one.Date)}  {Line(one.Subject)}\n")
                .Append(Plain, $"      {Origin(one.Row.Kind)}")
                .Append(one.IsRedacted ? ", geschwärzte Fassung" : "")
                .Append(Plain, $", Version {one.Version.Version}, {one.Version.SizeBytes} Bytes\n")
                .Append(Plain, $"      Datei:   {one.Name}\n")
                .Append(Plain, $"      SHA-256: {one.Version.Sha256}\n");
        return page.ToString();
    }

    /// <summary>
    /// The metadata of an object; its participants are not on it, for their names may be what is hidden.
    /// </summary>
    public static string Sheet(
        ObjectKind kind, string title, IEnumerable<(string Name, string Value)> facts,
        IReadOnlyDictionary<string, string> fields)
    {
        var labels = CaseFileFields.Of(kind).ToDictionary(rule => rule.Name);
        var page = new StringBuilder($"{title}\n\n");
        foreach (var (name, value) in facts)
            page.Append(Plain, $"{name + ":",-26}{value}\n");
        foreach (var (name, value) in fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            var (label, shown) = labels.GetValueOrDefault(name) is { } rule
                ? (rule.German, rule.Kind is FieldKind.Date ? Day(value) : value)
                : (name, value);
            page.Append(Plain, $"{label + ":",-26}{shown.ReplaceLineEndings("\n" + new string(' ', 26))}\n");
        }
        return page.ToString();
    }

    public static string Origin(string kind) => kind switch
    {
        "incoming" => "Eingang",
        "outgoing" => "Ausgang",
        _ => "Internes Dokument",
    };

    public static string Day(string date) =>
        DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)
            : date;

    private static string Line(string text) => text.ReplaceLineEndings(" ");
}
