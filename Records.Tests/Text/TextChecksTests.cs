using Records.Core.Documents;
using Records.Storage.Text;
using Xunit;

namespace Records.Tests.Text;

public sealed class TextChecksTests : Suite<TextChecksTests>, ISuite
{
    public static Test Tests => Slow(TestList("text check",
        TestCase("names the engine where all is there", async () =>
        {
            var readiness = await Reading.SkipUnlessReadyAsync();
            Assert.Contains("tesseract", readiness.Engine, StringComparison.Ordinal);
        }),

        TestCase("says that the German model is missing", () => WithModels(_ => { }, readiness =>
            Assert.Contains("deutsche Sprachmodell", Assert.Single(readiness.Missing), StringComparison.Ordinal))),

        TestCase("says that the German model is cut, before any document suffers", () => WithModels(
            folder => File.WriteAllBytes(Path.Combine(folder, "deu.traineddata"), new byte[100_000]),
            readiness =>
                Assert.Contains("deutsche Sprachmodell", Assert.Single(readiness.Missing), StringComparison.Ordinal))),

        TestCase("says that the work folder cannot be written", async () =>
        {
            await Reading.SkipUnlessReadyAsync();
            var readiness = await TextChecks.RunAsync(new("/dev/null/work"), Cancel);
            Assert.Contains("Arbeitsordner", Assert.Single(readiness.Missing), StringComparison.Ordinal);
        }),

        TestCase("keeps the machine's fault from being the document's", () => WithModels(_ => { }, async settings =>
        {
            var recognition = new TesseractRecognition(settings);
            await Assert.ThrowsAsync<TextUnavailableException>(() =>
                recognition.RecogniseAsync(new MemoryStream(Samples.Bytes("own/p01-scan.pdf")), MediaType.Pdf, Cancel));
            Assert.Empty(Directory.GetFileSystemEntries(settings.WorkFolder));
        })),

        TestCase("removes what a crash has left in the work folder", () =>
        {
            using var work = new TestFolder();
            var left =
                Directory.CreateDirectory(Path.Combine(work.Folder, $"records-work-{Guid.NewGuid():N}")).FullName;
            File.WriteAllText(Path.Combine(left, "original"), "clear text");
            File.WriteAllText(left + ".lock", "");

            _ = new TesseractRecognition(new(work.Folder));
            Assert.Empty(Directory.GetFileSystemEntries(work.Folder));
        })));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task WithModels(Action<string> prepare, Action<TextReadiness> check) =>
        WithModels(prepare, async settings => check(await TextChecks.RunAsync(settings, Cancel)));

    private static async Task WithModels(Action<string> prepare, Func<TextSettings, Task> body)
    {
        await Reading.SkipUnlessReadyAsync();
        using var models = new TestFolder();
        using var work = new TestFolder();
        prepare(models.Folder);
        await body(new(work.Folder) { ModelFolder = models.Folder });
    }
}
