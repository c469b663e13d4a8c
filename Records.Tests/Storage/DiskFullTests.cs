using Records.Storage.Objects;
using Xunit;

namespace Records.Tests.Storage;

public sealed class DiskFullTests : Suite<DiskFullTests>, ISuite
{
    public static Test Tests => TestList("object store on a full disk",
        TestSlow("throws and leaves nothing behind", () => SmallDisk.RunAsync(async folder =>
        {
            using var store = new FileObjectStore(folder);
            var (id, cancel) = (ObjectStoreContract.NewId(), TestContext.Current.CancellationToken);

            await Assert.ThrowsAsync<IOException>(() =>
                store.PutAsync(id, ObjectStoreContract.Bytes(new byte[SmallDisk.Bytes * 2]), cancel));
            Assert.Null(await store.OpenAsync(id, 0, cancel));

            // There is room again for something smaller, under the same name.
            await store.PutAsync(id, ObjectStoreContract.Bytes(new byte[SmallDisk.Bytes / 2]), cancel);
        })));
}
