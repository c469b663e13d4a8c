namespace Records.Api.Embedded;

/// <summary>Files for one pair of eyes (mode 0600), complete under their name or not there at all.</summary>
internal static class PrivateFile
{
    /// <summary>Writes the bytes to disk and then gives them their name, replacing what bore it.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var part = $"{path}.part";
        File.Delete(part);
        using (var file = new FileStream(part, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(part, path, overwrite: true);
    }
}
