using System.Security.Cryptography;
using Xunit;

namespace Records.Tests.Api.House;

public sealed class DownloadTests : Suite<DownloadTests>, ISuite
{
    // Longer than several sealed chunks, and no multiple of one.
    private static readonly byte[] Bytes =
    [
        .. Enumerable.Range(0, 700_001).Select(i => (byte)((i * 31 + i / 256) % 256))
    ];

    private static readonly Lazy<Task<(HouseFile File, string Content)>> Filed = new(FileAsync);

    public static Test Tests => TestList("downloads",
        TestCase("are the uploaded bytes, served so that no browser runs them", async () =>
        {
            var (file, content) = await Filed.Value;
            var answer = (await file.Clerk.GetAsync(content)).Expect(200);
            Assert.True(Bytes.AsSpan().SequenceEqual(answer.Bytes));
            Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
            Assert.Contains("sandbox", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.StartsWith("attachment", answer.Header("Content-Disposition"), StringComparison.Ordinal);
            Assert.Contains(
                "filename*=UTF-8''Gr%C3%B6%C3%9Fe.bin", answer.Header("Content-Disposition"), StringComparison.Ordinal);
            Assert.Contains("no-store", answer.Header("Cache-Control"), StringComparison.Ordinal);
            Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(Bytes))}\"", answer.ETag);
        }),
        TestEach("come in parts",
            [("bytes=0-0", 0, 1), ("bytes=0-99", 0, 100), ("bytes=65535-65537", 65_535, 3),
                ("bytes=300000-", 300_000, 400_001), ("bytes=-5", 699_996, 5), ("bytes=699999-9999999", 699_999, 2)],
            async part =>
            {
                var (header, from, length) = part;
                var (file, content) = await Filed.Value;
                var answer = (await file.Clerk.GetAsync(content, ("Range", header))).Expect(206);
                Assert.Equal(Bytes[from..(from + length)], answer.Bytes);
                Assert.Equal($"bytes {from}-{from + length - 1}/{Bytes.Length}", answer.Header("Content-Range"));
            }),
        TestCase("beyond the end there is nothing", async () =>
        {
            var (file, content) = await Filed.Value;
            Assert.Equal(
                $"bytes */{Bytes.Length}",
                (await file.Clerk.GetAsync(content, ("Range", "bytes=700001-"))).Expect(416).Header("Content-Range"));
        }),
        TestCase("known bytes are not sent again", async () =>
        {
            var (file, content) = await Filed.Value;
            var tag = (await file.Clerk.GetAsync(content)).ETag;
            Assert.Empty((await file.Clerk.GetAsync(content, ("If-None-Match", tag))).Expect(304).Bytes);
            Assert.Equal(
                Bytes.Length,
                (await file.Clerk.GetAsync(content, ("Range", "bytes=0-9"), ("If-Range", "\"other\"")))
                    .Expect(200).Bytes.Length);
        }),
        TestCase("versions keep their bytes, and there is none that was not added", async () =>
        {
            var (file, content) = await Filed.Value;
            var document = content[..content.IndexOf("/versions", StringComparison.Ordinal)];
            foreach (var none in new[] { 0, 2, -1, int.MaxValue })
                (await file.Clerk.GetAsync($"{document}/versions/{none}/content")).Expect(404, "unknown-version");
        }));

    private static async Task<(HouseFile File, string Content)> FileAsync()
    {
        var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
        using var bytes = new ByteArrayContent(Bytes);
        var upload =
            (await file.Clerk.SendAsync(
                HttpMethod.Post, $"{file.Path}/uploads",
                HouseApp.Upload(bytes, "attachment; filename=x; filename*=UTF-8''Gr%C3%B6%C3%9Fe.bin"))).Expect(201);
        var filed = (await file.Clerk.PostAsync(
            $"{file.Matter}/documents", HouseSteps.Filing((string)upload.Body["upload"]!))).Expect(201);
        return (file, $"{file.Path}/documents/{filed.Id}/versions/1/content");
    }
}
