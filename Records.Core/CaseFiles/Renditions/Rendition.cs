using Records.Core.Deciding;
using Records.Core.Documents;

namespace Records.Core.CaseFiles.Renditions;

/// <summary>A rendition (Formatkopie): the same in another form, beside the original and never instead of it.</summary>
public readonly record struct RenditionId(Guid Value);

/// <summary>
/// What a rendition is for: to be sent out (Reinschrift), to stay readable (Langzeitformat), or to be searched and
/// copied from where the original is but a picture (durchsuchbare Fassung).
/// </summary>
public enum RenditionKind { CleanCopy, LongTerm, Searchable }

/// <summary>How content was made from other content.</summary>
/// <param name="Format">What it is in the words of its standard, such as <c>PDF/A-2b</c>.</param>
/// <param name="Tool">Programs and their versions.</param>
/// <param name="Checks">What was looked at afterwards, and what it showed.</param>
public sealed record Making(string Format, string Tool, ValueList<string> Checks);

/// <summary>A rendition that was made and is to be put beside its version.</summary>
public sealed record MadeRendition(RenditionId Id, DocumentContent Content, Making Making);

/// <summary>What the files of renditions are called.</summary>
public static class RenditionNames
{
    private const int MostOfStem = 240;

    /// <summary>The name of the original with the ending of a PDF.</summary>
    public static string Pdf(string original)
    {
        var stem = original.LastIndexOf('.') is var dot and > 0 ? original[..dot] : original;
        return stem.Length <= MostOfStem
            ? $"{stem}.pdf"
            : $"{stem[..(char.IsHighSurrogate(stem[MostOfStem - 1]) ? MostOfStem - 1 : MostOfStem)]}.pdf";
    }
}

/// <summary>A rendition as the rules know it.</summary>
/// <param name="Version">The version it is a rendition of.</param>
/// <param name="IsRetired">Not to be used any more; it is kept all the same.</param>
public sealed record Rendition(RenditionId Id, int Version, RenditionKind Kind, bool IsRetired);

/// <summary>
/// Something on a page that is hidden: a rectangle in points (1/72 inch) from the upper left corner of the page as it
/// is shown.
/// </summary>
/// <param name="Page">From 1.</param>
public sealed record RedactedArea(int Page, double X, double Y, double Width, double Height);
