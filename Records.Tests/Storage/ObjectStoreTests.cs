using Records.Core.Ports;
using Records.Storage.Objects;
using Xunit;

namespace Records.Tests.Storage;

public sealed class ObjectStoreTests : Suite<ObjectStoreTests>, ISuite
{
    public static Test Tests => TestList("object store",
        ObjectStoreContract.For("in memory", () => Task.FromResult<IObjectStore>(new MemoryObjectStore())),
        ObjectStoreContract.For("on a disk", () =>
            Task.FromResult<IObjectStore>(new FileObjectStore(Shared.Value.Folder))),
        Slow(ObjectStoreContract.For("in S3", OpenS3Async)),
        Slow(ObjectStoreContract.ForLarge("in S3, in parts", OpenS3Async, 20_000_000)),

        TestList("on a disk",
            TestCase("still has its objects when it is opened again", async () =>
            {
                using var test = new TestFolder();
                var id = ObjectStoreContract.NewId();
                using (var store = new FileObjectStore(test.Folder))
                    await store.PutAsync(id, ObjectStoreContract.Bytes([1, 2, 3]), Cancel);

                using var again = new FileObjectStore(test.Folder);
                Assert.Equal([1, 2, 3], await ObjectStoreContract.Read(again, id, 0));
            }),

            TestCase("fans out by the first two bytes, for the own user only", async () =>
            {
                using var test = new TestFolder();
                var id = new ObjectId(new("01234567-89ab-4cde-8f01-23456789abcd"));
                using (var store = new FileObjectStore(test.Folder))
                    await store.PutAsync(id, ObjectStoreContract.Bytes([1]), Cancel);

                var file = Assert.Single(test.Files);
                Assert.Equal(Path.Combine(test.Folder, "01/23/0123456789ab4cde8f0123456789abcd"), file);
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }),

            TestCase("keeps no trace of a write that failed", async () =>
            {
                using var test = new TestFolder();
                using var store = new FileObjectStore(test.Folder);
                var before = test.Files;
                var source = new InPieces(new byte[99], [9], () => throw new EndOfStreamException());
                await Assert.ThrowsAsync<EndOfStreamException>(() =>
                    store.PutAsync(ObjectStoreContract.NewId(), source, Cancel));

                Assert.Equal(before, test.Files);
            }),

            TestCase("removes what a crashed writer left, and nothing of a living one", async () =>
            {
                using var test = new TestFolder();
                var dead = Directory.CreateDirectory(
                    Path.Combine(test.Folder, "unfinished", $"records-work-{Guid.NewGuid():N}")).FullName;
                await File.WriteAllTextAsync(dead + ".lock", "", Cancel);
                await File.WriteAllTextAsync(Path.Combine(dead, "half"), "half", Cancel);

                using var living = new FileObjectStore(test.Folder);
                Assert.False(Directory.Exists(dead));

                var id = ObjectStoreContract.NewId();
                var startOfAnother = () =>
                {
                    new FileObjectStore(test.Folder).Dispose();
                    return Task.CompletedTask;
                };
                await living.PutAsync(id, new InPieces([1, 2], [1], startOfAnother), Cancel);
                Assert.Equal([1, 2], await ObjectStoreContract.Read(living, id, 0));
            })));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<IObjectStore> OpenS3Async() =>
        new S3ObjectStore((await S3Server.SharedAsync()).NewPlace(), TimeProvider.System);

    private static readonly Lazy<TestFolder> Shared = new(() =>
    {
        var folder = new TestFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return folder;
    });
}
