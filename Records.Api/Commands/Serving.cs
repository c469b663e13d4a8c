using Microsoft.AspNetCore.Connections;
using Records.Api.Configuration;
using Records.Api.Tokens;

namespace Records.Api.Commands;

/// <summary>One life of the web application: start, be ready, serve until told to end, end in good order.</summary>
internal static class Serving
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns when <paramref name="cancel"/> asked for the end and all requests are answered.</summary>
    /// <param name="issuer">The token issuer of the embedded mode, or null.</param>
    /// <param name="whenReady">Called once, after /health/ready has answered 200.</param>
    public static async Task<int> RunAsync(
        RecordsSettings settings, LocalIssuer? issuer, Action whenReady, CancellationToken cancel)
    {
        await using var app = Server.Build(settings, issuer);
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw PortGuard.Taken(settings.Listen.Url.Port);
        }

        try
        {
            await WaitUntilReadyAsync(settings.Listen.Url, cancel);
            whenReady();
            await Task.Delay(Timeout.Infinite, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Being told to end is the ordinary end of a server.
        }

        await app.StopAsync(CancellationToken.None);
        return ExitCode.Done;
    }

    private static async Task WaitUntilReadyAsync(Uri url, CancellationToken cancel)
    {
        // Listening everywhere is no address one can call.
        var own = new UriBuilder(url)
        {
            Path = "/health/ready",
            Host = url.Host is "0.0.0.0" or "[::]" ? "localhost" : url.Host,
        }.Uri;
        using var client = new HttpClient();
        while (true)
        {
            using var answer = await client.GetAsync(own, cancel);
            if (answer.IsSuccessStatusCode)
                return;
            await Task.Delay(Pause, cancel);
        }
    }
}
