using System.Collections.Concurrent;
using System.Net.Sockets;
using Npgsql;

namespace Records.Tests.Testing;

/// <summary>
/// A wire between a program and its PostgreSQL that can be cut at the worst moment: the server has done what it was
/// told, and the answer never arrives.
/// </summary>
internal sealed class CutWire : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("records-wire-").FullName;
    private readonly string server;
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly ConcurrentBag<Task> pumps = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;
    private volatile byte[]? order;

    /// <param name="connectionString">The server to reach, by its socket.</param>
    public CutWire(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        server = Path.Combine(settings.Host!, ".s.PGSQL.5432");
        listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder, ".s.PGSQL.5432")));
        listener.Listen();
        settings.Host = folder;
        ConnectionString = settings.ConnectionString;
        accepting = AcceptAsync();
    }

    /// <summary>The way to the server through this wire.</summary>
    public string ConnectionString { get; }

    /// <summary>True when an answer was lost.</summary>
    public bool HasLost { get; private set; }

    /// <summary>
    /// The next message that contains these bytes is delivered, and the connection cut once it was answered.
    /// </summary>
    public void LoseAnswerTo(byte[] bytes) => order = bytes;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        await Task.WhenAll(pumps);
        stop.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                pumps.Add(PumpAsync(await listener.AcceptAsync(stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The wire is taken down.
        }
    }

    private async Task PumpAsync(Socket near)
    {
        using var far = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (near)
        {
            try
            {
                await far.ConnectAsync(new UnixDomainSocketEndPoint(server), stop.Token);
                var cut = false;
                await Task.WhenAny(
                    CopyAsync(near, far, bytes =>
                    {
                        cut = cut || Takes(bytes);
                        return true;
                    }),
                    CopyAsync(far, near, _ => !cut));
            }
            catch (SocketException)
            {
                // The server closed the connection.
            }
        }
    }

    private bool Takes(ReadOnlySpan<byte> bytes)
    {
        if (order is not { } awaited || bytes.IndexOf(awaited) < 0)
            return false;

        order = null;
        return HasLost = true;
    }

    /// <summary>Copies until one end closes, or until something came that is not to be delivered.</summary>
    private async Task CopyAsync(Socket from, Socket to, Func<byte[], bool> isDelivered)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer, stop.Token) is var count and > 0 && isDelivered(buffer[..count]))
            await to.SendAsync(buffer.AsMemory(0, count), stop.Token);
    }
}
