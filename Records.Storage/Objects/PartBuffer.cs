using System.Buffers;

namespace Records.Storage.Objects;

/// <summary>
/// The next part of a stream, as much as fits: begins small, because most content is, and grows as the content does.
/// </summary>
internal sealed class PartBuffer : IDisposable
{
    public const int SmallBytes = 256 * 1024;

    private byte[] bytes = ArrayPool<byte>.Shared.Rent(SmallBytes);
    private int length;

    public ReadOnlyMemory<byte> Content => bytes.AsMemory(0, length);

    /// <summary>The content as requests take it: readable again and again, without a copy.</summary>
    public MemoryStream Open() => new(bytes, 0, length, writable: false);

    /// <summary>
    /// Fills it anew from the source, up to <paramref name="most"/> bytes; true when the source has ended.
    /// </summary>
    /// <param name="beforeGrowing">Asked for leave when the content turns out to be no small one.</param>
    public async Task<bool> FillAsync(
        Stream source, int most, Func<CancellationToken, Task> beforeGrowing, CancellationToken cancel)
    {
        length = 0;
        while (true)
        {
            var room = Math.Min(bytes.Length, most);
            length += await source.ReadAtLeastAsync(
                bytes.AsMemory(length, room - length), room - length, throwOnEndOfStream: false, cancel);
            if (length < room)
                return true;
            if (length == most)
                return false;

            await beforeGrowing(cancel);
            Grow((int)Math.Min(most, 4L * bytes.Length));
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(bytes);

    private void Grow(int least)
    {
        var larger = ArrayPool<byte>.Shared.Rent(least);
        bytes.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
