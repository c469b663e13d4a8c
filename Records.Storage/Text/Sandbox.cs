using System.Diagnostics;

namespace Records.Storage.Text;

/// <summary>
/// Starts a program on a job: its own process group, lowest priority, hard limits, an empty environment, and by
/// default a bubblewrap sandbox. The program finds the original under <c>../in</c>, and may write where it stands.
/// </summary>
internal sealed class Sandbox(TextSettings settings)
{
    private const string InFolder = "/job/in", PageFolder = "/job/page", ModelFolder = "/job/model";

    /// <summary>Where programs are looked for, whatever the environment of the service says.</summary>
    public const string ProgramFolders = "/usr/local/bin:/usr/bin:/bin";

    // A normal page takes 75 MB, a page of 100 million colour pixels 1.1 GB. None of the programs needs a second
    // process; but without a sandbox all processes and threads of the same user count, the service's own too.
    private string[] Limits =>
    [
        "prlimit", "--as=1610612736", "--cpu=60:61", "--fsize=268435456", "--core=0",
        IsSandboxed ? "--nproc=16" : "--nproc=4096",
        "nice", "-n", "10",
    ];

    private bool IsSandboxed => settings.Sandbox == TextSandbox.Required;

    /// <summary>The command line for a tool and its arguments, to be run on the folders of a job.</summary>
    public ProcessStartInfo Command(string inFolder, string pageFolder, params ReadOnlySpan<string> tool)
    {
        var start = new ProcessStartInfo("setsid")
        {
            WorkingDirectory = pageFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = ProgramFolders;
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["OMP_THREAD_LIMIT"] = "1"; // With more, threads spin while they wait: five times the work.
        if (settings.ModelFolder is { } models)
            start.Environment["TESSDATA_PREFIX"] = IsSandboxed ? ModelFolder : Path.GetFullPath(models);

        string[] sandbox = IsSandboxed ? [.. Bubblewrap(inFolder, pageFolder)] : [];
        foreach (var argument in (string[])[.. sandbox, .. Limits, .. tool])
            start.ArgumentList.Add(argument);
        return start;
    }

    private IEnumerable<string> Bubblewrap(string inFolder, string pageFolder) =>
    [
        "bwrap", "--unshare-all", "--unshare-user", "--uid", "65534", "--gid", "65534", "--hostname", "records",
        "--die-with-parent", "--new-session", "--cap-drop", "ALL",
        "--ro-bind", "/usr", "/usr",
        .. SystemFolders(),
        .. (string[])["/etc/fonts", "/etc/alternatives", "/etc/ld.so.cache", "/var/cache/fontconfig"] is var shared
            ? shared.SelectMany(path => (string[])["--ro-bind-try", path, path]) : [],
        .. settings.ModelFolder is { } models ? (string[])["--ro-bind", Path.GetFullPath(models), ModelFolder] : [],
        "--dev", "/dev",
        "--ro-bind", inFolder, InFolder,
        "--bind", pageFolder, PageFolder, "--chdir", PageFolder,
        // Tesseract packs pictures for a PDF in a file there, and asks nobody where.
        "--symlink", PageFolder, "/tmp",
        // What is left to write would be memory: the root and the devices of the sandbox itself.
        "--remount-ro", "/dev", "--remount-ro", "/", "--",
    ];

    /// <summary>Folders beside <c>/usr</c>: on most systems links into it, on some real ones.</summary>
    private static IEnumerable<string> SystemFolders() =>
        from folder in (string[])["/bin", "/sbin", "/lib", "/lib64"]
        where Directory.Exists(folder)
        from argument in new DirectoryInfo(folder).LinkTarget is { } target
            ? (string[])["--symlink", target, folder]
            : ["--ro-bind", folder, folder]
        select argument;
}
