using System.ComponentModel;
using System.Diagnostics;
using Records.Core.Documents;
using Records.Core.Ports;
using Records.Storage.Text;

namespace Records.Bench;

/// <summary>
/// What it costs to read a page and to make a searchable copy of it, in processor seconds of the program and all its
/// children, beside bare Tesseract on the same page in the same round; and beside ocrmypdf as it comes, where that is
/// installed: the same language, and a searchable PDF too. Processor seconds hold on a busy machine, where seconds on
/// the clock do not.
/// </summary>
internal static class TextBench
{
    private const int PagesOfABundle = 5;

    public static async Task<int> RunAsync(Flags flags)
    {
        var rounds = flags.Take("rounds", 3, 1, 100);
        flags.End();
        var report = new Report("text", flags.AsJson);
        Orphans.Adopt();
        report.Begin($"A4 at 300 dpi, {rounds} rounds of each in turn, the middle one shown");

        var samples = Samples();
        var jpeg = await File.ReadAllBytesAsync(Path.Combine(samples, "p01-01-scan.jpg"));
        var folder = Directory.CreateTempSubdirectory("records-bench-").FullName;
        try
        {
            var page = Path.Combine(folder, "page.jpg");
            await File.WriteAllBytesAsync(page, jpeg);
            var recognition = new TesseractRecognition(new(Path.Combine(folder, "work")));

            var (scans, bitonal) = (
                MadeScan.Pdf(jpeg, PagesOfABundle, stamp: ""), await File.ReadAllBytesAsync(Path.Combine(samples, "p05-g4.pdf")));
            var (ours, theirs) = ("", "");
            var kinds = new List<Kind>
            {
                new("bare", 1, () => RunAsync("tesseract", page, Path.Combine(folder, "bare"), "-l", "deu", "--psm", "3")),
                new("image", 1, async () => ours = await ReadAsync(recognition, jpeg, 1)),
                new("scan", PagesOfABundle, () => ReadAsync(recognition, scans, PagesOfABundle)),
                new("drawn", 1, () => ReadAsync(recognition, MadeScan.Pdf(jpeg, 1, stamp: "Eingang 5. 3. 2026"), 1)),
                new("bitonal", PagesOfABundle, () => ReadAsync(recognition, bitonal, PagesOfABundle)),
            };
            if (IsThere("ocrmypdf"))
            {
                kinds.Add(new("other scan", PagesOfABundle, async () => theirs = await OtherAsync(folder, scans)));
                kinds.Add(new("other bitonal", PagesOfABundle, () => OtherAsync(folder, bitonal)));
            }

            // Once for the program to be warm; the others begin anew each time.
            await ReadAsync(recognition, jpeg, 1);
            // In turn, so that whoever else uses the machine slows all of them alike.
            for (var round = 0; round < rounds; round++)
                foreach (var kind in kinds)
                    await kind.MeasureAsync();

            var by = kinds.ToDictionary(kind => kind.Name, kind => kind.Middle);
            var truth = await File.ReadAllTextAsync(Path.Combine(samples, "gt", "p01-01.gt.txt"));
            report.Add("bareSeconds", by["bare"], "CPU s/page", "bare Tesseract");
            report.Add("imageRatio", by["image"] / by["bare"], "", "an image, against bare Tesseract", "1.10");
            report.Add("scanRatio", by["scan"] / by["bare"], "", "a scanned PDF page, against bare Tesseract", "1.10");
            report.Add("drawnRatio", by["drawn"] / by["bare"], "", "a PDF page that must be drawn", "1.25");
            report.Add("errorPercent", 100 * ErrorRate.Of(truth, ours), "%", "wrong characters of the page");
            if (by.TryGetValue("other scan", out var other))
            {
                report.Add("ocrmypdfRatio", other / by["scan"], "", "ocrmypdf on the scanned pages, against ours",
                    "at least 3");
                report.Add("ocrmypdfBitonalRatio", by["other bitonal"] / by["bitonal"], "", "the same on bitonal pages");
                report.Add("ocrmypdfErrorPercent", 100 * ErrorRate.Of(truth, theirs), "%",
                    "wrong characters of ocrmypdf's first page");
            }
            report.End();
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The samples of the tests, found from wherever this is run.
    private static string Samples()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Records.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Not in the repository.");
        return Path.Combine(folder, "Records.Tests", "samples", "own");
    }

    /// <summary>The text of the first page.</summary>
    private static async Task<string> ReadAsync(TesseractRecognition recognition, byte[] document, int pages)
    {
        using var stream = new MemoryStream(document);
        var outcome = await recognition.RecogniseAsync(stream, MediaType.Unknown, CancellationToken.None);
        if (outcome is not TextOutcome.Read { Pages: var read, Copy: { } copy } || read.Count != pages
            || read.Any(page => page.Source is not TextSource.Recognised))
            throw new InvalidOperationException($"The pages were not read: {outcome}.");
        copy.Dispose();
        return read[0].Text;
    }

    private static async Task<string> OtherAsync(string folder, byte[] document)
    {
        var (original, side) = (Path.Combine(folder, "in.pdf"), Path.Combine(folder, "side.txt"));
        await File.WriteAllBytesAsync(original, document);
        await RunAsync(
            "ocrmypdf", "-l", "deu", "--jobs", "1", "--sidecar", side, original, Path.Combine(folder, "out.pdf"));
        return (await File.ReadAllTextAsync(side)).Split('\f')[0];
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        using var child = Process.Start(start)!;
        var (said, complained) = (child.StandardOutput.ReadToEndAsync(), child.StandardError.ReadToEndAsync());
        await child.WaitForExitAsync();
        if (child.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {child.ExitCode}: {await complained}{await said}");
    }

    private static bool IsThere(string program)
    {
        try
        {
            using var child = Process.Start(new ProcessStartInfo(program, "--version") { RedirectStandardOutput = true })!;
            child.WaitForExit();
            return child.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>One way to read, and what each round of it took.</summary>
    private sealed record Kind(string Name, int Pages, Func<Task> Read)
    {
        private readonly List<double> taken = [];

        public double Middle => taken.Order().ElementAt(taken.Count / 2);

        public async Task MeasureAsync()
        {
            Orphans.AwaitAll();
            var before = ProcessorTime.OfThis;
            await Read();
            Orphans.AwaitAll();
            taken.Add((ProcessorTime.OfThis - before) / Pages);
        }
    }
}
