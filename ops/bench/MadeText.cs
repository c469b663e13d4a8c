using Records.Core.Ports;

namespace Records.Bench;

/// <summary>Pages as a town's letters fill them: some hundred words, few of them rare.</summary>
internal static class MadeText
{
    private const int WordsOfAPage = 300;

    private static readonly string[] Common =
        "der die das und in zu den mit von für auf ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei"
            .Split(' ');

    private static readonly string[] Field =
        ("Gebührenbescheid Verwaltungsgebühr Antrag Bebauungsplan Südring Brückensanierung Stellungnahme Anhörung Lageplan "
            + "Genehmigung Widerspruch Frist Straße Anlieger Ausschreibung Vergabe Rechnung Grundstück Flurstück Eigentümer "
            + "Bauordnung Abstandsfläche Statik Brandschutz Nachweis Auflage Bescheid Zuständigkeit Fachbereich Stadtrat")
            .Split(' ');

    public static IReadOnlyList<PageText> Pages(int pages, int seed) =>
    [
        .. Enumerable.Range(1, pages).Select(number =>
            new PageText(number, Page((seed * 31) + number), TextSource.Recognised, 94)),
    ];

    // Every third word is one of the field, every tenth a reference of its own.
    private static string Page(int seed) => string.Join(' ', Enumerable.Range(0, WordsOfAPage).Select(i => i switch
    {
        _ when i % 10 == 9 => $"{(seed + i) % 97}-2026/{(seed * 7 + i) % 10_000:0000}",
        _ when i % 3 == 0 => Field[(seed * 13 + i * 7) % Field.Length],
        _ => Common[(seed + i * 11) % Common.Length],
    }));
}
