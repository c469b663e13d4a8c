using Records.Api.Tokens;

namespace Records.Tests.Tokens;

/// <summary>An issuer that was never reached.</summary>
internal sealed class NoKeys : ITokenKeys
{
    public ValueTask<KeyAnswer> FindAsync(string keyId, TokenAlgorithm algorithm, CancellationToken cancel) =>
        new(new KeyAnswer.Unavailable());
}
