using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Records.Tests.Testing;

/// <summary>The head of an HTTP message: its first line in words, and its fields.</summary>
internal sealed record HttpHead(byte[] Bytes)
{
    private readonly string[] lines = Encoding.ASCII.GetString(Bytes).Split("\r\n");

    public string[] Words => lines[0].Split(' ');

    public string? this[string name] => lines.Skip(1)
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?
        [(name.Length + 1)..].Trim();
}

/// <summary>One end of a connection that speaks HTTP/1.1: heads are read whole, bodies passed on as they come.</summary>
internal sealed class HttpEnd(NetworkStream stream, CancellationToken cancel)
{
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] EndOfLine = "\r\n"u8.ToArray();

    private readonly byte[] buffer = new byte[64 * 1024];
    private int start, end;

    /// <summary>The next head, or null when the other side has hung up before it.</summary>
    public async Task<HttpHead?> ReadHeadAsync() =>
        await ReadThroughAsync(EndOfHead) is { Length: > 0 } bytes ? new(bytes) : null;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes) => stream.WriteAsync(bytes, cancel);

    /// <summary>Passes on the body that follows the head.</summary>
    /// <param name="to">Where it goes; null for nowhere.</param>
    /// <param name="change">Which byte arrives as another.</param>
    /// <param name="cut">After how many bytes the connection breaks.</param>
    public async Task CopyBodyAsync(HttpHead head, bool hasBody, HttpEnd? to, long? change = null, long? cut = null)
    {
        if (!hasBody)
            return;
        if (head["Transfer-Encoding"] is null)
        {
            await CopyAsync(
                long.Parse(head["Content-Length"] ?? "0", CultureInfo.InvariantCulture), to, change, cut);
            return;
        }

        while (true)
        {
            var line = await ReadThroughAsync(EndOfLine);
            var size = long.Parse(
                Encoding.ASCII.GetString(line).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (to is not null)
                await to.WriteAsync(line);
            await CopyAsync(size + EndOfLine.Length, to, null, null);
            if (size == 0)
                return;
        }
    }

    /// <summary>The whole body that follows the head, which says its length.</summary>
    public async Task<byte[]> ReadBodyAsync(HttpHead head)
    {
        var body = new byte[long.Parse(head["Content-Length"] ?? "0", CultureInfo.InvariantCulture)];
        for (var done = 0; done < body.Length;)
        {
            if (start == end && !await FillAsync())
                throw new IOException("The body ends early.");
            var count = Math.Min(end - start, body.Length - done);
            buffer.AsSpan(start, count).CopyTo(body.AsSpan(done));
            (start, done) = (start + count, done + count);
        }
        return body;
    }

    private async Task CopyAsync(long length, HttpEnd? to, long? change, long? cut)
    {
        for (var done = 0L; done < length;)
        {
            if (start == end && !await FillAsync())
                throw new IOException("The body ends early.");
            var count = (int)Math.Min(end - start, length - done);
            if (change is { } at && at >= done && at < done + count)
                buffer[start + (int)(at - done)] ^= 0x01;
            if (cut is { } last && done + count >= last)
            {
                await (to?.WriteAsync(buffer.AsMemory(start, (int)(last - done))) ?? ValueTask.CompletedTask);
                throw new IOException("The wire is cut.");
            }
            if (to is not null)
                await to.WriteAsync(buffer.AsMemory(start, count));
            start += count;
            done += count;
        }
    }

    private async Task<byte[]> ReadThroughAsync(byte[] mark)
    {
        while (buffer.AsSpan(start, end - start).IndexOf(mark) is var found)
        {
            if (found >= 0)
            {
                var bytes = buffer[start..(start + found + mark.Length)];
                start += bytes.Length;
                return bytes;
            }
            if (!await FillAsync())
                return [];
        }
        return [];
    }

    private async Task<bool> FillAsync()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        var count = await stream.ReadAsync(buffer.AsMemory(end), cancel);
        end += count;
        return count > 0;
    }
}
