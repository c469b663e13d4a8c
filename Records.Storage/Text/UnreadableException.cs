using Records.Core.Ports;

namespace Records.Storage.Text;

/// <summary>
/// A document, or one page of it, has no text to give. Thrown by whatever finds out, and caught in
/// <see cref="TesseractRecognition"/> and at the end of each page only: nobody else ever sees it.
/// </summary>
internal sealed class UnreadableException(TextFailure failure, int readablePages = 0) : Exception($"{failure}")
{
    public TextFailure Failure { get; } = failure;
    public int ReadablePages { get; } = readablePages;
}
