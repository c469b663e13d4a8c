using System.Net;
using System.Net.Sockets;
using System.Text;
using Records.Core.Ports;
using Records.Storage.Text;
using Xunit;

namespace Records.Tests.Text;

public sealed class SandboxTests : Suite<SandboxTests>, ISuite
{
    public static Test Tests => Slow(TestList("a program on a page",
        TestList("in the sandbox", TestBoth(TextSandbox.Required)),
        TestList("without a sandbox", TestBoth(TextSandbox.None)),

        TestCase("sees the original and its own folder, and nobody else's files", async () =>
        {
            using var work = new TestFolder();
            var beside = Path.Combine(work.Folder, "beside");
            await File.WriteAllTextAsync(beside, "secret", Cancel);

            Assert.Equal("original", await SaysAsync(work, TextSandbox.Required, "cat ../in/original"));
            Assert.Equal(1, (await RunAsync(work, TextSandbox.Required, $"cat {beside}")).Code);
            Assert.Empty((await SaysAsync(work, TextSandbox.Required, "echo $(ls /)")).Split(' ')
                .Except(["bin", "dev", "etc", "job", "lib", "lib64", "sbin", "tmp", "usr", "var"]));
            Assert.Equal("/job/page", await SaysAsync(work, TextSandbox.Required, "readlink /tmp"));
            Assert.Equal("in page", await SaysAsync(work, TextSandbox.Required, "echo $(ls /job)"));
        }),

        TestCase("can write where it stands, and nowhere else", async () =>
        {
            using var work = new TestFolder();
            Assert.Equal("", await SaysAsync(work, TextSandbox.Required, "touch here"));
            foreach (var place in (string[])["../in/x", "../x", "/x", "/dev/x", "/dev/shm/x", "/usr/x", "/var/x"])
                Assert.NotEqual(0, (await RunAsync(work, TextSandbox.Required, $"touch {place}")).Code);
        }),

        TestCase("has no network, not even to its own machine", async () =>
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var call = $"exec bash -c 'exec 3<>/dev/tcp/127.0.0.1/{((IPEndPoint)listener.LocalEndpoint).Port}'";

            using var work = new TestFolder();
            Assert.NotEqual(0, (await RunAsync(work, TextSandbox.Required, call)).Code);
            Assert.Equal(0, (await RunAsync(work, TextSandbox.None, call)).Code);
        }),

        TestCase("knows no other process and nothing of the machine", async () =>
        {
            using var work = new TestFolder();
            Assert.NotEqual(0, (await RunAsync(work, TextSandbox.Required, $"kill -0 {Environment.ProcessId}")).Code);
            Assert.NotEqual(0, (await RunAsync(work, TextSandbox.Required, "ls /proc/1")).Code);
            Assert.Equal("records", await SaysAsync(work, TextSandbox.Required, "uname -n"));
            Assert.Equal("16", await SaysAsync(work, TextSandbox.Required, "prlimit --raw --noheadings -o SOFT -u"));
        })));

    private static Test[] TestBoth(TextSandbox sandbox) =>
    [
        TestCase("has hard limits", () => In(sandbox, async work => Assert.Equal(
            "AS 1610612736 1610612736 CORE 0 0 CPU 60 61 FSIZE 268435456 268435456",
            await SaysAsync(
                work, sandbox, "echo $(prlimit --raw --noheadings -o RESOURCE,SOFT,HARD -v -c -t -f | sort)")))),

        TestCase("works on one thread, comes last, and knows nothing of our environment",
            () => In(sandbox, async work =>
            {
                Assert.Equal("10", await SaysAsync(work, sandbox, "nice"));
                var names = await SaysAsync(work, sandbox, "env | sort | cut -d= -f1 | tr '\\n' ' '");
                var ours = names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(["PWD", "_", "SHLVL"]);
                Assert.Equal(["LC_ALL", "OMP_THREAD_LIMIT", "PATH"], ours);
            })),

        TestCase("that takes too long is killed with all it has started", () => In(sandbox, async work =>
        {
            // Who lives on would hold the output open, and this would never come back.
            var failure = await Assert.ThrowsAsync<UnreadableException>(() =>
                RunAsync(work, sandbox, "sleep 1000 & sleep 1000", patience: TimeSpan.FromMilliseconds(300)));
            Assert.Equal(TextFailure.TimedOut, failure.Failure);
        })),

        TestCase("that prints too much is killed", () => In(sandbox, async work =>
        {
            var failure = await Assert.ThrowsAsync<UnreadableException>(() => RunAsync(work, sandbox, "yes"));
            Assert.Equal(TextFailure.TooLarge, failure.Failure);
        })),

        TestCase("that complains without end is not listened to without end", () => In(sandbox, async work =>
            Assert.InRange((await RunAsync(work, sandbox, "head -c 1000000 /dev/zero >&2")).Errors.Length, 1, 10_000))),

        TestCase("that writes too much is killed", () => In(sandbox, async work =>
        {
            var failure = await Assert.ThrowsAsync<UnreadableException>(() =>
                RunAsync(work, sandbox, "exec head -c 300000000 /dev/zero > x"));
            Assert.Equal(TextFailure.TooLarge, failure.Failure);
        })),

        TestCase("that is not there is the machine's fault", () => In(sandbox, async work =>
            await Assert.ThrowsAsync<TextUnavailableException>(() => RunAsync(work, sandbox, "exec no-such-program")))),

        TestCase("is killed when nobody waits for it any more", () => In(sandbox, async work =>
        {
            using var cancelling = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => RunAsync(work, sandbox, "sleep 1000", cancel: cancelling.Token));
            Assert.Empty(Directory.GetFileSystemEntries(work.Folder));
        })),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task In(TextSandbox sandbox, Func<TestFolder, Task> body)
    {
        using var work = new TestFolder();
        var readiness = await TextChecks.RunAsync(new(work.Folder) { Sandbox = sandbox }, Cancel);
        Assert.SkipUnless(readiness.IsReady, string.Join(" ", readiness.Missing));
        await body(work);
    }

    private static async Task<string> SaysAsync(TestFolder work, TextSandbox sandbox, string script)
    {
        var exit = await RunAsync(work, sandbox, script);
        Assert.Equal((0, ""), (exit.Code, exit.Errors));
        return Encoding.UTF8.GetString(exit.Output).Trim();
    }

    private static async Task<ChildExit> RunAsync(
        TestFolder work, TextSandbox sandbox, string script, TimeSpan? patience = null,
        CancellationToken? cancel = null)
    {
        var settings = new TextSettings(work.Folder) { Sandbox = sandbox };
        settings = settings with { ReadingPatience = patience ?? settings.ReadingPatience };
        using var job = await Job.CreateAsync(work.Folder, new MemoryStream([.. "original"u8]), 100, Cancel);
        return await job.OnPageAsync(page =>
            new Tools(settings).ReadAsync(page, 100_000, cancel ?? Cancel, "sh", "-c", script));
    }
}
