using FsCheck;
using FsCheck.Fluent;
using Records.Core.Ports;
using Records.Core.Sealing;
using Records.Storage.Objects;
using Xunit;
using static Records.Tests.Sealing.Seals;

namespace Records.Tests.Sealing;

public sealed class SealTamperTests : Suite<SealTamperTests>, ISuite
{
    public static Test Tests => TestList("sealed object notices",
        TestEach("a changed byte", Places, place => Broken(Size, stored => stored[place.Offset] ^= 1)),
        TestProperty("any changed bit", Bits, async bit =>
        {
            var stored = await SealedBytes(Named, Content(Chunk + 100));
            stored[bit / 8 % stored.Length] ^= (byte)(1 << bit % 8);
            await AssertBroken(stored, Chunk + 100);
        }),

        TestCase("a missing last byte", () => Broken(Size, stored => stored[..^1])),
        TestCase("a missing last chunk", () => Broken(Size, stored => stored[..End(2)])),
        TestCase("a missing last chunk, though the size were made to fit", () =>
            Broken(Chunk * 2, stored => stored[..End(2)], sealedSize: Size)),
        TestCase("a missing full last chunk", () => Broken(Chunk * 2, stored => stored[..End(1)])),
        TestCase("everything but the header gone", () => Broken(Size, stored => stored[..ObjectSealing.HeaderBytes])),
        TestCase("everything gone", () => Broken(Size, _ => [])),
        TestCase("nothing made of something", () =>
            Broken(0, stored => stored[..(ObjectSealing.HeaderBytes + 16)], sealedSize: Size)),
        TestCase("a byte appended", () => Broken(Size, stored => [.. stored, 0])),
        TestCase("a byte appended to empty content", () => Broken(0, stored => [.. stored, 0])),
        TestCase("a chunk appended", () => Broken(Size, stored => [.. stored, .. stored[End(0)..End(1)]])),
        TestCase("a chunk appended, though the size were made to fit", () =>
            Broken(Chunk * 3, stored => [.. stored, .. stored[End(0)..End(1)]], sealedSize: Chunk * 2)),
        TestCase("two chunks swapped", () => Broken(Size, stored =>
            [.. stored[..End(0)], .. stored[End(1)..End(2)], .. stored[End(0)..End(1)], .. stored[End(2)..]])),
        TestCase("a chunk left out of the middle", () =>
            Broken(Chunk * 2, stored => [.. stored[..End(1)], .. stored[End(2)..]], sealedSize: Chunk * 3)),
        TestCase("a size told too small", () => Broken(Size - 1, stored => stored, sealedSize: Size)),
        TestCase("a size told too large", () => Broken(Size + 1, stored => stored, sealedSize: Size)),

        TestCase("a chunk of another object under the same key", async () =>
        {
            var (one, other) = (await SealedBytes(Named, Content(Size)), await SealedBytes(NewId(), Content(Size)));
            await AssertBroken([.. one[..End(1)], .. other[End(1)..End(2)], .. one[End(2)..]], Size);
        }),
        TestCase("another object under its name", async () =>
            await AssertBroken(await SealedBytes(NewId(), Content(Size)), Size)),
        TestCase("another object under its name, header and all but the chunks", async () =>
        {
            var (one, other) = (await SealedBytes(Named, Content(Size)), await SealedBytes(NewId(), Content(Size)));
            await AssertBroken([.. one[..ObjectSealing.HeaderBytes], .. other[ObjectSealing.HeaderBytes..]], Size);
        }),
        TestCase("another tenant", async () =>
            await AssertBroken(await SealedBytes(Named, Content(Size)), Size, new(Guid.NewGuid()), Key)),
        TestCase("another key of the same name", async () =>
            await AssertBroken(await SealedBytes(Named, Content(Size)), Size, Tenant, new(Key.Id, new byte[32]))),
        TestCase("another name of the same key", async () =>
            await AssertBroken(
                await SealedBytes(Named, Content(Size)), Size, Tenant, new(new(Guid.NewGuid()), Key.Secret))),

        TestCase("damage in a range before it gives out the first byte", async () =>
        {
            var stored = await SealedBytes(Named, Content(Size));
            stored[End(1) + 5] ^= 1;
            var store = await Holding(stored);

            await Assert.ThrowsAsync<SealBrokenException>(
                () => SealedObjects.OpenAsync(store, Tenant, Key, Named, Size, Chunk + 1, 1, Cancel));
            await using var before = await SealedObjects.OpenAsync(store, Tenant, Key, Named, Size, 0, Chunk, Cancel);
            Assert.Equal(Content(Size)[..Chunk], await ReadAll(before!));
        }),
        TestCase("that it was removed while it was read", async () =>
        {
            var store = await Holding(await SealedBytes(Named, Content(Size)));
            await using var opened = (await SealedObjects.OpenAsync(store, Tenant, Key, Named, Size, Cancel))!;
            await store.DeleteAsync(Named, Cancel);
            opened.Position = Chunk * 2;
            await Assert.ThrowsAsync<SealBrokenException>(() => ReadAll(opened));
        }));

    private const int Size = Chunk * 2 + 1000;

    private sealed record Place(string Name, int Offset)
    {
        public override string ToString() => Name;
    }

    private static readonly Place[] Places =
    [
        new("in the form's tag", 3), new("in the key id", 14), new("in the object id", 30),
        new("in the chunk size", 48),
        new("in the first chunk", ObjectSealing.HeaderBytes), new("in the tag of a chunk", End(1) - 1),
        new("in the last chunk", End(2) + 7), new("at the very end", End(2) + 1000 + 15),
    ];

    private static Arbitrary<int> Bits { get; } = Gen.Choose(0, int.MaxValue - 8).ToArbitrary();

    /// <summary>Where so many full chunks end.</summary>
    private static int End(int chunks) => (int)ObjectSealing.ChunkStart(chunks);

    private static Task Broken(int plainBytes, Action<byte[]> tamper) => Broken(plainBytes, stored =>
    {
        tamper(stored);
        return stored;
    });

    private static async Task Broken(int plainBytes, Func<byte[], byte[]> tamper, int? sealedSize = null) =>
        await AssertBroken(tamper(await SealedBytes(Named, Content(sealedSize ?? plainBytes))), plainBytes);

    private static Task AssertBroken(byte[] stored, int plainBytes) => AssertBroken(stored, plainBytes, Tenant, Key);

    private static async Task AssertBroken(byte[] stored, int plainBytes, TenantId tenant, DataKey key)
    {
        var store = await Holding(stored);
        await Assert.ThrowsAsync<SealBrokenException>(async () =>
        {
            await using var opened = await SealedObjects.OpenAsync(store, tenant, key, Named, plainBytes, Cancel);
            await ReadAll(opened!);
        });
    }

    private static async Task<byte[]> SealedBytes(ObjectId id, byte[] content)
    {
        var store = new MemoryObjectStore();
        await Write(store, id, content);
        return await Stored(store, id);
    }

    private static async Task<MemoryObjectStore> Holding(byte[] stored)
    {
        var store = new MemoryObjectStore();
        await store.PutAsync(Named, new MemoryStream(stored), Cancel);
        return store;
    }
}
