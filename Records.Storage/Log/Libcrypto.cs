using System.Runtime.InteropServices;

namespace Records.Storage.Log;

/// <summary>
/// Ed25519 (RFC 8032) by the system's libcrypto, because .NET has none. It refuses signatures that were altered and
/// still fit, as the standard demands.
/// </summary>
internal static partial class Libcrypto
{
    public const int KeySize = 32, SignatureSize = 64;

    private const string Library = "libcrypto.so.3";
    private const int Ed25519 = 1087;

    /// <summary>Whether this system can do it at all.</summary>
    public static bool IsThere { get; } = NativeLibrary.TryLoad(Library, out _);

    /// <summary>The public key of a private one (the seed of 32 bytes).</summary>
    public static byte[] PublicKeyOf(ReadOnlySpan<byte> seed)
    {
        var key = Made(NewPrivateKey(Ed25519, 0, seed, (nuint)seed.Length));
        try
        {
            var bytes = new byte[KeySize];
            var length = (nuint)bytes.Length;
            Demand(GetPublicKey(key, bytes, ref length));
            return bytes;
        }
        finally
        {
            FreeKey(key);
        }
    }

    public static byte[] Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message)
    {
        var key = Made(NewPrivateKey(Ed25519, 0, seed, (nuint)seed.Length));
        var context = Made(NewContext());
        try
        {
            Demand(SignInit(context, 0, 0, 0, key));
            var signature = new byte[SignatureSize];
            var length = (nuint)signature.Length;
            Demand(SignOnce(context, signature, ref length, message, (nuint)message.Length));
            return signature;
        }
        finally
        {
            FreeContext(context);
            FreeKey(key);
        }
    }

    /// <summary>
    /// Whether the signature is that key's over that message. Keys and signatures of another length are not.
    /// </summary>
    public static bool IsGood(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != KeySize || signature.Length != SignatureSize)
            return false;

        var key = Made(NewPublicKey(Ed25519, 0, publicKey, (nuint)publicKey.Length));
        var context = Made(NewContext());
        try
        {
            Demand(VerifyInit(context, 0, 0, 0, key));
            var good = VerifyOnce(
                context, signature, (nuint)signature.Length, message, (nuint)message.Length) == 1;
            ClearErrors();
            return good;
        }
        finally
        {
            FreeContext(context);
            FreeKey(key);
        }
    }

    private static nint Made(nint handle) =>
        handle != 0 ? handle : throw new InvalidOperationException("libcrypto has no room for a key.");

    private static void Demand(int outcome)
    {
        if (outcome != 1)
            throw new InvalidOperationException("libcrypto refused an Ed25519 operation.");
    }

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_private_key")]
    private static partial nint NewPrivateKey(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_public_key")]
    private static partial nint NewPublicKey(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_get_raw_public_key")]
    private static partial int GetPublicKey(nint key, Span<byte> bytes, ref nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_free")]
    private static partial void FreeKey(nint key);

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_new")]
    private static partial nint NewContext();

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_free")]
    private static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_DigestSignInit")]
    private static partial int SignInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [LibraryImport(Library, EntryPoint = "EVP_DigestSign")]
    private static partial int SignOnce(
        nint context, Span<byte> signature, ref nuint length, ReadOnlySpan<byte> message, nuint messageLength);

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerifyInit")]
    private static partial int VerifyInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerify")]
    private static partial int VerifyOnce(
        nint context, ReadOnlySpan<byte> signature, nuint length, ReadOnlySpan<byte> message, nuint messageLength);

    [LibraryImport(Library, EntryPoint = "ERR_clear_error")]
    private static partial void ClearErrors();
}
