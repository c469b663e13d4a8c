using System.Security.Cryptography;
using Records.Core.Proofs;

namespace Records.Storage.Log;

/// <summary>Judges signatures with what the system brings: libcrypto for Ed25519, .NET for ECDSA.</summary>
public sealed class SystemSignatures : ISignatures
{
    public bool AreGood(NoteKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        key.Type == NoteKeyType.Ecdsa
            ? IsGoodEcdsa(key, message, signature)
            : Libcrypto.IsGood(key.PublicKey.Span, message, signature);

    private static bool IsGoodEcdsa(NoteKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        try
        {
            using var math = ECDsa.Create();
            math.ImportSubjectPublicKeyInfo(key.PublicKey.Span, out var read);
            return read == key.PublicKey.Length && math.KeySize == 256
                && math.VerifyData(
                    message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
