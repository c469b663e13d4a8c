using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Records.Storage.Objects;
using Records.Tests.Ops;
using Xunit;

namespace Records.Tests.Campaigns;

/// <summary>
/// A document far larger than the program's memory goes in and comes out byte by byte, and the program stays small.
/// </summary>
public sealed class LargeDocumentTests : Suite<LargeDocumentTests>, ISuite
{
    private const long Mebibyte = 1L << 20;

    public static Test Tests => TestList("a large document goes through in flat memory",
        TestList("onto a disk",
            TestSlow("200 MiB", () => OnDiskAsync(200 * Mebibyte)),
            Campaign(TestCase("5 GiB", () => OnDiskAsync(5 * 1024 * Mebibyte)))),
        TestList("into an S3 store",
            TestSlow("200 MiB", () => InS3Async(S3Server.SharedAsync, 200 * Mebibyte)),
            Campaign(TestCase("5 GiB", () => InS3Async(S3Server.StartOnDiskAsync, 5 * 1024 * Mebibyte)))));

    private static async Task OnDiskAsync(long size)
    {
        await using var place = new Place();
        await UpAsync(place);
        await RunAsync(place, size);
    }

    private static async Task InS3Async(Func<Task<S3Server>> server, long size)
    {
        var store = await server();
        await using var place = new Place();
        await UpAsync(place);
        using (var down = await Shell.RunAsync("down", "--data", place.Data))
            Assert.True(down.ExitCode == 0, down.Said);
        KeepObjectsIn(store.NewPlace(), place);
        await UpAsync(place);
        await RunAsync(place, size);
        if (store.IsOwn)
            await store.DisposeAsync();
    }

    private static async Task UpAsync(Place place)
    {
        using var up = await Shell.RunAsync("up", place.Up("--detach"));
        Assert.True(up.ExitCode == 0, up.Said);
    }

    // As an administrator would: the section in place of the folder.
    private static void KeepObjectsIn(S3Place store, Place place)
    {
        var file = Path.Combine(place.Data, "records.json");
        var settings = JsonNode.Parse(File.ReadAllText(file))!;
        var town = settings["Records"]!["Tenants"]!.AsArray().First(town => (string)town!["Name"]! == "musterstadt")!;
        town["Objects"] = new JsonObject
        {
            ["Endpoint"] = store.Endpoint.GetLeftPart(UriPartial.Authority),
            ["Bucket"] = store.Bucket,
            ["Prefix"] = store.Prefix,
            ["Region"] = store.Region,
            ["AccessKey"] = store.AccessKey,
            ["SecretKey"] = store.SecretKey,
        };
        File.WriteAllText(file, settings.ToJsonString());
    }

    private static async Task RunAsync(Place place, long size)
    {
        using var registrar = new Caller(place.Port, "registrar");
        using var clerk = new Caller(place.Port, "clerk");
        await registrar.InsistAsync(HttpMethod.Post, "file-plan",
            new JsonObject { ["title"] = "Aktenplan", ["validFrom"] = "2020-01-01" }, Cancel);
        var entry = await registrar.InsistAsync(
            HttpMethod.Post, "file-plan/entries", new JsonObject { ["notation"] = "10", ["title"] = "Pläne" }, Cancel);
        var file = await clerk.InsistAsync(HttpMethod.Post, "case-files",
            new JsonObject
            {
                ["entry"] = (string)entry["id"]!,
                ["fields"] = new JsonObject { ["subject"] = "Großer Plan" }
            }, Cancel);
        var matter = await clerk.InsistAsync(HttpMethod.Post, $"case-files/{file["id"]}/matters",
            new JsonObject { ["fields"] = new JsonObject { ["subject"] = "Plan" } }, Cancel);

        using var http = new HttpClient
        {
            BaseAddress = new($"http://127.0.0.1:{place.Port}/t/musterstadt/v1/"),
            Timeout = TimeSpan.FromMinutes(30)
        };
        http.DefaultRequestHeaders.Authorization = new("Bearer", await clerk.TokenAsync(Cancel));

        var sent = new NoiseStream(size);
        var content = new StreamContent(sent, 1 << 16);
        content.Headers.ContentDisposition =
            new ContentDispositionHeaderValue("attachment") { FileNameStar = "plan.bin" };
        using var uploaded =
            await http.PostAsync(new Uri($"case-files/{file["id"]}/uploads", UriKind.Relative), content, Cancel);
        var said = await uploaded.Content.ReadAsStringAsync(Cancel);
        Assert.True((int)uploaded.StatusCode == 201, said);
        var upload = JsonNode.Parse(said)!;
        Assert.Equal((size, sent.Hash), ((long)upload["sizeBytes"]!, (string)upload["sha256"]!));

        var document = await clerk.InsistAsync(
            HttpMethod.Post, $"case-files/{file["id"]}/matters/{matter["id"]}/documents", new JsonObject
            {
                ["upload"] = (string)upload["upload"]!,
                ["kind"] = "internal",
                ["fields"] = new JsonObject { ["subject"] = "Plan" },
            }, Cancel);

        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri($"case-files/{file["id"]}/documents/{document["id"]}/versions/1/content", UriKind.Relative));
        request.Headers.Add("Minimum-Position", clerk.Position);
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal((200, size), ((int)answer.StatusCode, answer.Content.Headers.ContentLength));
        await using var received = await answer.Content.ReadAsStreamAsync(Cancel);
        Assert.Equal(sent.Hash, Convert.ToHexStringLower(await SHA256.HashDataAsync(received, Cancel)));

        var peak = PeakMemory(place.ProgramId);
        TestContext.Current.SendDiagnosticMessage(
            $"{size / Mebibyte} MiB through a process of {peak / Mebibyte} MiB at most");
        Assert.InRange(peak, 0, 300 * Mebibyte);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // proc(5): the largest resident set the process ever had, in kB.
    private static long PeakMemory(int process) => 1024 * long.Parse(
        File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    /// <summary>So many bytes that nothing compresses, made as they are read, with their hash.</summary>
    private sealed class NoiseStream(long size) : Stream
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly byte[] noise = RandomNumberGenerator.GetBytes((1 << 20) + 7);
        private long given;

        public string Hash => Convert.ToHexStringLower(hash.GetCurrentHash());

        public override int Read(Span<byte> buffer)
        {
            var start = (int)(given % noise.Length);
            var length = (int)Math.Min(Math.Min(buffer.Length, noise.Length - start), size - given);
            noise.AsSpan(start, length).CopyTo(buffer);
            hash.AppendData(buffer[..length]);
            given += length;
            return length;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new InvalidOperationException("Its length is not known before its end.");
        public override long Position { get => given; set => throw new InvalidOperationException("It is read once."); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) =>
            throw new InvalidOperationException("It is read once.");
        public override void SetLength(long value) => throw new InvalidOperationException("It is read only.");
        public override void Write(byte[] buffer, int offset, int count) =>
            throw new InvalidOperationException("It is read only.");
    }
}
