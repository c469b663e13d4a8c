using System.Security.Cryptography;
using System.Text;
using FsCheck.Fluent;
using Records.Core.History;
using Records.Core.Ports;
using Records.Core.Sealing;
using Xunit;

namespace Records.Tests.Sealing;

public sealed class EventSealingTests : Suite<EventSealingTests>, ISuite
{
    public static Test Tests => TestList("event sealing",
        TestProperty("gives back whatever was sealed", ArbMap.Default.ArbFor<byte[]>(), content =>
            Open(Stored(Seal(content)), Key).Span.SequenceEqual(content)),

        TestCase("lets nobody find the content in a sealed event", () =>
        {
            var sealedEvent = Seal("Bauantrag Musterstraße 1"u8.ToArray());
            Assert.Equal(-1, sealedEvent.Body.Span.IndexOf("Musterstr"u8));
            Assert.NotEqual(ContentCommitment.OfPlain("Bauantrag Musterstraße 1"u8), sealedEvent.Commitment);
        }),

        TestCase("seals the same content differently each time", () =>
            Assert.NotEqual(Seal([1, 2, 3]).Commitment, Seal([1, 2, 3]).Commitment)),

        TestList("does not open an event that was moved or changed",
            TestDamaged("to another stream", "opens", e => e with { Stream = new(Guid.NewGuid()) }),
            TestDamaged("to another version", "opens", e => e with { Version = new(8) }),
            TestDamaged("to another id", "opens", e => e with { Id = new(Guid.NewGuid()) }),
            TestDamaged("to another type", "opens", e => e with { Type = new("document-file", 1) }),
            TestDamaged("to another form", "opens", e => e with { Type = e.Type with { Form = 2 } }),
            TestDamaged("in one bit of its body", "body hash", e => e with { Body = Flipped(e.Body!.Value, 20) }),
            TestDamaged("in one bit of its body, hashed anew", "opens", e =>
                Rehashed(e with { Body = Flipped(e.Body!.Value, 20) })),
            TestDamaged("to an empty body, hashed anew", "shape", e =>
                Rehashed(e with { Body = ReadOnlyMemory<byte>.Empty })),
            TestDamaged("in its commitment", "commits", e => e with { Commitment = Digest.Of([1]) }),
            TestDamaged("to a plain one under a key", "shape", e =>
                e with { Commitment = ContentCommitment.OfPlain(e.Body!.Value.Span) })),

        TestCase("does not open an event sealed with another key", () =>
        {
            var stored = Stored(Seal([1]));
            var damaged = Assert.Throws<DamagedEventException>(() =>
                EventSealing.Open(Tenant, stored, new(stored.Key, RandomNumberGenerator.GetBytes(32))));
            Assert.Equal(
                (new Position(11), new StreamVersion(7), "opens"), (damaged.Position, damaged.Version, damaged.Check));
        }),

        TestCase("does not open an event of another tenant", () =>
            Assert.Throws<DamagedEventException>(() => EventSealing.Open(new(Guid.NewGuid()), Stored(Seal([1])), Key))),

        TestCase("opens evidence without a key and checks it all the same", () =>
        {
            var plain = Stored(
                EventSealing.Seal(null, Tenant, Stream, new(7), Id, Type, new byte[] { 1, 2 }, Metadata, [], []));
            Assert.Equal([1, 2], EventSealing.Open(Tenant, plain, null)!.Value.ToArray());

            Assert.Equal("commits", Assert.Throws<DamagedEventException>(() =>
                EventSealing.Open(Tenant, Rehashed(plain with { Body = new byte[] { 1, 3 } }), null)).Check);
            Assert.Equal("shape", Assert.Throws<DamagedEventException>(() =>
                EventSealing.Open(Tenant, plain with { Body = null }, null)).Check);
        }),

        TestCase("says nothing of an erased event, be its body gone or its key", () =>
        {
            var stored = Stored(Seal([1]));
            Assert.Null(EventSealing.Open(Tenant, stored, null));
            Assert.Null(EventSealing.Open(Tenant, stored with { Body = null }, null));
            Assert.Null(EventSealing.Open(Tenant, stored with { Body = null }, Key));
        }),

        TestCase("demands a salt that hides something and a nonce of its length", () =>
        {
            const string salt = "A salt has 32 bytes, and not all of them are zero.";
            Assert.StartsWith(salt, Unsealable(() => Seal([1], salt: new byte[32])), StringComparison.Ordinal);
            Assert.StartsWith(
                salt, Unsealable(() => Seal([1], salt: RandomNumberGenerator.GetBytes(31))), StringComparison.Ordinal);
            foreach (var length in (int[])[11, 13])
                Assert.StartsWith(
                    "A nonce has 12 bytes.", Unsealable(() => Seal([1], nonce: new byte[length])),
                    StringComparison.Ordinal);
        }),

        TestList("tells the first check that failed",
        [
            .. from row in new (RowChecks Checks, string? Failed)[]
               {
                   (new(true, true, true, true, true), null), (new(true, null, null, null, null), null),
                   (new(false, false, false, false, false), "shape"), (new(true, false, true, true, true), "body hash"),
                   (new(true, true, false, false, false), "linked"), (new(true, null, null, false, null), "opens"),
                   (new(true, true, true, true, false), "commits"),
               }
               select TestCase(row.Failed ?? $"none of {row.Checks}", () => Assert.Equal(
                   (row.Failed, row.Failed is null), (row.Checks.FirstFailed, row.Checks.Pass))),
        ]),

        TestCase("says that a body without room for a salt opens all the same", () =>
        {
            var secret = HKDF.Expand(HashAlgorithmName.SHA256, Key.Secret.ToArray(), 32, [.. "records-enc1"u8]);
            using var gcm = new AesGcm(secret, 16);
            var body = new byte[28];
            gcm.Encrypt(
                body.AsSpan(0, 12), [], [], body.AsSpan(12),
                EventSealing.AssociatedData(Tenant, Stream, new(7), Id, Type, Key.Id));
            var checks = RowChecks.Of(Tenant, Rehashed(Stored(Seal([1])) with { Body = body }), Digest.Zero, Key);
            Assert.Equal((false, true, false), (checks.Shape, checks.Opens, checks.Commits));
            Assert.False(RowChecks.Of(
                Tenant, Rehashed(Stored(Seal([1])) with { Body = body.AsMemory(0, 27) }), Digest.Zero, Key).Opens);
        }),

        TestCase("writes no number that its field cannot hold", () =>
        {
            byte[] Bound(long version, EventType type) =>
                EventSealing.AssociatedData(Tenant, Stream, new(version), Id, type, Key.Id);
            Assert.NotEmpty(Bound(0, new(new string('a', 65_535), 65_535)));
            Assert.Throws<OverflowException>(() => Bound(-1, Type));
            Assert.Throws<OverflowException>(() => Bound(7, Type with { Form = 65_536 }));
            Assert.Throws<OverflowException>(() => Bound(7, Type with { Form = -1 }));
            Assert.Throws<OverflowException>(() => Bound(7, new(new string('a', 65_536), 1)));
            Assert.Throws<OverflowException>(() =>
                Leaf.Of(Tenant, Stored(Seal([1])) with { Version = new(-1) }, Digest.Zero).Hash());
        }),

        TestCase("is not asked to open with a key the event does not name", () =>
            Assert.StartsWith(
                $"The event is sealed with data key {Key.Id.Value}, not {Guid.Empty}.",
                Unsealable(() => EventSealing.Open(Tenant, Stored(Seal([1])), new(new(Guid.Empty), Key.Secret))),
                StringComparison.Ordinal)));

    private static string Unsealable(Func<object?> act) => Assert.Throws<ArgumentException>(act).Message;

    private static Test TestDamaged(string name, string check, Func<StoredEvent, StoredEvent> damage) =>
        TestCase(name, () =>
    {
        var damaged = damage(Stored(Seal("geprüft"u8.ToArray())));
        Assert.Equal(check, Assert.Throws<DamagedEventException>(() => EventSealing.Open(Tenant, damaged, Key)).Check);
    });

    private static readonly TenantId Tenant = new(Guid.NewGuid());
    private static readonly StreamId Stream = new(Guid.NewGuid());
    private static readonly EventId Id = new(Guid.CreateVersion7());
    private static readonly EventType Type = new("document-filed", 1);
    private static readonly DataKey Key = new(new(Guid.NewGuid()), RandomNumberGenerator.GetBytes(32));
    private static readonly byte[] Metadata = Encoding.UTF8.GetBytes("""{"actor":null}""");

    private static NewEvent Seal(byte[] content, byte[]? salt = null, byte[]? nonce = null) => EventSealing.Seal(
        Key, Tenant, Stream, new(7), Id, Type, content, Metadata,
        salt ?? RandomNumberGenerator.GetBytes(32), nonce ?? RandomNumberGenerator.GetBytes(12));

    private static ReadOnlyMemory<byte> Open(StoredEvent stored, DataKey key) =>
        EventSealing.Open(Tenant, stored, key)!.Value;

    private static StoredEvent Stored(NewEvent e) => new(
        new(11), Stream, new(7), e.Id, new(0), e.Type, e.Key,
        e.Commitment, e.Metadata, e.BodyHash, e.Body, Digest.Zero, Digest.Zero);

    private static StoredEvent Rehashed(StoredEvent e) => e with { BodyHash = Digest.Of(e.Body!.Value.Span) };

    private static byte[] Flipped(ReadOnlyMemory<byte> bytes, int at)
    {
        var flipped = bytes.ToArray();
        flipped[at] ^= 1;
        return flipped;
    }
}
