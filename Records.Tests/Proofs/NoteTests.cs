using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Records.Core.History;
using Records.Core.Proofs;
using Records.Storage.Log;
using Xunit;
using static Records.Tests.Proofs.ProofVectors;

namespace Records.Tests.Proofs;

public sealed class NoteTests : Suite<NoteTests>, ISuite
{
    private const string Log = "akte.stadt-muster.example/log1";
    private static readonly SystemSignatures Signatures = new();
    private static readonly NoteKey LogKey = Key(Log, "noteType01");
    private static readonly NoteKey[] Witnesses =
        [Key("zeuge-a.example/w1", "cosigType04"), Key("zeuge-b.example/w1", "cosigType04")];

    private static readonly string Good = Notes.GetProperty("good")[4].Text("signedNote");

    public static Test Tests => TestList("signed notes and checkpoints",
        TestEach("a key is written and read", Notes.GetProperty("keys").EnumerateObject()
            .SelectMany(key => new[] { key.Value.GetProperty("noteType01"), key.Value.GetProperty("cosigType04") })
            .Select(key => key.Text("vkey")), text =>
            {
                Assert.True(NoteKey.TryParse(text, out var key));
                Assert.Equal(text, key.ToString());
            }),
        TestEach("a key is refused", [
            "", "a", "a+b+c", LogKey + "x", LogKey.ToString().Replace("f1b4aae2", "f1b4aae3", StringComparison.Ordinal),
            LogKey.ToString().Replace("akte.", "akte .", StringComparison.Ordinal), $"{Log}+f1b4aae2+AWtg",
            $"{Log}+f1b4aae2+BWtgWpDlyHkXcM/JLd0DRitM9fVUDecUw7CSctCqvUlg"],
            text => Assert.False(NoteKey.TryParse(text, out _))),
        TestEach("a name is none", ["", "a b", "a+b", "a\u00a0b", "a\tb", "a\u0001b", "\ud800", new string('n', 256)],
            name => Assert.False(NoteKey.IsName(name))),
        TestEach("a name is one", ["a", "akte.stadt-muster.example/log1", "ä/ö", new string('n', 255)],
            name => Assert.True(NoteKey.IsName(name))),
        TestCase("the id of an ECDSA key is that of its key alone", () =>
        {
            var key = SigningKey.CreateEcdsa("a/log").Key;
            var hash = System.Security.Cryptography.SHA256.HashData(key.PublicKey.Span);
            Assert.Equal(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash), key.Id);
        }),
        TestEach("a private key gives the public one", Notes.GetProperty("keys").EnumerateObject()
            .Select(key => key.Value.GetProperty("noteType01")).Select(key => (key.Text("skey"), key.Text("vkey"))),
            pair => Assert.Equal(pair.Item2, SigningKey.Parse(pair.Item1).Key.ToString())),

        TestList("a good checkpoint", [.. Notes.GetProperty("good").EnumerateArray().Select((entry, number) =>
            TestCase($"{number}, of size {entry.Number("size")}", () => AssertGood(entry)))]),
        TestList("a bad checkpoint", [.. Notes.GetProperty("bad").EnumerateArray().Select(entry =>
            TestCase(entry.Text("desc"), () => AssertBad(entry)))]),
        TestCase("signing gives the very signatures of the vectors", () =>
        {
            var key = SigningKey.Parse(
                Notes.GetProperty("keys").GetProperty(Log).GetProperty("noteType01").Text("skey"));
            foreach (var entry in Notes.GetProperty("good").EnumerateArray()
                .Where(entry => !entry.TryGetProperty("desc", out _)))
            {
                var note = new SignedNote(entry.Text("body"), []);
                Assert.Equal(entry.Text("signedNote"), note.With(key.Sign(note)).ToString());
            }
        }),
        TestEach("a new key signs and is read back", [NoteKeyType.Ed25519, NoteKeyType.Ecdsa],
            type =>
            {
                var made = type == NoteKeyType.Ecdsa
                    ? SigningKey.CreateEcdsa("a/log")
                    : SigningKey.CreateEd25519("a/log");
                var key = SigningKey.Parse(made.ToSecretText());
                Assert.True(NoteKey.TryParse(made.Key.ToString(), out var trusted));
                Assert.Equal(type, trusted.Type);
                var note = new SignedNote("a\n", []);
                Assert.Equal([trusted], NoteOpening.SignersOf(note.With(key.Sign(note)), [trusted], Signatures));
                var other = note with { Text = "b\n" };
                Assert.Empty(NoteOpening.SignersOf(other.With(key.Sign(note)), [trusted], Signatures));
            }),
        TestEach("text is no private key", ["", "PRIVATE+KEY+a+b+c", "PRIVATE+KEY+a+00000000+AQ==",
            "PRIVATE+KEY+a+00000000+AgIC"],
            text => Assert.Throws<FormatException>(() => SigningKey.Parse(text))),

        TestProperty("a checkpoint of any changed byte is not the log's", (
            from at in Gen.Choose(0, Encoding.UTF8.GetByteCount(Good) - 1)
            from bit in Gen.Choose(0, 7)
            select (at, bit)).ToArbitrary(), change =>
            {
                var bytes = Encoding.UTF8.GetBytes(Good);
                bytes[change.at] ^= (byte)(1 << change.bit);
                return SignedNote.Read(bytes) is not { } note
                    || NoteOpening.SignersOf(note, [LogKey], Signatures).Count == 0;
            }),
        TestProperty("anything is read without a fault", ArbMap.Default.ArbFor<byte[]>(), bytes =>
            SignedNote.Read(bytes) is null && LogProof.Read(bytes) is null),
        TestCase("a note has a bounded length and number of signatures", () =>
        {
            var line = Good[(Good.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
            var text = Good[..^line.Length];
            Assert.NotNull(SignedNote.Read(Encoding.UTF8.GetBytes(text + string.Concat(Enumerable.Repeat(line, 100)))));
            Assert.Null(SignedNote.Read(Encoding.UTF8.GetBytes(text + string.Concat(Enumerable.Repeat(line, 101)))));
            var longest = new string('x', SignedNote.LongestBytes - Encoding.UTF8.GetByteCount(Good) - 1) + "\n" + Good;
            Assert.NotNull(SignedNote.Read(Encoding.UTF8.GetBytes(longest)));
            Assert.Null(SignedNote.Read(Encoding.UTF8.GetBytes("x" + longest)));
            Assert.Null(SignedNote.Read([0xff, .. Encoding.UTF8.GetBytes(Good)]));
        }),
        TestCase("a proof file shows its entry, and no other", () =>
        {
            var proof = LogProof.Read(Encoding.UTF8.GetBytes(Proof.Text("proofFile")))!;
            Assert.Equal(Proof.Text("proofFile"), proof.ToString());
            Assert.True(proof.Shows(Convert.FromHexString(Proof.Text("leafData_hex"))));
            Assert.False(proof.Shows(LargeEntry(12_346)));
            Assert.False((proof with { Index = 12_346 }).Shows(LargeEntry(12_345)));
            Assert.Equal(
                [LogKey, .. Witnesses], NoteOpening.SignersOf(proof.Checkpoint, [LogKey, .. Witnesses], Signatures));
        }),
        TestEach("a file is no proof", [
            ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2"), ("index 12345", "index 012345"),
            ("index 12345", "index -1"), ("index 12345", "Index 12345"), ("index 12345\n", ""),
            ("7uBC", "7u-C"), ("7uBCkq1w", "7uBC")], change => Assert.Null(LogProof.Read(Encoding.UTF8.GetBytes(
                Proof.Text("proofFile").Replace(change.Item1, change.Item2, StringComparison.Ordinal))))),
        TestCase("a proof file may carry what it shows", () =>
        {
            var proof = LogProof.Read(Encoding.UTF8.GetBytes(Proof.Text("proofFile")))!;
            Assert.True(proof.Extra.IsEmpty);
            var entry = LargeEntry(12_345);
            var read = LogProof.Read((proof with { Extra = entry }).ToBytes())!;
            Assert.Equal(entry, read.Extra.ToArray());
            Assert.True(read.Shows(read.Extra.Span));
            var text = (proof with { Extra = entry }).ToString();
            foreach (var bad in (string[])["extra -", "extra", "Extra AA=="])
                Assert.Null(LogProof.Read(Encoding.UTF8.GetBytes(
                    text.Replace($"extra {Convert.ToBase64String(entry)}", bad, StringComparison.Ordinal))));
        }),
        TestEach("a cosignature is read as it is written", [0L, 1, 1_793_523_600, 253_402_300_799], seconds =>
        {
            byte[] signature = [.. Enumerable.Range(1, 64).Select(i => (byte)i)];
            var cosigned = new Cosignature(DateTimeOffset.FromUnixTimeSeconds(seconds), signature);
            Assert.Equal(cosigned.At, Cosignature.Read(cosigned.ToBytes())!.At);
            Assert.Equal(signature, Cosignature.Read(cosigned.ToBytes())!.Signature.ToArray());
            Assert.Null(Cosignature.Read(cosigned.ToBytes().AsMemory(1)));
        }),
        TestCase("a cosignature of a time that no calendar has is none", () =>
            Assert.Null(Cosignature.Read(Enumerable.Repeat((byte)255, 72).ToArray()))));

    private static NoteKey Key(string name, string form) =>
        NoteKey.TryParse(Notes.GetProperty("keys").GetProperty(name).GetProperty(form).Text("vkey"), out var key)
            ? key
            : throw new InvalidOperationException(name);

    private static void AssertGood(JsonElement entry)
    {
        var note = SignedNote.Read(Encoding.UTF8.GetBytes(entry.Text("signedNote")))!;
        Assert.Equal(entry.Text("signedNote"), note.ToString());
        Assert.Equal(entry.Text("body"), note.Text);
        var cosigned = entry.TryGetProperty("cosignatures", out _);
        Assert.Equal(
            cosigned ? [LogKey, .. Witnesses] : [LogKey],
            NoteOpening.SignersOf(note, [LogKey, .. Witnesses], Signatures));
        var checkpoint = Checkpoint.Read(note.Text)!;
        Assert.Equal((Log, entry.Number("size")), (checkpoint.Origin, checkpoint.Size));
        Assert.StartsWith(checkpoint.ToText(), note.Text, StringComparison.Ordinal);
    }

    private static void AssertBad(JsonElement entry)
    {
        var note = SignedNote.Read(Encoding.UTF8.GetBytes(entry.Text("note")));
        var signed = note is not null && NoteOpening.SignersOf(note, [LogKey], Signatures).Count > 0;
        var checkpoint = note is null ? null : Checkpoint.Read(note.Text);
        switch (entry.Text("expect"))
        {
            case "reject":
                Assert.False(signed);
                break;
            case "reject-as-checkpoint":
                Assert.True(signed);
                Assert.True(checkpoint is null || checkpoint.Origin != Log);
                break;
            default:
                Assert.Equal("accept-signature-but-equivocation", entry.Text("expect"));
                Assert.True(signed);
                var good = Checkpoint.Read(SignedNote.Read(Encoding.UTF8.GetBytes(Good))!.Text)!;
                Assert.Equal(good.Size, checkpoint!.Size);
                Assert.False(MerkleProofs.ShowsConsistency(
                    good.Size, checkpoint.Size, good.Root, checkpoint.Root, []));
                break;
        }
    }
}
