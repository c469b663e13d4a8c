namespace Records.Storage.Text;

/// <summary>What text recognition may use. The limits hold for one document, unless said otherwise.</summary>
/// <param name="WorkFolder">
/// Where originals lie in clear while they are read. Best in memory (tmpfs) or on an encrypted disk; several
/// processes may share it.
/// </param>
public sealed record TextSettings(string WorkFolder)
{
    public TextSandbox Sandbox { get; init; } = TextSandbox.Required;

    /// <summary>How many children work at the same time, over all documents; each uses one core.</summary>
    public int Children { get; init; } = Environment.ProcessorCount;

    public long MaxBytes { get; init; } = 512L << 20;
    public int MaxPages { get; init; } = 1000;

    /// <summary>Text of all pages together, in bytes of UTF-8.</summary>
    public int MaxTextBytes { get; init; } = 32 << 20;

    /// <summary>Text of one page, in bytes of UTF-8.</summary>
    public int MaxPageTextBytes { get; init; } = 1 << 20;

    /// <summary>How long a child may recognise one page.</summary>
    public TimeSpan RecognitionPatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a child may take for anything else: counting, reading the text layer, drawing a page.
    /// </summary>
    public TimeSpan ReadingPatience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Whether what was recognised gets a searchable PDF too.</summary>
    public bool MakesCopies { get; init; } = true;

    /// <summary>Where the language models lie; null where Tesseract looks by itself.</summary>
    public string? ModelFolder { get; init; }
}

/// <summary>How the programs that open foreign bytes are kept apart from everything else.</summary>
public enum TextSandbox
{
    /// <summary>
    /// In a bubblewrap sandbox: no network, no other files, no other processes, nothing to write but the page's own
    /// folder. Where none can be made, nothing is recognised.
    /// </summary>
    Required,

    /// <summary>
    /// Under limits only. For places where namespaces are forbidden and the whole service is
    /// sealed off otherwise, such as a locked-down container.
    /// </summary>
    None,
}

/// <summary>
/// The machine cannot recognise text just now: a program, a model or the sandbox is missing, or the disk is
/// full. No document's fault; the attempt may be repeated.
/// </summary>
public sealed class TextUnavailableException(string detail) : Exception(detail);
