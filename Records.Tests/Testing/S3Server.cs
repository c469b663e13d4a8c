using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Records.Storage.Objects;
using Xunit;

namespace Records.Tests.Testing;

/// <summary>
/// A real S3 store on loopback (Ceph, started by <c>ops/lib/s3-server</c>). Where it is not installed, whoever asks for
/// it is skipped and says so; <c>ops/test</c> installs it.
/// </summary>
internal sealed class S3Server : IAsyncDisposable
{
    private const string Bucket = "records";
    private static readonly string[] Programs = ["radosgw", "ceph-mon", "ceph-osd"];
    private static readonly Lazy<Task<S3Server>> Shared = new(() => StartAsync("memory"));

    private readonly Process process;

    private S3Server(Process process, Uri endpoint, string accessKey, string secretKey)
    {
        this.process = process;
        (Endpoint, AccessKey, SecretKey) = (endpoint, accessKey, secretKey);
        Client = new(new BasicAWSCredentials(accessKey, secretKey), new AmazonS3Config
        {
            ServiceURL = endpoint.ToString(),
            ForcePathStyle = true,
            AuthenticationRegion = "default",
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        });
    }

    public Uri Endpoint { get; }
    public string AccessKey { get; }
    public string SecretKey { get; }

    /// <summary>Whether whoever asked for it has to let it go.</summary>
    public bool IsOwn { get; private set; }

    /// <summary>Past our own store, to see what really lies there.</summary>
    public AmazonS3Client Client { get; }

    /// <summary>The one most tests share; everybody takes a place of his own in it.</summary>
    public static Task<S3Server> SharedAsync()
    {
        SkipWithoutPrograms();
        return Shared.Value;
    }

    /// <summary>One of its own that keeps its objects on the disk, for what is large.</summary>
    public static async Task<S3Server> StartOnDiskAsync()
    {
        SkipWithoutPrograms();
        var server = await StartAsync("disk");
        server.IsOwn = true;
        return server;
    }

    /// <summary>A place nobody else uses.</summary>
    public S3Place NewPlace() =>
        new(Endpoint, Bucket, $"{Guid.NewGuid():N}/", "default", AccessKey, SecretKey);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<S3Server> StartAsync(string kind)
    {
        var (port, monitor) = (FreePort(), FreePort());
        var (access, secret) = (NewKey(10), NewKey(20));
        var folder = Path.Combine(Path.GetTempPath(), $"records-s3-{Guid.NewGuid():N}"[..24]);
        var start = new ProcessStartInfo(
            RepositoryFolder.Path("ops", "lib", "s3-server"),
            [folder, $"{port}", $"{monitor}", kind])
        { RedirectStandardInput = true, RedirectStandardOutput = true };
        (start.Environment["S3_ACCESS_KEY"], start.Environment["S3_SECRET_KEY"]) = (access, secret);
        var process = Process.Start(start) ?? throw new Win32Exception($"{start.FileName} did not start.");
        if (await process.StandardOutput.ReadLineAsync() != "ready")
            throw new InvalidOperationException("The S3 store of the tests did not start; it said why above.");

        var server = new S3Server(process, new($"http://127.0.0.1:{port}"), access, secret);
        await server.Client.PutBucketAsync(Bucket);
        return server;
    }

    private static void SkipWithoutPrograms()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin");
        var missing = Programs.Where(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program))));
        if (string.Join(", ", missing) is { Length: > 0 } names)
            Assert.Skip($"needs a real S3 store, and {names} is not installed here; ops/test installs it");
    }

    private static string NewKey(int bytes) => Convert.ToHexString(RandomNumberGenerator.GetBytes(bytes));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
