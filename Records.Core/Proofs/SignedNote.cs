using System.Buffers.Binary;
using System.Text;
using Records.Core.Deciding;

namespace Records.Core.Proofs;

/// <summary>
/// A text with the signatures below it (C2SP signed-note v1). Reading says nothing of whether they are good:
/// <see cref="NoteOpening"/> does.
/// </summary>
/// <param name="Text">Lines, each with its end; what is signed.</param>
public sealed record SignedNote(string Text, ValueList<NoteSignature> Signatures)
{
    /// <summary>More is not read: a note is small, whoever sends it.</summary>
    public const int LongestBytes = 64 * 1024;

    private const int MostSignatures = 100;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The bytes that are signed.</summary>
    public byte[] Signed => Utf8.GetBytes(Text);

    /// <summary>Reads a note; null where it is none.</summary>
    public static SignedNote? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LongestBytes || Decode(bytes) is not { } all || all.Any(c => c < ' ' && c != '\n')
            || !all.EndsWith('\n'))
            return null;

        // The last empty line parts text from signatures; an earlier one belongs to the text.
        var end = all.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0)
            return null;
        var lines = all[(end + 2)..].Split('\n')[..^1];
        if (lines.Length is 0 or > MostSignatures)
            return null;

        var signatures = new List<NoteSignature>();
        foreach (var line in lines)
        {
            if (NoteSignature.Read(line) is not { } signature)
                return null;
            signatures.Add(signature);
        }

        return new(all[..(end + 1)], [.. signatures]);
    }

    /// <summary>The same note with more signatures below.</summary>
    public SignedNote With(params IEnumerable<NoteSignature> more) =>
        this with { Signatures = [.. Signatures, .. more] };

    /// <summary>The note as it is stored and sent.</summary>
    public byte[] ToBytes() => Utf8.GetBytes(ToString());

    public override string ToString() =>
        $"{Text}\n{string.Concat(Signatures.Select(signature => signature + "\n"))}";

    private static string? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

/// <summary>One signature below a note.</summary>
/// <param name="Name">The name of the key.</param>
/// <param name="KeyId">Its four bytes.</param>
/// <param name="Signature">In the form of the key's type.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Signature)
{
    private const string Mark = "— ";

    /// <summary>Reads one line without its end; null where it is no signature.</summary>
    public static NoteSignature? Read(string line)
    {
        if (!line.StartsWith(Mark, StringComparison.Ordinal)
            || line[Mark.Length..].Split(' ') is not [var name, var encoded]
            || !NoteKey.IsName(name)
            || Base64.Read(encoded) is not { Length: > 4 } bytes)
            return null;
        return new(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(4));
    }

    public override string ToString()
    {
        var id = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(id, KeyId);
        return $"{Mark}{Name} {Convert.ToBase64String([.. id, .. Signature.Span])}";
    }
}
