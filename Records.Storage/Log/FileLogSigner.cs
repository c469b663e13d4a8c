using System.Text;
using Records.Core.Deciding;
using Records.Core.History;
using Records.Core.Ports;
using Records.Core.Proofs;
using Records.Storage.Posix;

namespace Records.Storage.Log;

/// <summary>
/// The key of a log in a folder of its own (<c>log-key</c>), with what it signed last (<c>log-head</c>). Several
/// processes may sign from one folder: they take turns. Keep the folder apart from the backups of the database; when
/// a backup is brought back, this one must not go back with it.
/// </summary>
public sealed class FileLogSigner : ILogSigner
{
    private const UnixFileMode Others = (UnixFileMode)0b000_111_111;

    private static readonly TimeSpan BetweenTurns = TimeSpan.FromMilliseconds(10);

    private readonly string folder;
    private readonly SigningKey key;

    /// <summary>
    /// Reads the key; throws <see cref="LogKeyException"/> where there is none, or others could read it.
    /// </summary>
    public FileLogSigner(string folder)
    {
        this.folder = folder;
        var path = Path.Combine(folder, "log-key");
        if (!File.Exists(path))
            throw new LogKeyException($"Im Ordner {folder} liegt kein Schlüssel des Protokolls (log-key).");
        if ((File.GetUnixFileMode(path) & Others) != 0)
            throw new LogKeyException($"Den Schlüssel {path} können andere lesen. Abhilfe: chmod 600 {path}");
        try
        {
            key = SigningKey.Parse(File.ReadAllText(path).TrimEnd('\n'));
        }
        catch (FormatException)
        {
            throw new LogKeyException($"In der Datei {path} steht kein Schlüssel eines Protokolls.");
        }
    }

    public NoteKey Key => key.Key;

    public SignedNote? Last => File.Exists(HeadPath)
        ? PublishedCheckpoint.Read(File.ReadAllBytes(HeadPath))
        : null;

    private string HeadPath => Path.Combine(folder, "log-head");

    /// <summary>
    /// Makes the key of a new log, durably and readable for its owner alone. An explicit step: a program that made one
    /// whenever it found none would begin a second history in silence. Throws <see cref="LogKeyException"/> when there
    /// is one.
    /// </summary>
    /// <param name="origin">The log's name for ever: without spaces and plus signs.</param>
    public static void Create(string folder, string origin)
    {
        Durable.CreateFolder(folder);
        var secret = Encoding.UTF8.GetBytes(SigningKey.Create(origin).ToSecretText() + "\n");
        if (!Durable.TryCreate(Path.Combine(folder, "log-key"), secret))
            throw new LogKeyException($"Im Ordner {folder} liegt schon ein Schlüssel des Protokolls.");
    }

    public async Task<SignedNote?> SignAsync(Checkpoint next, ValueList<Digest> proof, CancellationToken cancel)
    {
        await using var turn = await TakeTurnAsync(cancel);
        if (next.Origin != Key.Name)
            throw new LogForkedException($"The key is that of {Key.Name}, not of {next.Origin}.");
        if (Last is { } last)
        {
            var signed = Checkpoint.Read(last.Text)
                ?? throw new LogForkedException("What the signer remembers is no checkpoint.");
            if (signed == next)
                return last;
            if (signed.Size > next.Size)
                return null;
            if (!MerkleProofs.ShowsConsistency(signed.Size, next.Size, signed.Root, next.Root, proof))
                throw new LogForkedException(
                    $"A checkpoint of size {next.Size} does not continue the signed one of size {signed.Size}.");
        }

        var note = new SignedNote(next.ToText(), []);
        note = note.With(key.Sign(note));
        Durable.Replace(HeadPath, note.ToBytes());
        return note;
    }

    // The lock ends with the process that holds it, whatever becomes of that.
    private async Task<FileStream> TakeTurnAsync(CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return new(
                    Path.Combine(folder, "log-turn"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Directory.Exists(folder))
            {
                await Task.Delay(BetweenTurns, cancel);
            }
        }
    }
}

/// <summary>The key of a log is missing, damaged or open to others. The message is for the administrator.</summary>
public sealed class LogKeyException(string message) : Exception(message);
