using FsCheck;
using FsCheck.Fluent;
using Records.Actors;
using Records.Core.History;
using Records.Core.Ports;
using Xunit;

namespace Records.Tests.Actors;

public sealed class HistoryCheckTests : Suite<HistoryCheckTests>, ISuite
{
    public static Test Tests => TestList("checking the whole history",
        TestCase("finds nothing where nothing was changed, and has read everything", async () =>
        {
            var house = new ActorHouse();
            await house.FileWithLetterAsync();
            var report = await house.CheckAsync();
            Assert.Equal((4, 1, 0), (report.Events, report.Objects, report.Findings.Count));
        }),

        TestEach("finds", Changes.Keys, name => FindsAsync(Changes[name])),

        TestProperty("finds any single byte that differs, in any event", Flips, async flip =>
        {
            var house = new ActorHouse();
            await house.FileWithLetterAsync();
            house.Store.Seen = stored => stored.Position.Value == flip.Position ? Flipped(stored, flip) : stored;
            Assert.NotEmpty((await house.CheckAsync()).Findings);
        }),

        TestCase("finds a document whose bytes are gone", async () =>
        {
            var house = new ActorHouse();
            var (_, id) = await house.FileWithLetterAsync();
            await house.ObjectStore.DeleteAsync(id, CancellationToken.None);
            Assert.Contains(
                "is missing", Assert.Single((await house.CheckAsync()).Findings).Fault, StringComparison.Ordinal);
        }),

        TestCase("finds a document whose bytes were changed", async () =>
        {
            var house = new ActorHouse();
            var (_, id) = await house.FileWithLetterAsync();
            await using var sealedBytes = (await house.ObjectStore.OpenAsync(id, 0, CancellationToken.None))!;
            using var copy = new MemoryStream();
            await sealedBytes.CopyToAsync(copy);
            var bytes = copy.ToArray();
            bytes[^1] ^= 1;
            await house.ObjectStore.DeleteAsync(id, CancellationToken.None);
            await house.ObjectStore.PutAsync(id, new MemoryStream(bytes), CancellationToken.None);
            Assert.Contains(
                "is damaged", Assert.Single((await house.CheckAsync()).Findings).Fault, StringComparison.Ordinal);
        }));

    // What somebody with the disk could do to the event at position 2, the filed document.
    private static readonly Dictionary<string, Func<StoredEvent, StoredEvent?>> Changes = new()
    {
        ["an event that was taken out"] = _ => null,
        ["a time that was changed"] = stored => stored with { RecordedAt = new(stored.RecordedAt.UnixMicros + 1) },
        ["a time that goes back"] = stored => stored with { RecordedAt = new(0) },
        ["another type"] = stored => stored with { Type = new("version-added", 1) },
        ["another form"] = stored => stored with { Type = stored.Type with { Form = 2 } },
        ["another stream"] = stored => stored with { Stream = new(Guid.NewGuid()) },
        ["another version"] = stored => stored with { Version = stored.Version.Plus(1) },
        ["another event id"] = stored => stored with { Id = new(Guid.NewGuid()) },
        ["another commitment"] = stored => stored with { Commitment = Digest.Of("x"u8) },
        ["another body hash"] = stored => stored with { BodyHash = Digest.Of("x"u8) },
        ["another chain hash"] = stored => stored with { Chain = Digest.Of("x"u8) },
        ["another leaf hash"] = stored => stored with { Leaf = Digest.Of("x"u8) },
        ["a key nobody knows"] = stored => stored with { Key = new(Guid.NewGuid()) },
        ["sealed content passed off as plain"] = stored => stored with { Key = KeyId.None },
        ["somebody else's name beside it"] = stored => stored with { Metadata = "{}"u8.ToArray() },
    };

    private static readonly Arbitrary<(long Position, bool InBody, int Byte)> Flips = (
        from position in Gen.Choose(0, 3)
        from inBody in Gen.Elements(true, false)
        from index in Gen.Choose(0, 10_000)
        select ((long)position, inBody, index)).ToArbitrary();

    private static async Task FindsAsync(Func<StoredEvent, StoredEvent?> change)
    {
        var house = new ActorHouse();
        await house.FileWithLetterAsync();
        house.Store.Seen = stored => stored.Position.Value == 2 ? change(stored) : stored;
        Assert.NotEmpty((await house.CheckAsync()).Findings);
    }

    private static StoredEvent Flipped(StoredEvent stored, (long Position, bool InBody, int Byte) flip)
    {
        var bytes = (flip.InBody ? stored.Body!.Value : stored.Metadata).ToArray();
        bytes[flip.Byte % bytes.Length] ^= 0x20;
        return flip.InBody ? stored with { Body = bytes } : stored with { Metadata = bytes };
    }
}
