namespace Records.Core.Proofs;

/// <summary>Standard base64 with padding and in no other spelling: what is signed has one form only.</summary>
internal static class Base64
{
    /// <summary>The bytes; null for any text that their encoding is not.</summary>
    public static byte[]? Read(string text)
    {
        var bytes = new byte[text.Length / 4 * 3];
        return Convert.TryFromBase64String(text, bytes, out var length)
            && Convert.ToBase64String(bytes, 0, length) == text
                ? bytes[..length]
                : null;
    }
}
