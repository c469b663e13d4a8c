using Records.Core.CaseFiles.Renditions;
using Records.Core.Deciding;
using Records.Core.Documents;

namespace Records.Core.Ports;

/// <summary>Reads the text of a document, page by page: its own text layer where there is one, else by OCR.</summary>
public interface ITextRecognition
{
    /// <summary>
    /// Never throws for anything in the bytes: broken input has its outcome. Throws only when the machine is at
    /// fault (no disk, no Tesseract), and then the attempt may be repeated.
    /// </summary>
    Task<TextOutcome> RecogniseAsync(Stream original, MediaType type, CancellationToken cancel);
}

/// <summary>How reading a document ended.</summary>
public abstract record TextOutcome
{
    private TextOutcome() { }

    /// <summary>There is text, one entry a page in order; a page may be empty.</summary>
    public sealed record Read(ValueList<PageText> Pages, string Engine) : TextOutcome
    {
        /// <summary>
        /// The document with its recognised words hidden behind its pages; null when nothing was recognised, none is
        /// wanted, or none could be made. Whoever takes it disposes of it.
        /// </summary>
        public SearchableCopy? Copy { get; init; }

        /// <summary>What kept a copy that was wanted from being made, for the log; null when nothing did.</summary>
        public string? CopyFault { get; init; }
    }

    /// <summary>
    /// There is none, and repeating would not help. The document itself is filed and readable as bytes.
    /// </summary>
    /// <param name="ReadablePages">How many pages could have been read before the damage; 0 when unknown.</param>
    public sealed record Unreadable(TextFailure Failure, int ReadablePages) : TextOutcome;
}

/// <summary>A searchable PDF of what was recognised, and how it was made.</summary>
public sealed record SearchableCopy(Stream Pdf, Making Making) : IDisposable
{
    /// <summary>Lets go of the bytes.</summary>
    public void Dispose() => Pdf.Dispose();
}

/// <summary>The text of one page.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Text">As read; lines by \n, no U+0000.</param>
/// <param name="Source">From the document's own text layer or recognised.</param>
/// <param name="Confidence">Mean over the page's words, 0 to 100; null for a text layer or an empty page.</param>
public sealed record PageText(int Number, string Text, TextSource Source, int? Confidence);

/// <summary>Where the text of a page was taken from.</summary>
public enum TextSource { Layer, Recognised }

/// <summary>Why a document has no text (docs/life-of-a-document.md).</summary>
public enum TextFailure { Encrypted, Damaged, TooLarge, TimedOut, NotText }
