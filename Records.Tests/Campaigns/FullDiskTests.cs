using System.Diagnostics;
using System.Net;
using Records.Tests.Ops;
using Xunit;

namespace Records.Tests.Campaigns;

/// <summary>
/// The disk with the data is full while apps write. They are told so and when to come again; what stands can be read;
/// with room again everything goes on by itself, and nothing acknowledged is lost.
/// </summary>
public sealed class FullDiskTests : Suite<FullDiskTests>, ISuite
{
    private const int DiskMegabytes = 700;

    /// <summary>That there is no room, or, while the database recovers from it, that it is away.</summary>
    private static readonly string[] Expected = ["507 storage-full", "503 store-unavailable"];

    public static Test Tests => TestList("F4 the disk is full while apps write",
        TestSlow("twice", () => RunAsync(2)),
        Campaign(TestCase("20 times", () => RunAsync(20))));

    private static async Task RunAsync(int rounds)
    {
        await using var disk = await LoopDisk.MountAsync(DiskMegabytes);
        await using var place = new Place(disk.Folder);
        await place.StartAsync();
        await using var writers = await Writers.StartAsync(place);
        using var clerk = new Caller(place.Port, "clerk");
        var longest = TimeSpan.Zero;
        for (var round = 0; round < rounds; round++)
        {
            await writers.LetThemWriteAsync();
            await disk.FillAsync();
            await Patience.UntilAsync(
                () => writers.Troubles.Contains(Expected[0]), pause: TimeSpan.FromMilliseconds(100));
            var files = await clerk.InsistAsync(HttpMethod.Get, "case-files?limit=5", null, Cancel);
            var file = (string)files["items"]![0]!["id"]!;
            await clerk.InsistAsync(HttpMethod.Get, $"case-files/{file}/history", null, Cancel);
            await AssertTooLargeAsync(place, clerk, file);

            disk.MakeRoom();
            var began = Stopwatch.GetTimestamp();
            await writers.LetThemWriteAsync();
            var back = Stopwatch.GetElapsedTime(began);
            longest = back > longest ? back : longest;
        }
        await writers.JudgeAsync(
            $"disk full {rounds} times, written again after {longest.TotalSeconds:0.0} s at most", Expected);
    }

    // A few bytes may still find room; a document does not.
    private static async Task AssertTooLargeAsync(Place place, Caller clerk, string file)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"http://127.0.0.1:{place.Port}/t/musterstadt/v1/case-files/{file}/uploads")
        {
            Content = new ByteArrayContent([.. Enumerable.Repeat((byte)'x', 1 << 20)]),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Disposition", "attachment; filename=\"brief.txt\"");
        request.Headers.Authorization = new("Bearer", await clerk.TokenAsync(Cancel));
        using var answer = await http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.InsufficientStorage, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
