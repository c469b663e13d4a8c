using System.Text;
using Records.Core.Proofs;
using Records.Tests.Ops;
using Records.Tests.Proofs;
using Xunit;
using static Records.Tests.Storage.Appends;

namespace Records.Tests.House;

/// <summary>
/// ops/verify/proof.py, the second opinion on our proofs: it takes what we hand out and notices every change.
/// </summary>
public sealed class ProofScriptTests : Suite<ProofScriptTests>, ISuite
{
    public static Test Tests => TestList("ops/verify/proof.py",
        TestCase("takes the proof of every event we hand out", () => WithProofAsync(async (place, key, _) =>
        {
            using var shell = await RunAsync(key, [.. Directory.GetFiles(place, "*.proof").Order()]);
            Assert.Equal(0, shell.ExitCode);
            Assert.Contains("happened-0", shell.Said, StringComparison.Ordinal);
            Assert.Equal(7, shell.Said.Split("is entry ").Length - 1);
        })),
        TestEach("refuses a proof with", [
            ("index 3", "index 4", "not in the log that was signed"), ("index 3", "index 7", "not that long"),
            ("index 3", "index 03", "malformed"), ("log1\n7\n", "log1\n8\n", "signature is not good"),
            ("\n\u2014 ", "\n- ", "malformed"), ("@v1", "@v2", "no proof file"),
            ("extra cmVj", "extra cmVk", "not in the log")],
            change => WithProofAsync(async (place, key, proof) =>
            {
                var path = Path.Combine(place, "changed");
                Assert.Contains(change.Item1, proof, StringComparison.Ordinal);
                await File.WriteAllTextAsync(
                    path, proof.Replace(change.Item1, change.Item2, StringComparison.Ordinal), Cancel);
                using var shell = await RunAsync(key, [path]);
                Assert.Equal(1, shell.ExitCode);
                Assert.Contains(change.Item3, shell.Said, StringComparison.Ordinal);
            })),
        TestCase("refuses the key of another log", () => WithProofAsync(async (place, _, _) =>
        {
            var other = ProofVectors.Proof.Text("policy").Split('\n')[0][4..];
            using var shell = await RunAsync(other, [Path.Combine(place, "3.proof")]);
            Assert.Equal(1, shell.ExitCode);
            Assert.Contains("has not signed this", shell.Said, StringComparison.Ordinal);
        })));

    // Seven events, each with its proof in a file of its own; the text is that of the one at position 3.
    private static async Task WithProofAsync(Func<string, string, string, Task> body)
    {
        await using var house = await LogHouse.NewAsync();
        await house.HappenAsync(7);
        await house.Builder().GrowAsync(Cancel);
        using var place = new TestFolder();
        var proofs = new List<LogProof>();
        for (var i = 0; i < 7; i++)
        {
            proofs.Add((await house.Published.ProveAsync(new(i), Cancel))!);
            await File.WriteAllBytesAsync(Path.Combine(place.Folder, $"{i}.proof"), proofs[i].ToBytes(), Cancel);
        }

        await body(place.Folder, house.Signer.Key.ToString(), Encoding.UTF8.GetString(proofs[3].ToBytes()));
    }

    private static Task<Shell> RunAsync(string key, string[] files)
    {
        Assert.SkipUnless(
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
                .Any(folder => File.Exists(Path.Combine(folder, "python3"))), "python3 is not here");
        return Shell.RunAsync("verify/proof.py", [key, .. files]);
    }
}
