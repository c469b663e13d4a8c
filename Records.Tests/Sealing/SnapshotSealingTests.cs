using System.Security.Cryptography;
using FsCheck.Fluent;
using Records.Core.History;
using Records.Core.Ports;
using Records.Core.Sealing;
using Xunit;

namespace Records.Tests.Sealing;

public sealed class SnapshotSealingTests : Suite<SnapshotSealingTests>, ISuite
{
    public static Test Tests => TestList("snapshot sealing",
        TestProperty("gives back whatever was sealed", ArbMap.Default.ArbFor<byte[]>(), state =>
            Open(Seal(state))!.AsSpan().SequenceEqual(state)),

        TestCase("is AES-256-GCM under a key of its own, bound to its place", () =>
        {
            byte[] state = [1, 2, 3];
            var secret = HKDF.Expand(HashAlgorithmName.SHA256, Seals.Key.Secret.ToArray(), 32, [.. "records-snap1"u8]);
            using var gcm = new AesGcm(secret, 16);
            var expected = new byte[12 + 3 + 16];
            Nonce.CopyTo(expected.AsSpan());
            gcm.Encrypt(Nonce, state, expected.AsSpan(12, 3), expected.AsSpan(15),
            [
                .. "records-snap1\0"u8, .. Seals.Tenant.Value.ToByteArray(bigEndian: true),
                .. Stream.Value.ToByteArray(bigEndian: true), 0, 0, 0, 0, 0, 0, 0, 7, .. Bytes(Place.Chain),
                .. Bytes(Place.Form), .. Place.Key.Value.ToByteArray(bigEndian: true),
            ]);
            Assert.Equal(expected, Seal(state).Body.ToArray());
        }),

        TestCase("keeps the place it was sealed for", () =>
        {
            var kept = Seal([1]);
            Assert.Equal(Place, kept with { Body = Place.Body });
        }),

        TestList("does not open what was moved or changed",
            TestShut("to another version", one => one with { Version = new(8) }),
            TestShut("to a version before the first", one => one with { Version = new(-1) }),
            TestShut("to another chain", one => one with { Chain = Digest.Of("other"u8) }),
            TestShut("to another form", one => one with { Form = Digest.Of("other"u8) }),
            TestShut("to another key", one => one with { Key = new(Guid.NewGuid()) }),
            TestShut("by a byte less", one => one with { Body = one.Body[..^1] }),
            TestShut("to fewer bytes than nonce and tag", one => one with { Body = one.Body[..27] }),
            TestShut("to no more than nonce and tag", one => one with { Body = one.Body[..28] }),
            TestShut("to nothing", one => one with { Body = ReadOnlyMemory<byte>.Empty }),
            TestShut("in a bit", one =>
            {
                var body = one.Body.ToArray();
                body[14] ^= 1;
                return one with { Body = body };
            })),
        TestCase("does not open in another stream, for another tenant or with another secret", () =>
        {
            var one = Seal([1]);
            Assert.Null(SnapshotSealing.TryOpen(Seals.Key, Seals.Tenant, new(Guid.NewGuid()), one));
            Assert.Null(SnapshotSealing.TryOpen(Seals.Key, new(Guid.NewGuid()), Stream, one));
            Assert.Null(SnapshotSealing.TryOpen(new(Seals.Key.Id, new byte[32]), Seals.Tenant, Stream, one));
        }),
        TestCase("of no events and of an empty state opens too", () =>
        {
            var first = SnapshotSealing.Seal(
                Seals.Key, Seals.Tenant, Stream, Place with { Version = new(0) }, [], Nonce);
            Assert.Empty(Open(first)!);
        }),
        TestCase("is not made for a version before the first", () =>
            Assert.Throws<OverflowException>(() => SnapshotSealing.Seal(
                Seals.Key, Seals.Tenant, Stream, Place with { Version = new(-1) }, [], Nonce))));

    private static readonly StreamId Stream = new(new("5a1c2a90-0b5d-4e57-9c1e-2d3f4a5b6c7e"));
    private static readonly byte[] Nonce = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    private static readonly Snapshot Place =
        new(new(7), Digest.Of("chain"u8), Digest.Of("form"u8), Seals.Key.Id, ReadOnlyMemory<byte>.Empty);

    private static Snapshot Seal(byte[] state) =>
        SnapshotSealing.Seal(Seals.Key, Seals.Tenant, Stream, Place, state, Nonce);

    private static byte[]? Open(Snapshot one) => SnapshotSealing.TryOpen(Seals.Key, Seals.Tenant, Stream, one);

    private static Test TestShut(string name, Func<Snapshot, Snapshot> change) =>
        TestCase(name, () => Assert.Null(Open(change(Seal([1, 2, 3])))));

    private static byte[] Bytes(Digest digest)
    {
        var bytes = new byte[Digest.Size];
        digest.CopyTo(bytes);
        return bytes;
    }
}
