using Xunit;
using Xunit.Sdk;

namespace Records.Tests.Testing;

public sealed class PatienceTests : Suite<PatienceTests>, ISuite
{
    public static Test Tests => TestList("patience",
        TestCase("ends when it is so", async () =>
        {
            var times = 0;
            await Patience.UntilAsync(() => times == 3, meanwhile: () => times++);
            Assert.Equal(3, times);
        }),
        TestCase("fails by the words of what did not come", async () =>
        {
            var isOpen = false;
            var failed = await Assert.ThrowsAsync<FailException>(
                () => Patience.UntilAsync(() => isOpen, patience: TimeSpan.FromMilliseconds(20)));
            Assert.Contains("() => isOpen", failed.Message, StringComparison.Ordinal);
        }),
        TestCase("asks once at least, however short it is", () =>
            Patience.UntilAsync(() => Task.FromResult(true), patience: TimeSpan.Zero)),
        TestCase("does not hide why asking failed", () => Assert.ThrowsAsync<IOException>(
            () => Patience.UntilAsync(() => Task.FromException<bool>(new IOException("cut"))))));
}
