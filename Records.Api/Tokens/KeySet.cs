using System.Text.Json;

namespace Records.Api.Tokens;

/// <summary>Where the validator finds the issuer's keys.</summary>
internal interface ITokenKeys
{
    /// <summary>The key of that name for that algorithm. May wait for the issuer, for a bounded time.</summary>
    ValueTask<KeyAnswer> FindAsync(string keyId, TokenAlgorithm algorithm, CancellationToken cancel);
}

/// <summary>What came of looking for a key.</summary>
internal abstract record KeyAnswer
{
    private KeyAnswer() { }

    /// <summary>This is the key.</summary>
    public sealed record Found(VerificationKey Key) : KeyAnswer;

    /// <summary>The issuer has none of that name that fits the algorithm.</summary>
    public sealed record Unknown : KeyAnswer;

    /// <summary>What the issuer has is not known, or was learned too long ago to rely on.</summary>
    public sealed record Unavailable : KeyAnswer;
}

/// <summary>The issuer's keys at one moment (JWK Set, RFC 7517 section 5).</summary>
internal sealed class KeySet : ITokenKeys
{
    private const int MaxKeys = 100;

    private readonly IReadOnlyList<VerificationKey> keys;

    private KeySet(IReadOnlyList<VerificationKey> keys) => this.keys = keys;

    /// <summary>How many keys can verify tokens.</summary>
    public int Count => keys.Count;

    /// <summary>
    /// Reads a JWK Set. A key that is malformed or not for us is left out and the others stand; null when the
    /// whole is no JWK Set, or holds more than 100 keys.
    /// </summary>
    public static KeySet? Read(ReadOnlyMemory<byte> utf8) =>
        StrictJson.ReadObject(utf8) is { } set && set.TryGetProperty("keys", out var keys)
        && keys.ValueKind is JsonValueKind.Array && keys.GetArrayLength() <= MaxKeys
            ? new([.. keys.EnumerateArray().Select(VerificationKey.Read).OfType<VerificationKey>()])
            : null;

    /// <summary>
    /// The one key that has the name and fits the algorithm. Two of them name none: nobody knows which was meant.
    /// </summary>
    public VerificationKey? Find(string keyId, TokenAlgorithm algorithm)
    {
        VerificationKey? found = null;
        foreach (var key in keys)
        {
            if (key.KeyId != keyId || !key.Fits(algorithm))
                continue;
            if (found is not null)
                return null;
            found = key;
        }
        return found;
    }

    ValueTask<KeyAnswer> ITokenKeys.FindAsync(string keyId, TokenAlgorithm algorithm, CancellationToken cancel) =>
        new(Find(keyId, algorithm) is { } key ? new KeyAnswer.Found(key) : new KeyAnswer.Unknown());
}
