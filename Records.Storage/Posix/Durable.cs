using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Records.Storage.Posix;

/// <summary>
/// What must survive a power cut is written through here: objects, keys, checkpoints. On Linux
/// <c>FileStream.Flush(true)</c> and <c>RandomAccess.FlushToDisk</c> return normally when the disk has failed, and
/// neither can flush a folder, so the system is called directly. Every failure is an <see cref="IOException"/> with
/// the system's error number as its <c>HResult</c>.
/// </summary>
public static partial class Durable
{
    private const int ReadOnly = 0, CloseOnExec = 0x80000;
    private const int Interrupted = 4, AlreadyExists = 17;

    /// <summary>The bytes written so far are on the disk.</summary>
    public static void Flush(SafeFileHandle file)
    {
        while (FileSync(file) != 0)
            ThrowUnlessInterrupted("Flushing a file");
    }

    /// <summary>The folder's entries are on the disk: what was made, renamed or removed in it.</summary>
    public static void FlushFolder(string folder)
    {
        SafeFileHandle handle;
        while ((handle = Open(folder, ReadOnly | CloseOnExec)).IsInvalid)
        {
            handle.Dispose();
            ThrowUnlessInterrupted($"Opening the folder '{folder}'");
        }

        using (handle)
            Flush(handle);
    }

    /// <summary>Makes the folder and its missing parents, entries durable. May exist already.</summary>
    /// <param name="mode">Whom it lets in; the own user only when nothing is said.</param>
    public static void CreateFolder(string folder, UnixFileMode mode = OwnerOnly)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (Directory.Exists(full))
            return;

        if (Path.GetDirectoryName(full) is { } parent)
        {
            CreateFolder(parent, mode);
            Directory.CreateDirectory(full, mode);
            FlushFolder(parent);
        }
    }

    /// <summary>
    /// Gives a flushed file its name, durably; false when the name is taken, and then nothing changed. Both lie in
    /// the same file system. A plain rename would overwrite in silence; a link cannot.
    /// </summary>
    public static bool Publish(string temporary, string path)
    {
        if (Link(temporary, path) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            return error == AlreadyExists ? false : throw Failed($"Naming the file '{path}'", error);
        }

        try
        {
            FlushFolder(Path.GetDirectoryName(path)!);
        }
        catch (IOException)
        {
            File.Delete(path);
            throw;
        }

        File.Delete(temporary);
        return true;
    }

    /// <summary>
    /// Makes a small file, readable by the own user only, whole or not at all; false when there is one of this name,
    /// and then nothing changed.
    /// </summary>
    public static bool TryCreate(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            Write(temporary, bytes);
            return Publish(temporary, path);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>
    /// Writes a small file, readable by the own user only, whole or not at all: after a crash it holds the old
    /// bytes or the new ones.
    /// </summary>
    public static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            Write(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Removes the file, durably. False when there was none.</summary>
    public static bool Remove(string path)
    {
        if (!File.Exists(path))
            return false;

        File.Delete(path);
        FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return true;
    }

    /// <summary>A new file that only the own user may read and write.</summary>
    internal static SafeFileHandle CreateFile(string path)
    {
        var file = File.OpenHandle(
            path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, FileOptions.Asynchronous);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    private static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = CreateFile(path);
        RandomAccess.Write(file, bytes, 0);
        Flush(file);
    }

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static void ThrowUnlessInterrupted(string what)
    {
        var error = Marshal.GetLastPInvokeError();
        if (error != Interrupted)
            throw Failed(what, error);
    }

    private static IOException Failed(string what, int error) =>
        new($"{what} failed: {Marshal.GetPInvokeErrorMessage(error)}.", error);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FileSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string added);
}
