using Records.Core.CaseFiles.Renditions;
using Records.Core.Documents;
using Records.Core.Ports;
using Records.Storage.Text;
using Xunit;

namespace Records.Tests.Text;

/// <summary>Reads documents in tests, and says how well they were read.</summary>
internal static class Reading
{
    /// <summary>Reads with everything as it is in service. Skips the test where the machine cannot.</summary>
    public static Task<TextOutcome> OfAsync(byte[] document) => OfAsync(AsInService.Value, document);

    /// <summary>The same with other limits. Whatever comes out, nothing may be left in the work folder.</summary>
    public static async Task<TextOutcome> OfAsync(byte[] document, Func<TextSettings, TextSettings> with)
    {
        using var work = new TestFolder();
        var outcome = await OfAsync(new TesseractRecognition(with(new(work.Folder))), document);
        Assert.Empty(Directory.GetFileSystemEntries(work.Folder));
        return outcome;
    }

    public static async Task<TextOutcome.Read> PagesOfAsync(byte[] document) =>
        Assert.IsType<TextOutcome.Read>(await OfAsync(document));

    /// <summary>The searchable copy with what is said of it; null where none was made.</summary>
    public static async Task<(byte[] Pdf, Making Making)?> CopyOfAsync(byte[] document)
    {
        var read = await PagesOfAsync(document);
        Assert.Null(read.CopyFault);
        if (read.Copy is not { } copy)
            return null;
        using (copy)
        {
            var pdf = new MemoryStream();
            await copy.Pdf.CopyToAsync(pdf, Cancel);
            return (pdf.ToArray(), copy.Making);
        }
    }

    /// <summary>The only page.</summary>
    public static async Task<PageText> PageOfAsync(byte[] document) =>
        Assert.Single((await PagesOfAsync(document)).Pages);

    /// <summary>Skips the test where the machine cannot recognise text.</summary>
    public static async Task<TextReadiness> SkipUnlessReadyAsync()
    {
        var readiness = await AsInService.Value.CheckAsync(Cancel);
        Assert.SkipUnless(readiness.IsReady, string.Join(" ", readiness.Missing));
        return readiness;
    }

    /// <summary>
    /// Levenshtein distance as a share of the true text, white space collapsed, dashes, dots between words and quotes
    /// alike.
    /// </summary>
    public static double ErrorRate(string truth, string read)
    {
        var (expected, actual) = (Collapse(truth), Collapse(read));
        var row = Enumerable.Range(0, actual.Length + 1).ToArray();
        for (var i = 1; i <= expected.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= actual.Length; j++)
            {
                var replaced = diagonal + (expected[i - 1] == actual[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return (double)row[^1] / expected.Length;
    }

    /// <summary>
    /// The share of the true words that were read, each as often as it stands there. Words as an index sees them:
    /// letters and figures.
    /// </summary>
    public static double Recall(string truth, string actual)
    {
        var found = WordsOf(actual).CountBy(word => word).ToDictionary();
        var words = WordsOf(truth).CountBy(word => word).ToList();
        var read = words.Sum(word => Math.Min(word.Value, found.GetValueOrDefault(word.Key)));
        return (double)read / words.Sum(word => word.Value);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<TextOutcome> OfAsync(TesseractRecognition recognition, byte[] document)
    {
        await SkipUnlessReadyAsync();
        return await recognition.RecogniseAsync(new MemoryStream(document), MediaType.Unknown, Cancel);
    }

    private static string[] WordsOf(string text) =>
        new string([.. text.Select(c => char.IsLetterOrDigit(c) ? c : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Collapse(string text) => string.Join(' ', new string([.. text.Select(c => c switch
    {
        '–' or '—' or '·' => '-',
        '„' or '“' or '”' or '»' or '«' => '"',
        '‚' or '‘' or '’' => '\'',
        _ => c,
    })]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static readonly Lazy<TesseractRecognition> AsInService = new(() =>
    {
        var work = new TestFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => work.Dispose();
        return new(new(work.Folder));
    });
}
