using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Records.Core.History;
using Records.Core.Proofs;
using Xunit;
using static Records.Tests.Proofs.ProofVectors;

namespace Records.Tests.Proofs;

public sealed class TileTests : Suite<TileTests>, ISuite
{
    private static readonly Lazy<Dictionary<string, byte[]>> Large = new(LargeTiles);

    private static readonly Arbitrary<(int Old, int Size)> Growths = (
        from size in Gen.Choose(0, 1_400)
        from old in Gen.Choose(0, size)
        select (old, size)).ToArbitrary();

    public static Test Tests => TestList("tiles of the log (C2SP tlog-tiles)",
        TestEach("a tile's number is written", Tiles.GetProperty("pathEncoding").EnumerateArray()
            .Select(entry => (entry.Number("index"), entry.Text("path"))), entry =>
            {
                var tile = new Tile(3, entry.Item1, Tile.FullWidth);
                Assert.Equal($"tile/3/{entry.Item2}", tile.Path);
                Assert.True(Tile.TryParse(tile.Path, out var read));
                Assert.Equal(tile, read);
            }),
        TestEach("a path is no tile's", [.. Tiles.GetProperty("badPaths").EnumerateArray().Select(p => p.GetString()!),
            "", "tile", "tile/0", "checkpoint", "tile/0/001.p/1.p/2", "tile/0/001/", "/tile/0/001", "tile/entries/",
            "tile/0/١٢٣", "tile/0/x001/x002/x003/x004/x005/x006/x007/008"],
            path => Assert.False(Tile.TryParse(path, out _))),
        TestProperty("a path is read as it is written", (
            from level in Gen.Choose(-1, 63)
            from index in Gen.Choose(0, int.MaxValue)
            from width in Gen.Choose(1, 256)
            select new Tile(level, index * 7L, width)).ToArbitrary(), tile =>
            Tile.TryParse(tile.Path, out var read) && read == tile),

        TestEach("a log has its tiles at size", Tiles.GetProperty("layouts").EnumerateArray()
            .Select(layout => layout.Number("treeSize")), size =>
            {
                var layout = Tiles.GetProperty("layouts").EnumerateArray().First(l => l.Number("treeSize") == size);
                var expected = layout.GetProperty("levels").EnumerateArray().SelectMany(level =>
                    from index in Enumerable.Range(0, (int)level.Number("fullTiles") + 1)
                    let isFull = index < level.Number("fullTiles")
                    let width = isFull ? Tile.FullWidth : (int)level.Number("partialWidth")
                    where width > 0
                    select new Tile((int)level.Number("level"), index, width).Path);
                Assert.Equal(
                    expected.Order(StringComparer.Ordinal),
                    Tile.Added(0, size).Where(tile => tile.Level != Tile.Entries).Select(tile => tile.Path)
                        .Order(StringComparer.Ordinal));
            }),
        TestList("is written byte for byte", [.. Tiles.GetProperty("tiles").EnumerateArray()
            .Concat(Tiles.GetProperty("entryBundles").EnumerateArray())
            .Select(entry => TestCase(entry.Text("path"), () => Assert.Equal(
                entry.Text("sha256_hex"),
                Convert.ToHexStringLower(SHA256.HashData(Large.Value[entry.Text("path")])))))]),

        TestProperty("what is written while a log grows is what it then has more", Growths, growth =>
        {
            var (tiles, _) = Grown(growth.Old, growth.Size);
            return tiles.Keys.ToHashSet().SetEquals(
                Tile.Added(0, growth.Old).Concat(Tile.Added(growth.Old, growth.Size)).Select(tile => tile.Path));
        }),
        TestEach("at the edges of tiles, when a log grows by", [(0, 256), (255, 256), (256, 257), (256, 512)],
            growth => Assert.Equal(
                Tile.Added(0, growth.Item1).Concat(Tile.Added(growth.Item1, growth.Item2)).Select(tile => tile.Path)
                    .Distinct().Order(StringComparer.Ordinal),
                Grown(growth.Item1, growth.Item2).Tiles.Keys.Order(StringComparer.Ordinal))),
        TestEach("a log that does not grow has no tile more at size", [0L, 1, 256, 300, 65_536], size =>
            Assert.Empty(Tile.Added(size, size))),
        TestProperty("a log that goes on from its tiles is the log that never stopped", Growths, growth =>
        {
            var (tiles, resumed) = Grown(growth.Old, growth.Size);
            var (whole, never) = Grown(0, growth.Size);
            return resumed.Root == never.Root && resumed.Size == never.Size
                && Tile.Added(0, growth.Size).All(tile => tiles[tile.Path].SequenceEqual(whole[tile.Path]));
        }),
        TestProperty("proofs are read from tiles", Growths, growth =>
        {
            var (tiles, writer) = Grown(0, growth.Size);
            var old = Grown(0, growth.Old).Writer.Root;
            var spans = LeafSpan.OfConsistency(growth.Old, growth.Size);
            var named = TileHashes.TilesOf(spans, growth.Size).ToHashSet();
            Digest[] proof =
            [
                .. spans.Select(span => TileHashes.RootOf(span, growth.Size, tile =>
                    named.Contains(tile) ? tiles[tile.Path] : throw new InvalidOperationException(tile.Path))),
            ];
            return MerkleProofs.ShowsConsistency(growth.Old, growth.Size, old, writer.Root, proof);
        }),

        TestCase("a log does not go on from damaged tiles", () =>
        {
            var (tiles, _) = Grown(0, 300);
            foreach (var damaged in TileWriter.EdgeOf(300))
                foreach (var bytes in new byte[][] { [], tiles[damaged.Path][..^1], [.. tiles[damaged.Path], 0] })
                    Assert.Null(TileWriter.Resume(300, tile => tile == damaged ? bytes : tiles[tile.Path]));
        }),
        TestCase("entries that are not those of the hashes beside them are not taken over", () =>
        {
            var (tiles, _) = Grown(0, 3);
            byte[] forged = EntryBundle.Write([LargeEntry(0), LargeEntry(9), LargeEntry(2)]);
            Assert.Null(TileWriter.Resume(3, tile => tile.Level == Tile.Entries ? forged : tiles[tile.Path]));
        }),
        TestCase("an entry may be empty", () =>
            Assert.Equal(0, Assert.Single(EntryBundle.Read(EntryBundle.Write([Array.Empty<byte>()]))!).Length)),
        TestEach("a bundle ends with an entry", [1, 2, 9, 11], length =>
            Assert.Null(EntryBundle.Read(EntryBundle.Write([LargeEntry(1), LargeEntry(2)]).AsMemory(0, length)))),
        TestCase("an entry is as long as two bytes can say, and no longer", () =>
        {
            Assert.Equal(65_535, Assert.Single(EntryBundle.Read(EntryBundle.Write([new byte[65_535]]))!).Length);
            Assert.Throws<ArgumentException>(() => EntryBundle.Write([new byte[65_536]]));
        }));

    private static (Dictionary<string, byte[]> Tiles, TileWriter Writer) Grown(int stop, int size)
    {
        var tiles = new Dictionary<string, byte[]>();
        var writer = new TileWriter();
        for (var i = 0; i <= size; i++)
        {
            if (i == stop || i == size)
            {
                Keep(writer.Edge());
                writer = TileWriter.Resume(i, tile => tiles[tile.Path])!;
            }

            if (i < size)
                Keep(writer.Append(LargeEntry(i)));
        }

        return (tiles, writer);

        void Keep(IReadOnlyList<(Tile Tile, byte[] Bytes)> made)
        {
            foreach (var (tile, bytes) in made)
                tiles[tile.Path] = bytes;
        }
    }
}
