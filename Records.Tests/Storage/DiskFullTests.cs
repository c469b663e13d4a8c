using Records.Core.Ports;
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

            var full = await Assert.ThrowsAsync<ObjectStoreException>(() =>
                store.PutAsync(id, ObjectStoreContract.Bytes(new byte[SmallDisk.Bytes * 2]), cancel));
            Assert.Equal(ObjectStoreFault.Full, full.Fault);
            Assert.Null(await store.OpenAsync(id, 0, cancel));

            // There is room again for something smaller, under the same name.
            await store.PutAsync(id, ObjectStoreContract.Bytes(new byte[SmallDisk.Bytes / 2]), cancel);
        })));
}
