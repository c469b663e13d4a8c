using Records.Core.History;
using Xunit;

namespace Records.Tests.History;

public sealed class DigestTests : Suite<DigestTests>, ISuite
{
    public static Test Tests => TestList("lengths in the record form",
        TestEach("a digest has 32 bytes, not", [0, 31, 33], length =>
            Assert.Contains("32 bytes", Assert.Throws<ArgumentException>(() =>
                Digest.FromBytes(new byte[length])).Message, StringComparison.Ordinal)),
        // A byte moved from the content into the salt would hash the same.
        TestEach("a salt has 32 bytes, not", [0, 31, 33], length =>
            Assert.Contains("32 bytes", Assert.Throws<ArgumentException>(() =>
                ContentCommitment.Of(new byte[length], [])).Message, StringComparison.Ordinal)));
}
