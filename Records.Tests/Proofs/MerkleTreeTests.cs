using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Records.Core.History;
using Records.Core.Proofs;
using Records.Tests.History;
using Xunit;
using static Records.Tests.Proofs.ProofVectors;

namespace Records.Tests.Proofs;

public sealed class MerkleTreeTests : Suite<MerkleTreeTests>, ISuite
{
    private static readonly Digest[] Leaves = HashesOf(Small, "leaves", "leafHash_hex");

    // Two places in a tree that may have a right edge of any form.
    private static readonly Arbitrary<(int At, int Size)> Places = (
        from size in Gen.Choose(1, 700)
        from at in Gen.Choose(0, size - 1)
        select (at, size)).ToArbitrary();

    private static readonly Digest[] Many =
        [.. Enumerable.Range(0, 700).Select(i => MerkleTree.LeafHash(LargeEntry(i)))];

    public static Test Tests => TestList("the tree of RFC 6962",
        TestEach("hashes a leaf", Small.GetProperty("leaves").EnumerateArray().Select(leaf => leaf.Number("index")),
            index =>
            {
                var leaf = Small.GetProperty("leaves")[(int)index];
                Assert.Equal(
                    leaf.Hash("leafHash_hex"), MerkleTree.LeafHash(Convert.FromHexString(leaf.Text("data_hex"))));
            }),
        TestEach("has its root at size", Small.GetProperty("roots").EnumerateArray().Select(r => r.Number("size")),
            size => Assert.Equal(
                Small.GetProperty("roots")[(int)size].Hash("root_hex"), RangeOf(Leaves[..(int)size]).Root)),

        TestCase("proves each leaf at each size, in the very hashes of the vectors", () =>
        {
            foreach (var entry in Small.GetProperty("inclusion").EnumerateArray())
            {
                var (index, size) = (entry.Number("index"), entry.Number("size"));
                Assert.Equal(entry.Hashes("proof_hex"), [.. LeafSpan.OfInclusion(index, size).Select(RootOf)]);
                Assert.True(MerkleProofs.ShowsInclusion(
                    Leaves[index], index, size, RootAt(size), entry.Hashes("proof_hex")));
            }
        }),
        TestCase("proves that each size continues each other, in the very hashes of the vectors", () =>
        {
            foreach (var entry in Small.GetProperty("consistency").EnumerateArray())
            {
                var (old, size) = (entry.Number("size1"), entry.Number("size2"));
                Assert.Equal(entry.Hashes("proof_hex"), [.. LeafSpan.OfConsistency(old, size).Select(RootOf)]);
                Assert.True(MerkleProofs.ShowsConsistency(
                    old, size, RootAt(old), RootAt(size), entry.Hashes("proof_hex")));
            }
        }),
        TestList("refuses a proof", [.. Negative.GetProperty("cases").EnumerateArray().Select((entry, number) =>
            TestCase($"{number}: {entry.Text("kind")}, {entry.Text("desc")}", () => AssertRefused(entry)))]),

        TestProperty("is the tree of the definition, at any size", Places, place =>
            RangeOf(Many[..place.Size]).Root == NaiveMerkleTree.Root(Many[..place.Size])),
        TestProperty("goes on from the roots of its perfect subtrees", Places, place =>
        {
            var begun = RangeOf(Many[..place.At]);
            var resumed = new CompactRange(begun.Size, begun.Roots);
            foreach (var leaf in Many[place.At..place.Size])
                resumed.Append(leaf);
            return resumed.Root == RangeOf(Many[..place.Size]).Root;
        }),
        TestProperty("shows what is in it, and nothing else in that place", Places, place =>
        {
            var root = RangeOf(Many[..place.Size]).Root;
            var proof = LeafSpan.OfInclusion(place.At, place.Size)
                .Select(span => RangeOf(Many[(int)span.Begin..(int)span.End]).Root).ToArray();
            return MerkleProofs.ShowsInclusion(Many[place.At], place.At, place.Size, root, proof)
                && !MerkleProofs.ShowsInclusion(Many[(place.At + 1) % 700], place.At, place.Size, root, proof)
                && !MerkleProofs.ShowsInclusion(Many[place.At], place.At, place.Size, MerkleTree.EmptyRoot, proof)
                && !MerkleProofs.ShowsInclusion(Many[place.At], place.At, place.Size, root, [.. proof, root])
                && (proof.Length == 0
                    || !MerkleProofs.ShowsInclusion(Many[place.At], place.At, place.Size, root, proof[1..]));
        }),
        TestProperty("shows that it continues an older one, and no other", Places, place =>
        {
            var (old, root) = (RangeOf(Many[..place.At]).Root, RangeOf(Many[..place.Size]).Root);
            var proof = LeafSpan.OfConsistency(place.At, place.Size)
                .Select(span => RangeOf(Many[(int)span.Begin..(int)span.End]).Root).ToArray();
            return MerkleProofs.ShowsConsistency(place.At, place.Size, old, root, proof)
                && !MerkleProofs.ShowsConsistency(place.At, place.Size, Many[5], root, proof)
                && !MerkleProofs.ShowsConsistency(place.At, place.Size, old, root, [.. proof, old])
                && (place.At == 0
                    || !MerkleProofs.ShowsConsistency(place.At, place.Size, old, Many[5], proof));
        }),
        TestCase("continues the tree without leaves, and that needs no proof", () =>
        {
            Assert.True(MerkleProofs.ShowsConsistency(0, 3, MerkleTree.EmptyRoot, Many[0], []));
            Assert.False(MerkleProofs.ShowsConsistency(0, 3, Many[1], Many[0], []));
            Assert.False(MerkleProofs.ShowsConsistency(0, 3, MerkleTree.EmptyRoot, Many[0], [Many[0]]));
            Assert.Empty(LeafSpan.OfConsistency(0, 3));
        }),
        TestCase("has no size below nothing", () =>
            Assert.Throws<ArgumentOutOfRangeException>(() => new CompactRange(-1, Many[..64]))),
        TestEach("has no place", [(-1L, 3L), (3L, 3L), (0L, 0L)], place =>
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => LeafSpan.OfInclusion(place.Item1, place.Item2));
            Assert.False(MerkleProofs.ShowsInclusion(Many[0], place.Item1, place.Item2, Many[0], []));
        }),
        TestEach("continues no tree of size", [(-1L, 3L), (4L, 3L)], sizes =>
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => LeafSpan.OfConsistency(sizes.Item1, sizes.Item2));
            Assert.False(MerkleProofs.ShowsConsistency(sizes.Item1, sizes.Item2, Many[0], Many[0], []));
        }),
        TestEach("does not go on from roots that are too few or too many", [0, 1, 3], count =>
            Assert.Throws<ArgumentException>(() => new CompactRange(5, Many[..count]))));

    private static void AssertRefused(JsonElement entry)
    {
        switch (entry.Text("kind"))
        {
            case "inclusion":
                Assert.False(MerkleProofs.ShowsInclusion(
                    entry.Hash("leafHash_hex"), entry.Number("index"), entry.Number("size"), entry.Hash("root_hex"),
                    entry.Hashes("proof_hex")));
                break;
            case "consistency":
                Assert.False(MerkleProofs.ShowsConsistency(
                    entry.Number("size1"), entry.Number("size2"), entry.Hash("root1_hex"), entry.Hash("root2_hex"),
                    entry.Hashes("proof_hex")));
                break;
            default:
                Assert.Equal("domain-separation", entry.Text("kind"));
                Assert.NotEqual(
                    entry.Hash("node_hex"), MerkleTree.LeafHash(Convert.FromHexString(entry.Text("data_hex"))));
                break;
        }
    }

    private static Digest RootAt(long size) => Small.GetProperty("roots")[(int)size].Hash("root_hex");
    private static Digest RootOf(LeafSpan span) => RangeOf(Leaves[(int)span.Begin..(int)span.End]).Root;

    private static CompactRange RangeOf(IEnumerable<Digest> leaves)
    {
        var range = new CompactRange();
        foreach (var leaf in leaves)
            range.Append(leaf);
        return range;
    }

    private static Digest[] HashesOf(JsonElement file, string list, string name) =>
        [.. file.GetProperty(list).EnumerateArray().Select(entry => entry.Hash(name))];
}
