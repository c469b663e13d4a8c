using System.Globalization;
using System.Text;

namespace Records.Core.Documents;

/// <summary>
/// Whether the text layer of a PDF page says what the page shows. A scan has none, or only the stamp or fax line
/// that a machine has put on top; a font without a mapping gives control characters, or letters
/// that are others than those printed.
/// </summary>
public static class TextLayer
{
    /// <summary>Below this many letters and digits a page is looked at rather than believed.</summary>
    public const int FewSigns = 30;

    /// <summary>The same where one image covers the page: a stamp on a scan has more than a page number.</summary>
    public const int FewSignsOnScan = 150;

    /// <summary>The layer can stand for the page.</summary>
    /// <param name="isScan">One image covers the page.</param>
    public static bool IsGood(string text, bool isScan) =>
        SignsIn(text) >= (isScan ? FewSignsOnScan : FewSigns) && !LooksWrong(text);

    /// <summary>How many letters and digits there are.</summary>
    public static int SignsIn(string text) => text.EnumerateRunes().Count(Rune.IsLetterOrDigit);

    /// <summary>
    /// More than two signs of a hundred are no characters at all, or fewer than half are letters and digits (dots and
    /// dashes that lead the eye not counted), or fewer than a fifth of its Latin letters are vowels (German has two
    /// fifths).
    /// </summary>
    public static bool LooksWrong(string text)
    {
        var (signs, lettersAndDigits, foreign, latin, vowels) = (0, 0, 0, 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || ".-_·…".Contains(rune.ToString(), StringComparison.Ordinal))
                continue;

            signs++;
            lettersAndDigits += Rune.IsLetterOrDigit(rune) ? 1 : 0;
            foreign += IsNoCharacter(rune) ? 1 : 0;
            latin += rune.Value < 0x250 && Rune.IsLetter(rune) ? 1 : 0;
            vowels += "aeiouyäöüAEIOUYÄÖÜ".Contains(rune.ToString(), StringComparison.Ordinal) ? 1 : 0;
        }

        return foreign * 50 > signs || lettersAndDigits * 2 < signs || (latin >= FewSigns && vowels * 5 < latin);
    }

    private static bool IsNoCharacter(Rune rune) => rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
