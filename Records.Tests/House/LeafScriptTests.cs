using System.Text.Json.Nodes;
using Records.Tests.Ops;
using Xunit;

namespace Records.Tests.House;

/// <summary>
/// ops/verify/leaf.py, the second opinion on our hashes: it agrees with the vectors and notices what was changed.
/// </summary>
public sealed class LeafScriptTests : Suite<LeafScriptTests>, ISuite
{
    private static readonly string Vectors = RepositoryFolder.Path("Records.Tests", "vectors", "event-chain.json");

    public static Test Tests => TestList("ops/verify/leaf.py",
        TestCase("finds every hash of the worked example as stated", async () =>
        {
            using var shell = await RunAsync(Vectors);
            Assert.Equal((0, "10 events of 3 streams, 0 not as stated."), (shell.ExitCode, shell.Said));
        }),
        TestEach("notices a change of", ["version", "recordedAtUnixMicros", "form"], async member =>
        {
            using var changed = new TestFolder();
            var all = JsonNode.Parse(await File.ReadAllTextAsync(Vectors))!;
            var row = all["events"]![1]!;
            row[member] = (long)row[member]! + 1;
            var path = Path.Combine(changed.Folder, "changed.json");
            await File.WriteAllTextAsync(path, all.ToJsonString());

            using var shell = await RunAsync(path);
            Assert.Equal(1, shell.ExitCode);
            Assert.Contains("chain is not as stated", shell.Said, StringComparison.Ordinal);
        }));

    private static Task<Shell> RunAsync(string source)
    {
        Assert.SkipUnless(FindPython() is not null, "python3 is not here");
        return Shell.RunAsync("verify/leaf.py", source);
    }

    private static string? FindPython() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(folder => Path.Combine(folder, "python3")).FirstOrDefault(File.Exists);
}
