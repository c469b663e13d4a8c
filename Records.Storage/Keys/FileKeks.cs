using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Records.Storage.Objects;
using Records.Storage.Posix;

namespace Records.Storage.Keys;

/// <summary>
/// Key-encryption keys in a folder, one file for each epoch (<c>kek-1</c>, <c>kek-2</c>, …) with 64 hex digits. Keep
/// it apart from every backup of the databases: with both, everything can be read; without it, nothing.
/// </summary>
public sealed class FileKeks : IKekSource
{
    private const UnixFileMode Others = (UnixFileMode)0b000_111_111;

    private readonly Dictionary<int, Kek> keks;

    /// <summary>
    /// Reads the keys. Throws <see cref="KekException"/> when there is none, or others could read them.
    /// </summary>
    public FileKeks(string folder)
    {
        keks = Directory.Exists(folder)
            ? Directory.GetFiles(folder, "kek-*").Select(Read).ToDictionary(kek => kek.Epoch)
            : [];
        Current = keks.Count > 0
            ? keks[keks.Keys.Max()]
            : throw new KekException($"Im Ordner {folder} liegt kein Schlüssel (kek-1).");
    }

    public Kek Current { get; }

    public Kek? Find(int epoch) => keks.GetValueOrDefault(epoch);

    /// <summary>
    /// Makes the key of the first epoch, durably and readable for its owner alone. An explicit step of the first start:
    /// a program that made a key whenever it found none would bury a lost one. Throws <see cref="KekException"/> when
    /// there is one.
    /// </summary>
    public static void Create(string folder)
    {
        Durable.CreateFolder(folder);
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        if (!Durable.TryCreate(Path.Combine(folder, "kek-1"), Encoding.ASCII.GetBytes(secret + "\n")))
            throw new KekException($"Im Ordner {folder} liegt schon ein Schlüssel.");
    }

    private static Kek Read(string path)
    {
        if ((File.GetUnixFileMode(path) & Others) != 0)
            throw new KekException($"Den Schlüssel {path} können andere lesen. Abhilfe: chmod 600 {path}");
        if (!int.TryParse(Path.GetFileName(path)[4..], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch))
            throw new KekException($"Der Name {path} nennt keine Epoche.");

        Span<byte> secret = stackalloc byte[32];
        var text = File.ReadAllText(path).TrimEnd('\n');
        return text.Length == 64 && Convert.FromHexString(text, secret, out _, out _) == OperationStatus.Done
            ? new(epoch, secret)
            : throw new KekException($"In der Datei {path} stehen nicht die 64 Hexziffern eines Schlüssels.");
    }
}

/// <summary>A key-encryption key is missing, damaged or open to others. The message is for the administrator.</summary>
public sealed class KekException(string message) : Exception(message);
