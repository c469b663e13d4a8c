using System.Security.Cryptography;
using System.Text.Json;
using Records.Core.History;
using Records.Core.Ports;
using Records.Core.Sealing;
using Xunit;
using static Records.Tests.History.EventChainVectors;

namespace Records.Tests.History;

public sealed class EventChainTests : Suite<EventChainTests>, ISuite
{
    public static Test Tests => TestList("record form records-ev1, by its vectors",
        TestVectors("a data key is wrapped as in RFC 5649", "keys", "use", key =>
        {
            using var kek = Aes.Create();
            kek.Key = All.Bytes("kek_hex");
            Assert.Equal(key.Bytes("wrapped_RFC5649_hex"), kek.EncryptKeyWrapPadded(key.Bytes("dek_hex")));
            Assert.Equal(key.Bytes("dek_hex"), kek.DecryptKeyWrapPadded(key.Bytes("wrapped_RFC5649_hex")));
        }),

        TestVectors("a singleton stream is named by tenant and name", "singletonStreams", "stream", entry =>
            Assert.Equal(entry.Stream(), StreamId.Singleton(entry.Tenant(), entry.GetProperty("name").GetString()!))),

        TestVectors("an event is made byte for byte", "events", "index", AssertMade),
        TestCase("an event at the edge of the form is made byte for byte", () => AssertMade(All.GetProperty("edge"))),

        TestCase("time is the clock's, or that of the event before when it is later", () =>
        {
            var before = new Moment(long.MinValue);
            foreach (var e in List("events"))
            {
                var clock = new Moment(e.GetProperty("clockUnixMicros").GetInt64());
                before = clock > before ? clock : before;
                Assert.Equal(e.GetProperty("recordedAtUnixMicros").GetInt64(), before.UnixMicros);
            }
        }),

        TestVectors("the log has its root at every size", "roots", "size", entry =>
            Assert.Equal(entry.Hash("root_hex"), RootAt(entry.GetProperty("size").GetInt32()))),

        TestCase("an event is shown to be in the log", () =>
        {
            var proof = All.GetProperty("inclusionProof");
            var shown = List("events").ElementAt(proof.GetProperty("index").GetInt32());
            Assert.True(NaiveMerkleTree.Shows(proof, shown.Hash("merkleLeafHash_hex")));
        }),

        TestVectors("an opening is accepted or rejected without a key", "openings", "name", opening =>
            Assert.Equal(opening.GetProperty("verdict").GetString() == "accept", IsGood(opening))),

        TestList("a row is judged check by check", [.. List("rows").Select(entry =>
            TestCase(entry.GetProperty("name").GetString()!, () => AssertJudged(entry)))]),

        TestList("an erased row keeps its place in chain and log", [.. ErasedRows.Select(entry =>
            TestCase(entry.GetProperty("row").GetProperty("type").GetString()!, () => AssertJudged(entry)))]),

        TestCase("a tail cut off is seen by the checkpoint alone", () =>
        {
            var cut = All.GetProperty("truncated");
            var root = RootAt(cut.GetProperty("remaining").GetInt32());
            Assert.Equal(cut.Hash("root_hex"), root);
            Assert.NotEqual(cut.Hash("checkpointRoot_hex"), root);
            Assert.Equal(cut.Hash("checkpointRoot_hex"), RootAt(cut.GetProperty("checkpointSize").GetInt32()));
        }),

        TestVectors("another encoding gives other hashes", "mustDiffer", "name", other =>
        {
            var good = List("events").Append(All.GetProperty("edge")).Select(e => e.ToLeaf()).ToArray();
            Assert.DoesNotContain(good, leaf => leaf.ToBytes().AsSpan().SequenceEqual(other.Bytes("leafBytes_hex")));
            Assert.DoesNotContain(good, leaf => leaf.Hash().Chain == other.Hash("chain_hex"));
            Assert.DoesNotContain(good, leaf => leaf.Hash().Leaf == other.Hash("merkleLeafHash_hex"));
            Assert.Equal(other.Hash("merkleLeafHash_hex"), Digest.Of([0, .. other.Bytes("leafBytes_hex")]));
        }));

    private static IEnumerable<JsonElement> ErasedRows =>
        All.GetProperty("erased").GetProperty("rows").EnumerateArray();

    private static void AssertMade(JsonElement e)
    {
        var key = DataKeyOf(e.Key());
        var made = EventSealing.Seal(
            key, e.Tenant(), e.Stream(), e.Version(), e.Event(), e.Type(),
            e.Utf8("content_utf8"), e.Utf8("metadata_utf8"),
            key is null ? [] : e.Bytes("salt_hex"), key is null ? [] : e.Bytes("nonce_hex"));
        Assert.Equal(e.Bytes("body_hex"), made.Body.ToArray());
        Assert.Equal(e.Hash("contentCommit_hex"), made.Commitment);
        Assert.Equal(e.Hash("metadataHash_hex"), made.MetadataHash);
        Assert.Equal(e.Hash("bodyHash_hex"), made.BodyHash);
        if (key is not null)
            Assert.Equal(e.Bytes("aad_hex"), EventSealing.AssociatedData(
                e.Tenant(), e.Stream(), e.Version(), e.Event(), e.Type(), e.Key()));

        var leaf = e.ToLeaf();
        Assert.Equal(e.GetProperty("leafBytesLength").GetInt32(), leaf.ToBytes().Length);
        Assert.Equal(e.Bytes("leafBytes_hex"), leaf.ToBytes());
        Assert.Equal((e.Hash("chain_hex"), e.Hash("merkleLeafHash_hex")), leaf.Hash());

        Assert.Equal(e.Utf8("content_utf8"), EventSealing.Open(e.Tenant(), e.ToStored(), key)!.Value.ToArray());
    }

    private static void AssertJudged(JsonElement entry)
    {
        var row = entry.GetProperty("row");
        var stored = row.ToStored();
        var key = entry.TryGetProperty("dek_hex", out var dek)
            && dek.ValueKind == JsonValueKind.String && row.Key() != KeyId.None
            ? new DataKey(row.Key(), Convert.FromHexString(dek.GetString()!))
            : null;

        var checks = RowChecks.Of(row.Tenant(), stored, row.PreviousChain(), key);
        var logged = NaiveMerkleTree.Shows(entry.GetProperty("proof"), stored.Leaf);
        var expect = entry.GetProperty("expect");
        Assert.Equal(
            (Expected("shape"), Expected("bodyHash"), Expected("linked"),
                Expected("logged"), Expected("opens"), Expected("commits")),
            (checks.Shape, checks.BodyHash, checks.Linked, logged, checks.Opens, checks.Commits));
        Assert.Equal(entry.GetProperty("verdict").GetString() == "accept", checks.Pass && logged);

        bool? Expected(string check) =>
            expect.GetProperty(check) is { ValueKind: not JsonValueKind.Null } said ? said.GetBoolean() : null;
    }

    // Whoever is shown one event has leaf, proof, salt and content, and no key.
    private static bool IsGood(JsonElement opening)
    {
        var (leaf, salt) = (opening.Bytes("leafBytes_hex"), opening.Bytes("salt_hex"));
        var type = leaf[76] * 256 + leaf[77];
        return NaiveMerkleTree.Shows(opening.GetProperty("proof"), Digest.Of([0, .. leaf]))
            && salt.Length == ContentCommitment.SaltSize
            && (salt.AsSpan().ContainsAnyExcept((byte)0) || !leaf.AsSpan(80 + type, 16).ContainsAnyExcept((byte)0))
            && ContentCommitment.Of(salt, opening.Bytes("content_hex")) == Digest.FromBytes(leaf.AsSpan(96 + type, 32));
    }

    private static Digest RootAt(int size) =>
        NaiveMerkleTree.Root([.. List("events").Take(size).Select(e => e.Hash("merkleLeafHash_hex"))]);
}
