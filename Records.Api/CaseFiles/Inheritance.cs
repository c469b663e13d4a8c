using Records.Core.CaseFiles;
using Records.Core.Describing;
using Records.Storage.Views;

namespace Records.Api.CaseFiles;

/// <summary>
/// What holds for an object besides its own fields: medium and levels that it does not state come from above, and the
/// highest levels come from all that lies in it. For display; what was said stays where it was said.
/// </summary>
/// <param name="Medium">Its own, or that of the nearest above that states one.</param>
/// <param name="Secrecy">As the medium.</param>
/// <param name="DataProtection">As the medium.</param>
/// <param name="HighestSecrecy">The highest of it and all that lies in it.</param>
/// <param name="HighestDataProtection">As the secrecy.</param>
internal sealed record Inherited(
    string? Medium, string? Secrecy, string? DataProtection, string? HighestSecrecy, string? HighestDataProtection)
{
    public static Inherited Of(CaseFileSheet sheet) => Of([Above(sheet)], All(sheet));

    public static Inherited Of(CaseFileSheet sheet, MatterRow matter) => Of(Above(sheet, matter), Below(sheet, matter));

    public static Inherited Of(CaseFileSheet sheet, DocumentRow document) => Of(
        [document.Fields, .. sheet.Matters.FirstOrDefault(matter => matter.Id == document.Matter) is { } matter
            ? Above(sheet, matter)
            : [Above(sheet)]],
        [document.Fields]);

    private static Inherited Of(
        IReadOnlyList<IReadOnlyDictionary<string, string>> above,
        IEnumerable<IReadOnlyDictionary<string, string>> below)
    {
        var all = below.ToList();
        var (secrecy, protection) = (Nearest(CaseFileFields.Secrecy), Nearest(CaseFileFields.DataProtection));
        return new(Nearest(CaseFileFields.Medium), secrecy, protection,
            Highest(CaseFileFields.Secrecy, secrecy), Highest(CaseFileFields.DataProtection, protection));

        string? Nearest(FieldRule field) =>
            above.Select(fields => fields.GetValueOrDefault(field.Name)).FirstOrDefault(value => value is not null);

        string? Highest(FieldRule field, string? own) =>
            all.Select(fields => fields.GetValueOrDefault(field.Name)).Append(own).OfType<string>()
                .MaxBy(value => field.Choices.ToList().IndexOf(value));
    }

    private static IReadOnlyDictionary<string, string> Above(CaseFileSheet sheet) => sheet.CaseFile.Fields;

    // From the inside out.
    private static List<IReadOnlyDictionary<string, string>> Above(CaseFileSheet sheet, MatterRow matter) =>
        [matter.Fields, .. sheet.Matters.FirstOrDefault(above => above.Id == matter.Parent) is { } parent
            ? Above(sheet, parent)
            : [Above(sheet)]];

    private static IEnumerable<IReadOnlyDictionary<string, string>> Below(CaseFileSheet sheet, MatterRow matter) =>
    [
        matter.Fields,
        .. sheet.Documents.Where(document => document.Matter == matter.Id).Select(document => document.Fields),
        .. sheet.Matters.Where(below => below.Parent == matter.Id).SelectMany(below => Below(sheet, below)),
    ];

    private static IEnumerable<IReadOnlyDictionary<string, string>> All(CaseFileSheet sheet) =>
    [
        sheet.CaseFile.Fields, .. sheet.Matters.Select(matter => matter.Fields),
        .. sheet.Documents.Select(document => document.Fields),
    ];
}
