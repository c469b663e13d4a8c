using System.Security.Cryptography;
using Records.Core.Proofs;

namespace Records.Storage.Log;

/// <summary>
/// A private key that signs notes. Written as <c>PRIVATE+KEY+name+id+key</c>, where key is base64 of the type and the
/// seed (Ed25519) or the PKCS #8 key (ECDSA).
/// </summary>
public sealed class SigningKey
{
    private const string Mark = "PRIVATE+KEY+";

    private readonly byte[] secret;

    private SigningKey(NoteKey key, byte[] secret) => (Key, this.secret) = (key, secret);

    /// <summary>What others check its signatures with.</summary>
    public NoteKey Key { get; }

    /// <summary>A new key: Ed25519 where the system can, ECDSA on P-256 elsewhere.</summary>
    public static SigningKey Create(string name) => Libcrypto.IsThere ? CreateEd25519(name) : CreateEcdsa(name);

    internal static SigningKey CreateEd25519(string name) =>
        Of(name, NoteKeyType.Ed25519, RandomNumberGenerator.GetBytes(Libcrypto.KeySize));

    internal static SigningKey CreateEcdsa(string name)
    {
        using var math = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Of(name, NoteKeyType.Ecdsa, math.ExportPkcs8PrivateKey());
    }

    /// <summary>Reads a key; throws <see cref="FormatException"/> where it is none.</summary>
    public static SigningKey Parse(string text)
    {
        try
        {
            if (text.StartsWith(Mark, StringComparison.Ordinal)
                && text[Mark.Length..].Split('+', 3) is [var name, var id, var encoded] && NoteKey.IsName(name)
                && Convert.FromBase64String(encoded) is [var type, .. var secret]
                && (NoteKeyType)type is NoteKeyType.Ecdsa or NoteKeyType.Ed25519 or NoteKeyType.Cosignature
                && ((NoteKeyType)type == NoteKeyType.Ecdsa || secret.Length == Libcrypto.KeySize)
                && Of(name, (NoteKeyType)type, secret) is var key
                && key.IdText == id)
                return key;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
        }

        throw new FormatException("This is not the private key of a signed note.");
    }

    /// <summary>The signature of a note's text, ready to stand below it.</summary>
    public NoteSignature Sign(SignedNote note) => new(Key.Name, Key.Id, Sign(note.Signed));

    /// <summary>The private key as text: for the file it lies in and for nothing else.</summary>
    internal string ToSecretText() =>
        $"{Mark}{Key.Name}+{IdText}+{Convert.ToBase64String([(byte)Key.Type, .. secret])}";

    private string IdText => Key.Id.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);

    private byte[] Sign(byte[] message)
    {
        if (Key.Type != NoteKeyType.Ecdsa)
            return Libcrypto.Sign(secret, message);
        using var math = ECDsa.Create();
        math.ImportPkcs8PrivateKey(secret, out _);
        return math.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static SigningKey Of(string name, NoteKeyType type, byte[] secret)
    {
        if (type != NoteKeyType.Ecdsa)
            return new(new(name, type, Libcrypto.PublicKeyOf(secret)), secret);
        using var math = ECDsa.Create();
        math.ImportPkcs8PrivateKey(secret, out _);
        return new(new(name, type, math.ExportSubjectPublicKeyInfo()), secret);
    }
}
