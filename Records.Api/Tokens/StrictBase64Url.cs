using System.Buffers;
using System.Buffers.Text;

namespace Records.Api.Tokens;

/// <summary>
/// Base64url as RFC 7515 appendix C has it and not otherwise: no padding, no white space, no bits left over. One
/// value has one spelling, so that a changed character is always a changed value.
/// </summary>
internal static class StrictBase64Url
{
    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>The bytes, or null when the text is not their one spelling. Empty text is no bytes.</summary>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        // The decoder of the framework skips white space and takes padding, so both are ruled out first.
        if (text.ContainsAnyExcept(Alphabet) || text.Length % 4 == 1)
            return null;

        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        var status = Base64Url.DecodeFromChars(text, bytes, out _, out var written);
        return status is OperationStatus.Done && written == bytes.Length ? bytes : null;
    }
}
