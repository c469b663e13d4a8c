using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Records.Core.Documents;
using Records.Core.History;
using Records.Core.Ports;
using Records.Core.Sealing;
using Records.Storage.Objects;
using Xunit;
using static Records.Tests.Sealing.Seals;

namespace Records.Tests.Sealing;

public sealed class SealedObjectsTests : Suite<SealedObjectsTests>, ISuite
{
    public static Test Tests => TestList("sealed object",
        TestEach("gives back what was sealed, of so many bytes", Sizes, async size =>
        {
            var (store, id, content) = (new MemoryObjectStore(), NewId(), Content(size));
            var receipt = await Write(store, id, content);

            Assert.Equal(content, await Read(store, id, size));
            Assert.Equal(ObjectSealing.SealedSize(size), receipt.SealedBytes);
            Assert.Equal(Digest.Of(content), receipt.PlainHash);
            Assert.Equal(Digest.Of(await Stored(store, id)), receipt.SealedHash);
            Assert.Equal(size, receipt.PlainBytes);
            Assert.Equal(content.AsMemory(0, Math.Min(size, MediaTypes.HeadBytes)), receipt.Head);
        }),

        TestCase("is in each chunk what docs/objects.md says", async () =>
        {
            var (store, content) = (new MemoryObjectStore(), Content(Chunk + 5));
            await Write(store, Named, content);
            var stored = await Stored(store, Named);

            byte[] header =
            [
                .. "records-obj1\0"u8, .. Key.Id.Value.ToByteArray(bigEndian: true),
                .. Named.Value.ToByteArray(bigEndian: true), 0, 1, 0, 0,
            ];
            using var gcm = new AesGcm(HKDF.Expand(
                HashAlgorithmName.SHA256, Key.Secret.ToArray(), 32,
                [.. "records-obj1"u8, .. Named.Value.ToByteArray(bigEndian: true)]), 16);
            byte[] Sealed(byte chunk, byte last, byte[] plain)
            {
                var (bytes, tag) = (new byte[plain.Length], new byte[16]);
                byte[] nonce = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, chunk];
                byte[] bound =
                    [.. header, .. Tenant.Value.ToByteArray(bigEndian: true), 0, 0, 0, 0, 0, 0, 0, chunk, last];
                gcm.Encrypt(nonce, plain, bytes, tag, bound);
                return [.. bytes, .. tag];
            }
            Assert.Equal(
                [.. header, .. Sealed(0, 0, content[..Chunk]), .. Sealed(1, 1, content[Chunk..])], stored);
        }),

        TestProperty("gives back content of any size, however it arrives", Shapes, async shape =>
        {
            var (store, id, content) = (new MemoryObjectStore(), NewId(), Content(shape.Size));
            var arriving = new InPieces(content, shape.Pieces);
            await SealedObjects.WriteAsync(store, Tenant, Key, id, arriving, NoLimit, Cancel);
            Assert.Equal(content, await Read(store, id, shape.Size));
        }),

        TestProperty("any range equals that slice of the content", Ranges, async range =>
        {
            var content = Content(Chunk * 3 + 17);
            var store = new MemoryObjectStore();
            await Write(store, Named, content);

            var offset = Math.Min(range.Offset, content.Length);
            var length = Math.Min(range.Length, content.Length - offset);
            await using var opened =
                await SealedObjects.OpenAsync(store, Tenant, Key, Named, content.Length, offset, length, Cancel);
            Assert.Equal(content[offset..(offset + length)], await ReadAll(opened!));
        }),

        TestCase("can be read to and fro", async () =>
        {
            var content = Content(Chunk * 4);
            var store = new MemoryObjectStore();
            await Write(store, Named, content);
            await using var opened =
                (await SealedObjects.OpenAsync(
                    store, Tenant, Key, Named, content.Length, 100, Chunk * 4 - 100, Cancel))!;

            var buffer = new byte[1000];
            foreach (var at in new[] { Chunk * 3, 0, Chunk - 600, Chunk - 100, Chunk * 2 - 1 })
            {
                opened.Seek(at, SeekOrigin.Begin);
                await opened.ReadExactlyAsync(buffer, Cancel);
                Assert.Equal(content[(100 + at)..(1100 + at)], buffer);
            }

            opened.Seek(-3, SeekOrigin.End);
            Assert.Equal(content[^3..], await ReadAll(opened));
        }),

        TestCase("a range is read without the bytes before it", async () =>
        {
            var content = Content(Chunk * 8);
            var store = new Remembering();
            await Write(store, Named, content);

            await using var opened =
                await SealedObjects.OpenAsync(store, Tenant, Key, Named, content.Length, Chunk * 5, 10, Cancel);
            Assert.Equal(content[(Chunk * 5)..(Chunk * 5 + 10)], await ReadAll(opened!));
            Assert.Equal([ObjectSealing.ChunkStart(5)], store.Opened);
        }),

        TestCase("tells what it is", async () =>
        {
            var receipt = await Write(new MemoryObjectStore(), NewId(), Samples.Bytes("own/p01-digital.pdf"));
            Assert.Equal(MediaType.Pdf, receipt.Type);
            Assert.Equal(MediaType.Empty, (await Write(new MemoryObjectStore(), NewId(), [])).Type);
        }),

        TestCase("hides equal content behind different bytes", async () =>
        {
            var (store, one, other) = (new MemoryObjectStore(), NewId(), NewId());
            await Write(store, one, Content(1000));
            await Write(store, other, Content(1000));
            Assert.NotEqual(
                (await Stored(store, one))[ObjectSealing.HeaderBytes..],
                (await Stored(store, other))[ObjectSealing.HeaderBytes..]);
        }),

        TestCase("is refused beyond the limit, and nothing is stored", async () =>
        {
            foreach (var size in new[] { 1, Chunk, Chunk + 1, Chunk * 2 + 5 })
            {
                var (store, id) = (new MemoryObjectStore(), NewId());
                var refused = await Assert.ThrowsAsync<ContentTooLargeException>(() =>
                    SealedObjects.WriteAsync(
                        store, Tenant, Key, id, new MemoryStream(Content(size)), size - 1, Cancel));

                Assert.Equal(size - 1, refused.MaxBytes);
                Assert.Null(await store.OpenAsync(id, 0, Cancel));
                await SealedObjects.WriteAsync(store, Tenant, Key, id, new MemoryStream(Content(size)), size, Cancel);
            }
        }),

        TestCase("is none under a name never used", async () =>
            Assert.Null(await SealedObjects.OpenAsync(new MemoryObjectStore(), Tenant, Key, NewId(), 5, Cancel))),

        TestCase("has the bytes that docs/objects.md says, for ever", async () =>
        {
            var store = new MemoryObjectStore();
            await Write(store, Named, [.. "Verwaltungsgebühr"u8]);
            Assert.Equal(WorkedExample, Convert.ToHexStringLower(await Stored(store, Named)));
        }),

        TestCase("of 300 MB passes through in flat memory", async () =>
        {
            const long size = 300L << 20;
            var store = new Swallowing();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var receipt = await SealedObjects.WriteAsync(store, Tenant, Key, NewId(), new Zeros(size), NoLimit, Cancel);

            // Neither source nor store leaves this thread, so what was allocated is what sealing takes.
            Assert.Equal(ObjectSealing.SealedSize(size), receipt.SealedBytes);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 2 << 20);
        }),

        TestCase("of 30 MB is read in flat memory", async () =>
        {
            const int size = 30 << 20;
            var store = new MemoryObjectStore();
            await SealedObjects.WriteAsync(store, Tenant, Key, Named, new Zeros(size), NoLimit, Cancel);

            var buffer = new byte[81_920];
            var before = GC.GetAllocatedBytesForCurrentThread();
            await using var opened = (await SealedObjects.OpenAsync(store, Tenant, Key, Named, size, Cancel))!;
            while (await opened.ReadAsync(buffer, Cancel) > 0)
                continue;

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 2 << 20);
        }));

    private static readonly int[] Sizes =
        [0, 1, 2, 15, 16, 17, Chunk - 1, Chunk, Chunk + 1, Chunk * 2 - 1, Chunk * 2, Chunk * 2 + 1, Chunk * 5 + 12_345];

    // Computed by another program in another language.
    private const string WorkedExample =
        "7265636f7264732d6f626a31000192f3a4b5c67d8e9f0123456789abcd4d5e6f7081924a3b8c4d5e6f7081920300010000"
        + "0a8678d5aa66b145b36916cd7b8767d158a6a85a516309e7450dc08df7c3f4b7effd";

    private sealed record Shape(int Size, int[] Pieces);

    private static Arbitrary<Shape> Shapes { get; } = (
        from chunks in Gen.Choose(0, 3)
        from beside in Gen.Choose(-20, 20)
        from pieces in Gen.ArrayOf(Gen.OneOf(Gen.Choose(100, 5000), Gen.Choose(Chunk - 2, Chunk + 2)), 5)
        select new Shape(Math.Max(0, chunks * Chunk + beside), pieces)).ToArbitrary();

    private sealed record Range(int Offset, int Length);

    private static Arbitrary<Range> Ranges { get; } = (
        from offset in Gen.OneOf(
            Gen.Choose(0, Chunk * 4), Gen.Choose(Chunk - 2, Chunk + 2), Gen.Choose(Chunk * 3 - 2, Chunk * 3 + 20))
        from length in Gen.OneOf(Gen.Choose(0, 3), Gen.Choose(0, Chunk * 4), Gen.Choose(Chunk - 2, Chunk + 2))
        select new Range(offset, length)).ToArbitrary();
}
