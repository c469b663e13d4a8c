using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Records.Storage.Objects;

namespace Records.Tests.Testing;

/// <summary>What becomes of one request on a <see cref="BadWire"/>.</summary>
internal abstract record WireFault
{
    private WireFault() { }

    /// <summary>Nobody is there: the connection ends without a word.</summary>
    public sealed record Away : WireFault;

    /// <summary>Taken, and never answered.</summary>
    public sealed record Silent : WireFault;

    /// <summary>Turned away, in the words of an S3 store.</summary>
    public sealed record Says(int Status, string Code) : WireFault;

    /// <summary>Said to be done, with the hash of the body, and not done.</summary>
    public sealed record Pretends : WireFault;

    /// <summary>So much of the body arrives, then the connection breaks.</summary>
    public sealed record CutRequest(long Bytes) : WireFault;

    /// <summary>One byte of the body arrives as another.</summary>
    public sealed record ChangeRequest(long At) : WireFault;

    /// <summary>It is done, and nobody hears of it.</summary>
    public sealed record LoseAnswer : WireFault;

    /// <summary>So much of the answer's body arrives, then the connection breaks.</summary>
    public sealed record CutAnswer(long Bytes) : WireFault;

    /// <summary>One byte of the answer's body arrives as another.</summary>
    public sealed record ChangeAnswer(long At) : WireFault;
}

/// <summary>One request as the wire sees it.</summary>
/// <param name="Number">Which one it is on this wire, from 1.</param>
internal sealed record WireRequest(int Number, string Method, string Target);

/// <summary>
/// A wire to an HTTP server that does to requests what networks and stores do at their worst. Who tests says to which.
/// </summary>
internal sealed class BadWire : IAsyncDisposable
{
    private readonly Uri server;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Task> lines = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;
    private int requests;

    public BadWire(Uri server)
    {
        this.server = server;
        listener.Start();
        Address = new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = AcceptAsync();
    }

    /// <summary>The way to the server through this wire.</summary>
    public Uri Address { get; }

    /// <summary>What becomes of a request; null lets it pass.</summary>
    public Func<WireRequest, WireFault?> Fate { get; set; } = _ => null;

    /// <summary>Every request that came, in order.</summary>
    public ConcurrentQueue<WireRequest> Seen { get; } = [];

    /// <summary>That fate for the next so many requests that are meant; the rest pass.</summary>
    public void Next(int count, Func<WireRequest, bool> meant, WireFault fault)
    {
        var left = count;
        Fate = request => meant(request) && Interlocked.Decrement(ref left) >= 0 ? fault : null;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(lines);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                lines.Add(ServeAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The wire is taken down.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var far = new TcpClient();
        using (client)
        {
            try
            {
                var near = new HttpEnd(client.GetStream(), stop.Token);
                await far.ConnectAsync(server.Host, server.Port, stop.Token);
                var other = new HttpEnd(far.GetStream(), stop.Token);
                while (await near.ReadHeadAsync() is { } head && await PassAsync(head, near, other))
                {
                }
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // One of the two hung up, or the wire is taken down.
            }
        }
    }

    /// <summary>Passes one request and its answer on; false when the connection is to end.</summary>
    private async Task<bool> PassAsync(HttpHead head, HttpEnd near, HttpEnd far)
    {
        var request = new WireRequest(Interlocked.Increment(ref requests), head.Words[0], head.Words[1]);
        Seen.Enqueue(request);
        var fault = Fate(request);
        switch (fault)
        {
            case WireFault.Away:
                return false;
            case WireFault.Silent:
                await Task.Delay(Timeout.Infinite, stop.Token);
                return false;
            case WireFault.Says says:
                if (head["Expect"] is null)
                    await near.CopyBodyAsync(head, hasBody: true, to: null);
                await near.WriteAsync(Refusal(says));
                return false;
        }

        if (fault is WireFault.Pretends)
        {
            if (head["Expect"] is not null)
                await near.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray());
            var tag = Convert.ToHexStringLower(S3Tag.Of(await near.ReadBodyAsync(head)));
            await near.WriteAsync(Encoding.ASCII.GetBytes(
                $"HTTP/1.1 200 OK\r\nETag: \"{tag}\"\r\nContent-Length: 0\r\n\r\n"));
            return true;
        }

        await far.WriteAsync(head.Bytes);
        if (head["Expect"] is not null && await far.ReadHeadAsync() is var invited)
        {
            await near.WriteAsync(invited!.Bytes);
            if (invited.Words[1] != "100")
                return false;
        }
        await near.CopyBodyAsync(head, hasBody: true, far,
            change: (fault as WireFault.ChangeRequest)?.At, cut: (fault as WireFault.CutRequest)?.Bytes);

        var answer = await far.ReadHeadAsync() ?? throw new IOException("The server hung up.");
        if (fault is WireFault.LoseAnswer)
            return false;
        await near.WriteAsync(answer.Bytes);
        await far.CopyBodyAsync(answer, request.Method != "HEAD" && answer.Words[1] is not ("204" or "304"), near,
            change: (fault as WireFault.ChangeAnswer)?.At, cut: (fault as WireFault.CutAnswer)?.Bytes);
        return true;
    }

    private static byte[] Refusal(WireFault.Says says)
    {
        var body = $"<?xml version=\"1.0\"?><Error><Code>{says.Code}</Code><Message>no</Message></Error>";
        return Encoding.ASCII.GetBytes($"HTTP/1.1 {says.Status} No\r\nContent-Type: application/xml\r\n"
            + $"Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
    }
}
