namespace Records.Tests.Testing;

/// <summary>
/// Content as a network brings it: in pieces of the given sizes, over and over, never more at once. Between
/// pieces something may happen to the reader.
/// </summary>
internal sealed class InPieces(byte[] content, int[] pieces, Func<Task>? between = null)
    : MemoryStream(content, writable: false)
{
    private int count;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (count > 0 && between is not null)
            await between();

        cancellationToken.ThrowIfCancellationRequested();
        return Read(buffer.Span[..Math.Min(buffer.Length, pieces[count++ % pieces.Length])]);
    }

    // MemoryStream would hand over everything at once.
    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        var buffer = new byte[bufferSize];
        while (await ReadAsync(buffer, cancellationToken) is var found and > 0)
            await destination.WriteAsync(buffer.AsMemory(0, found), cancellationToken);
    }
}
