using System.Globalization;
using System.Text.RegularExpressions;
using Records.Core.Documents;

namespace Records.Storage.Text;

/// <summary>
/// The grey image (PGM, form P5) that a page is drawn into. A page too large to draw leaves a header without pixels,
/// and a full disk a part of them, both with exit code 0: so its size must be just what the header says.
/// </summary>
internal static partial class Greymap
{
    private const int MaxHeaderBytes = 64;

    /// <summary>Its size in pixels, or null when it is not there or not whole.</summary>
    public static PixelSize? SizeOf(string path)
    {
        if (!File.Exists(path))
            return null;

        using var file = File.OpenHandle(path);
        Span<byte> head = stackalloc byte[MaxHeaderBytes];
        head = head[..RandomAccess.Read(file, head, 0)];
        var header = Header().Match(System.Text.Encoding.Latin1.GetString(head));
        if (!header.Success
            || !uint.TryParse(header.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var width)
            || !uint.TryParse(header.Groups[2].ValueSpan, CultureInfo.InvariantCulture, out var height))
            return null;

        var size = new PixelSize(width, height);
        return RandomAccess.GetLength(file) == header.Length + (long)size.Pixels ? size : null;
    }

    [GeneratedRegex(@"\AP5\s(\d{1,7})\s(\d{1,7})\s255\s")]
    private static partial Regex Header();
}
