using System.Net.Http.Headers;
using System.Text;
using Records.Core.History;
using Records.Core.Proofs;
using Records.Storage.Log;
using Xunit;
using static Records.Tests.Storage.Appends;

namespace Records.Tests.Api.House;

/// <summary>The published log, through the real server: who reads it, and what it shows.</summary>
public sealed class LogApiTests : Suite<LogApiTests>, ISuite
{
    // Ten seconds on a machine that has nothing else to do; the test fails where the log does not grow at all.
    private static readonly TimeSpan UnderACheckpoint = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static Test Tests => TestList("the published log through the API",
        TestCase("covers every event of a case file soon, and proves it", async () =>
        {
            var house = await TestHouse.SharedAsync();
            var file = await HouseFile.NewAsync(house);
            var history = (await file.Clerk.GetAsync($"{file.Path}/history?limit=500")).Expect(200).Items;
            var key = new FileLogSigner(house.Towns["musterstadt"].Settings.LogKeyFolder).Key;
            await Patience.UntilAsync(
                async () => (await BytesAsync(house, $"{file.Path}/history/{history.Count - 1}/proof")).Status == 200,
                UnderACheckpoint, Pause);

            foreach (var happened in history)
            {
                var (_, bytes, _) = await BytesAsync(house, $"{file.Path}/history/{happened!["version"]}/proof");
                var proof = LogProof.Read(bytes)!;
                Assert.Equal([key], NoteOpening.SignersOf(proof.Checkpoint, [key], new SystemSignatures()));
                Assert.True(proof.Shows(proof.Extra.Span));
                Assert.Equal((long)happened["position"]!, proof.Index);
                Assert.Equal((string)happened["chain"]!, Digest.Of([2, .. proof.Extra.Span]).ToString());
            }
        }),
        TestCase("has its entries and hashes under the paths of the standard", async () =>
        {
            var house = await TestHouse.SharedAsync();
            await HouseFile.NewAsync(house);
            await Patience.UntilAsync(async () => (await NewestAsync(house)).Size > 0, UnderACheckpoint, Pause);
            var newest = await NewestAsync(house);
            var bundle = new Tile(Tile.Entries, 0, (int)Math.Min(Tile.FullWidth, newest.Size));
            var hashes = bundle with { Level = 0 };
            var entries = EntryBundle.Read((await BytesAsync(house, $"log/{bundle.Path}")).Bytes)!;
            var (status, tile, cache) = await BytesAsync(house, $"log/{hashes.Path}");
            Assert.Equal(200, status);
            Assert.Equal("max-age=31536000, private, immutable", cache);
            Assert.Equal(tile, entries.SelectMany(entry => MerkleTree.LeafHash(entry.Span).ToBytes()));
        }),
        TestEach("has nothing at", ["log/tile/0/999", "log/tile/0/0", "log/tile/9/000", "log/tile/..%2Fcheckpoint",
            "log/tile/entries/000.p/0"],
            async path => (await (await TestHouse.SharedAsync()).SignInAsync("musterstadt", "auditor"))
                .GetAsync(path).Result.Expect(404, "not-found")),
        TestCase("proves nothing to who may not see the file, and no event that is not there", async () =>
        {
            var house = await TestHouse.SharedAsync();
            var file = await HouseFile.NewAsync(house);
            var stranger = await house.SignInAsync("musterstadt", "clerk2");
            (await stranger.GetAsync($"{file.Path}/history/0/proof")).Expect(404, "unknown-case-file");
            (await file.Clerk.GetAsync($"{file.Path}/history/99/proof")).Expect(404, "not-found");
            (await file.Clerk.GetAsync($"{file.Path}/history/-1/proof")).Expect(404, "not-found");
        }),
        TestCase("is read without a token where the town publishes it, and nowhere else", async () =>
        {
            var house = await TestHouse.SharedAsync();
            using var open = await house.Http.GetAsync(new Uri("t/neudorf/v1/log/checkpoint", UriKind.Relative));
            Assert.Equal((200, "public, max-age=5"), ((int)open.StatusCode, $"{open.Headers.CacheControl}"));
            foreach (var path in (string[])["t/musterstadt/v1/log/checkpoint", "t/neudorf/v1/case-files"])
            {
                using var closed = await house.Http.GetAsync(new Uri(path, UriKind.Relative));
                Assert.Equal(401, (int)closed.StatusCode);
            }
        }),
        TestCase("that is not the history any more stops all writing, and no reading", async () =>
        {
            await using var house = await TestHouse.StartAsync();
            var file = await HouseFile.NewAsync(house);
            await Patience.UntilAsync(async () => (await NewestAsync(house)).Size > 0, UnderACheckpoint, Pause);
            // As after a restore that took back the signer's memory too.
            File.Delete(Path.Combine(house.Towns["musterstadt"].Settings.LogKeyFolder, "log-head"));

            await using var twin = await house.StartTwinAsync();
            var clerk = new HouseApp(
                twin.Http, house.Towns["musterstadt"], await house.TokenAsync("musterstadt", "clerk", "twin"));
            (await clerk.GetAsync($"{file.Path}")).Expect(200);
            (await clerk.PostAsync($"{file.Path}/matters", HouseSteps.Subject("x"))).Expect(503, "history-stopped");
        }));

    private static async Task<Checkpoint> NewestAsync(TestHouse house) =>
        (await BytesAsync(house, "log/checkpoint")) is (200, var bytes, _)
            ? Checkpoint.Read(SignedNote.Read(bytes)!.Text)!
            : new("", 0, MerkleTree.EmptyRoot);

    private static async Task<(int Status, byte[] Bytes, string Cache)> BytesAsync(TestHouse house, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"t/musterstadt/v1/{path}");
        request.Headers.Authorization = new("Bearer", await house.TokenAsync("musterstadt", "registrar", "auditing"));
        using var answer = await house.Http.SendAsync(request, Cancel);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancel);
        return ((int)answer.StatusCode, bytes, $"{answer.Headers.CacheControl}");
    }
}
