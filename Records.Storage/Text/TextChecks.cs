using System.Text;
using System.Text.RegularExpressions;
using Records.Core.Deciding;
using Records.Core.History;

namespace Records.Storage.Text;

/// <summary>Whether this machine can recognise text.</summary>
/// <param name="Missing">
/// What is missing, as German sentences for the person who installs it; none when all is there.
/// </param>
/// <param name="Engine">
/// Programs and model with their versions, as kept with every text; empty while something is missing.
/// </param>
public sealed record TextReadiness(ValueList<string> Missing, string Engine)
{
    public bool IsReady => Missing.Count == 0;

    /// <summary>
    /// What is missing for searchable copies of PDF alone, as such a sentence; null where nothing is. Text is read all
    /// the same.
    /// </summary>
    public string? ForCopies { get; init; }
}

/// <summary>
/// Looks for everything text recognition needs, by using it: the sandbox is made, the model is loaded. So a cut
/// model shows at the start and not as damage of every document.
/// </summary>
public static partial class TextChecks
{
    private static readonly (string[] Programs, string Sentence)[] Needed =
    [
        (["tesseract"],
            "Das Programm Tesseract fehlt; ohne es wird in Scans kein Text erkannt (Debian: tesseract-ocr)."),
        (["pdfinfo", "pdftotext", "pdfimages", "pdftoppm"],
            "Die Poppler-Programme fehlen; ohne sie wird kein PDF gelesen (Debian: poppler-utils)."),
        (["setsid", "prlimit", "nice"],
            "Die Programme setsid, prlimit oder nice fehlen; ohne sie gibt es keine Grenzen für Zeit und Speicher "
            + "(Debian: util-linux, coreutils)."),
    ];

    private const string NoSandbox =
        "Das Programm bubblewrap fehlt; ohne Abschottung wird kein fremdes Dokument geöffnet (Debian: bubblewrap). "
        + "Wo der ganze Dienst anders abgeschottet ist, kann in den Einstellungen darauf verzichtet werden.";

    private const string NoQpdf =
        "Das Programm qpdf fehlt; ohne es bekommen gescannte PDF- und TIFF-Dateien keine durchsuchbare Fassung "
        + "(Debian: qpdf).";

    private const string NoGerman =
        "Das deutsche Sprachmodell fehlt oder ist beschädigt (Debian: tesseract-ocr-deu).";

    private const string NoOrientation =
        "Das Modell für die Ausrichtung von Seiten (osd) fehlt oder ist beschädigt (Debian: tesseract-ocr-osd).";

    /// <summary>Never throws for what is missing. Takes a tenth of a second of computing.</summary>
    public static async Task<TextReadiness> RunAsync(TextSettings settings, CancellationToken cancel)
    {
        List<string> missing =
            [.. from needed in Needed where !needed.Programs.All(IsInstalled) select needed.Sentence];
        if (settings.Sandbox == TextSandbox.Required && !IsInstalled("bwrap"))
            missing.Add(NoSandbox);
        if (missing.Count > 0)
            return new([.. missing], "");

        try
        {
            using var job = await Job.CreateAsync(settings.WorkFolder, Stream.Null, 0, cancel);
            // The patience set for documents is not for probes.
            var usual = new TextSettings(settings.WorkFolder);
            var probing = usual with { Sandbox = settings.Sandbox, ModelFolder = settings.ModelFolder };
            var readiness = await job.OnPageAsync(page => ProbeAsync(new(probing), page, cancel));
            return readiness with
            {
                ForCopies = settings.MakesCopies && !IsInstalled("qpdf") ? NoQpdf : null,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new([$"Im Arbeitsordner »{settings.WorkFolder}« kann nicht geschrieben werden: {e.Message}"], "");
        }
        catch (TextUnavailableException e)
        {
            var what = settings.Sandbox == TextSandbox.Required
                ? "Die Abschottung mit bubblewrap lässt sich hier nicht einrichten"
                : "Die Programme zur Texterkennung lassen sich hier nicht starten";
            return new([$"{what}: {e.Message.Trim()}"], "");
        }
        catch (UnreadableException e)
        {
            return new([$"Die Programme zur Texterkennung antworten nicht ({e.Failure})."], "");
        }
    }

    private static async Task<TextReadiness> ProbeAsync(Tools tools, PageFolder page, CancellationToken cancel)
    {
        await tools.ReadAsync(page, 1024, cancel, "true");

        byte[] blank = [.. "P5\n16 16\n255\n"u8, .. new byte[256]];
        await File.WriteAllBytesAsync(Path.Combine(page.Path, "blank.pgm"), blank, cancel);
        var model = await tools.RecogniseAsync(
            page, cancel, "tesseract", "blank.pgm", "blank", "-l", "deu", "--psm", "1");
        if (model.Code != 0)
            return new([NoGerman], "");
        if (model.Errors.Contains("'osd'", StringComparison.Ordinal))
            return new([NoOrientation], "");

        var tesseract = Version().Match(await SaysAsync("tesseract", "--version"));
        var poppler = Version().Match(await SaysAsync("pdfinfo", "-v"));
        var models = tools.Settings.ModelFolder
            ?? ModelFolder().Match(await SaysAsync("tesseract", "--list-langs")).Groups[1].Value;
        var german = await FingerprintAsync(Path.Combine(models, "deu.traineddata"), cancel);
        return new([], $"tesseract {tesseract}, deu {german}, poppler {poppler}");

        async Task<string> SaysAsync(params string[] command)
        {
            var exit = await tools.ReadAsync(page, 64 * 1024, cancel, command);
            return Encoding.UTF8.GetString(exit.Output) + exit.Errors;
        }
    }

    /// <summary>Models have no version, so the first eight digits of their SHA-256 stand for it.</summary>
    private static async Task<string> FingerprintAsync(string model, CancellationToken cancel) =>
        File.Exists(model) ? Digest.Of(await File.ReadAllBytesAsync(model, cancel)).ToString()[..8] : "unknown";

    private static bool IsInstalled(string program) =>
        Sandbox.ProgramFolders.Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    [GeneratedRegex(@"\d+(\.\d+)+")]
    private static partial Regex Version();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex ModelFolder();
}
