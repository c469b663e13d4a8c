using System.Net;

namespace Records.Api.Tokens;

/// <summary>What came of asking the issuer.</summary>
internal abstract record FetchOutcome
{
    private FetchOutcome() { }

    /// <summary>These are its keys now.</summary>
    public sealed record Fetched(KeySet Keys) : FetchOutcome;

    /// <summary>Nothing was learned. The reason is a word for the log and holds nothing the issuer sent.</summary>
    public sealed record Failed(string Reason) : FetchOutcome;
}

/// <summary>
/// Fetches an issuer's keys over HTTP, believing as little as possible: no redirects, no cookies, bounded in time
/// and size, and only from addresses <see cref="IssuerRules.MayAsk"/> allows.
/// </summary>
internal sealed class IssuerDocuments(IssuerRules rules, TimeProvider clock) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = rules.Address.Scheme == Uri.UriSchemeHttps,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = 16,
        // Long-lived connections would never notice that a name has moved.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        // Patience is kept by our own clock.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Asks once. Throws <see cref="OperationCanceledException"/> only when the caller cancels.</summary>
    public async Task<FetchOutcome> FetchAsync(CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(rules.Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            return rules.KeysAt is { } keysAt
                ? await FetchKeysAsync(keysAt, either.Token)
                : await DiscoverAsync(either.Token);
        }
        catch (HttpRequestException)
        {
            return new FetchOutcome.Failed("unreachable");
        }
        catch (IOException)
        {
            return new FetchOutcome.Failed("broken-off");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new FetchOutcome.Failed("too-slow");
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<FetchOutcome> DiscoverAsync(CancellationToken cancel)
    {
        var address = new Uri($"{rules.Issuer.TrimEnd('/')}/.well-known/openid-configuration");
        if (await GetAsync(address, cancel) is not { } bytes || StrictJson.ReadObject(bytes) is not { } document)
            return new FetchOutcome.Failed("no-discovery-document");

        // OpenID Connect Discovery 1.0 section 4.3: else one issuer could speak for another.
        if (document.Text("issuer") != rules.Issuer)
            return new FetchOutcome.Failed("another-issuer");

        return Uri.TryCreate(document.Text("jwks_uri"), UriKind.Absolute, out var keysAt) && rules.MayAsk(keysAt)
            ? await FetchKeysAsync(keysAt, cancel)
            : new FetchOutcome.Failed("unsafe-address");
    }

    private async Task<FetchOutcome> FetchKeysAsync(Uri keysAt, CancellationToken cancel) =>
        await GetAsync(keysAt, cancel) is { } bytes && KeySet.Read(bytes) is { } keys
            ? new FetchOutcome.Fetched(keys)
            : new FetchOutcome.Failed("no-key-set");

    /// <summary>The body of a 200, or null for any other status and for more than the bound.</summary>
    private async Task<byte[]?> GetAsync(Uri address, CancellationToken cancel)
    {
        using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (answer.StatusCode is not HttpStatusCode.OK)
            return null;

        await using var body = await answer.Content.ReadAsStreamAsync(cancel);
        var buffer = new byte[rules.MaxBytes + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        return length <= rules.MaxBytes ? buffer[..length] : null;
    }
}
