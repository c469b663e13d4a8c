namespace Records.Storage.Objects;

/// <summary>
/// A stream that is read, asynchronously, and nothing else: the part of <see cref="Stream"/> that says no.
/// </summary>
public abstract class AsyncReadStream : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw NotSeekable();

    public override long Position
    {
        get => throw NotSeekable();
        set => throw NotSeekable();
    }

    public abstract override ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Read asynchronously: the bytes may come from far away.");

    public override long Seek(long offset, SeekOrigin origin) => throw NotSeekable();
    public override void SetLength(long value) => throw NotWritable();
    public override void Write(byte[] buffer, int offset, int count) => throw NotWritable();
    public override void Flush() { }

    private static NotSupportedException NotWritable() => new("The stream is read only.");
    private static NotSupportedException NotSeekable() => new("The stream is read from its beginning to its end.");
}
