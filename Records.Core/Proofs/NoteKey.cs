using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Records.Core.Proofs;

/// <summary>What a key of a signed note signs with, and in which form (C2SP signed-note).</summary>
public enum NoteKeyType
{
    /// <summary>Ed25519 (RFC 8032) over the text.</summary>
    Ed25519 = 1,

    /// <summary>ECDSA on P-256 with SHA-256 over the text, in ASN.1; the key as SubjectPublicKeyInfo.</summary>
    Ecdsa = 2,

    /// <summary>Ed25519 over time and text: the signature of a witness (C2SP tlog-cosignature).</summary>
    Cosignature = 4,
}

/// <summary>A public key that signs notes, under a name.</summary>
/// <param name="Name">Not empty, without spaces and without a plus sign.</param>
/// <param name="PublicKey">The bytes of the key, as the type has them.</param>
public sealed record NoteKey(string Name, NoteKeyType Type, ReadOnlyMemory<byte> PublicKey)
{
    private const int Ed25519KeySize = 32;

    /// <summary>Four bytes by which a signature names its key, beside the name.</summary>
    public uint Id
    {
        get
        {
            // By the standard the id of an ECDSA key is made of the key alone, all others' of name and type too.
            byte[] hashed = Type == NoteKeyType.Ecdsa
                ? PublicKey.ToArray()
                : [.. Encoding.UTF8.GetBytes(Name), (byte)'\n', (byte)Type, .. PublicKey.Span];
            return BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(hashed));
        }
    }

    /// <summary>
    /// Reads <c>name+id+key</c>; false where it is malformed, of another type, or the id is not the key's.
    /// </summary>
    public static bool TryParse(string text, out NoteKey key)
    {
        key = null!;
        if (text.Split('+', 3) is not [var name, var id, var encoded] || !IsName(name)
            || Base64.Read(encoded) is not [var type, .. var bytes]
            || !Enum.IsDefined((NoteKeyType)type)
            || ((NoteKeyType)type != NoteKeyType.Ecdsa && bytes.Length != Ed25519KeySize))
            return false;

        key = new(name, (NoteKeyType)type, bytes);
        return id == IdText(key.Id);
    }

    /// <summary>Whether it may be the name of a key, or the origin of a log.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= 255
        && !name.Any(c => c == '+' || char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c));

    public bool Equals(NoteKey? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The key as people pass it on: <c>name+id+key</c>.</summary>
    public override string ToString() =>
        $"{Name}+{IdText(Id)}+{Convert.ToBase64String([(byte)Type, .. PublicKey.Span])}";

    private static string IdText(uint id) => id.ToString("x8", CultureInfo.InvariantCulture);
}
