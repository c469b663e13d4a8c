using System.Text;
using Records.Core.Ports;
using Records.Core.Proofs;
using Records.Storage.Log;
using Records.Storage.Objects;
using Records.Tests.Storage;
using Xunit;
using static Records.Tests.Storage.Appends;

namespace Records.Tests.Proofs;

/// <summary>What every place of a published log does, on a disk and in S3.</summary>
public sealed class TilesTests : Suite<TilesTests>, ISuite
{
    private static readonly SignedNote Note =
        SignedNote.Read(Encoding.UTF8.GetBytes(ProofVectors.Notes.GetProperty("good")[4].Text("signedNote")))!;

    public static Test Tests => TestList("the place of a published log",
        For("on a disk", () => Task.FromResult<ITiles>(
            new FileTiles(Path.Combine(Shared.Value.Folder, Guid.NewGuid().ToString("N"))))),
        Slow(For("in S3", async () => new S3Tiles((await S3Server.SharedAsync()).NewPlace(), TimeProvider.System))));

    private static readonly Lazy<TestFolder> Shared = new(() =>
    {
        var folder = new TestFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return folder;
    });

    private static Test For(string name, Func<Task<ITiles>> open) => TestList(name,
        TestCase("has nothing at first", async () =>
        {
            var tiles = await open();
            Assert.Null(await tiles.NewestAsync(Cancel));
            Assert.Null(await tiles.ReadAsync(new(0, 0, 256), Cancel));
        }),
        TestCase("gives back what it was given, under each path", async () =>
        {
            var tiles = await open();
            foreach (var tile in new Tile[] { new(0, 0, 1), new(0, 0, 2), new(Tile.Entries, 1_234_067, 256) })
            {
                var bytes = Encoding.UTF8.GetBytes(tile.Path);
                await tiles.WriteAsync(tile, bytes, Cancel);
                Assert.Equal(bytes, await tiles.ReadAsync(tile, Cancel));
            }
        }),
        TestCase("takes the same bytes again, and no others", async () =>
        {
            var tiles = await open();
            await tiles.WriteAsync(new(0, 0, 1), new byte[] { 1 }, Cancel);
            await tiles.WriteAsync(new(0, 0, 1), new byte[] { 1 }, Cancel);
            await Assert.ThrowsAsync<TileConflictException>(() =>
                tiles.WriteAsync(new(0, 0, 1), new byte[] { 2 }, Cancel));
            Assert.Equal([1], await tiles.ReadAsync(new(0, 0, 1), Cancel));
        }),
        TestCase("removes the narrow forms of a full tile, and nothing else", async () =>
        {
            var tiles = await open();
            Tile[] written = [new(0, 3, 1), new(0, 3, 255), new(0, 3, 256), new(0, 30, 1), new(1, 3, 1)];
            foreach (var tile in written)
                await tiles.WriteAsync(tile, new byte[] { 1 }, Cancel);
            await tiles.RemovePartialAsync(new(0, 3, 256), Cancel);
            await tiles.RemovePartialAsync(new(0, 4, 256), Cancel);
            Assert.Null(await tiles.ReadAsync(new(0, 3, 1), Cancel));
            Assert.Null(await tiles.ReadAsync(new(0, 3, 255), Cancel));
            foreach (var tile in new Tile[] { new(0, 3, 256), new(0, 30, 1), new(1, 3, 1) })
                Assert.NotNull(await tiles.ReadAsync(tile, Cancel));
            await tiles.WriteAsync(new(0, 3, 1), new byte[] { 1 }, Cancel);
            Assert.NotNull(await tiles.ReadAsync(new(0, 3, 1), Cancel));
        }),
        TestCase("has one newest checkpoint", async () =>
        {
            var tiles = await open();
            await tiles.PublishAsync(new("first\n", Note.Signatures), Cancel);
            await tiles.PublishAsync(Note, Cancel);
            Assert.Equal(Note.ToString(), (await tiles.NewestAsync(Cancel))!.ToString());
        }));
}
