using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Records.Storage.Posix;

namespace Records.Storage.Embedded;

/// <summary>
/// The paths of one private cluster. Everything in it belongs to the user who runs PostgreSQL, and to nobody else.
/// </summary>
internal sealed class ClusterFolder(string root, ServiceUser? user)
{
    private const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    // The kernel takes 107 bytes for the path of a socket, of which its name needs "/.s.PGSQL.5432".
    private const int LongestSocketFolder = 107 - 14;

    public string Data => Path.Combine(root, "data");
    public string Unfinished => Path.Combine(root, "data.unfinished");
    private string PostmasterSign => Path.Combine(Data, "postmaster.pid");
    public string StartLog => Path.Combine(root, "start.log");
    public string Lock => Path.Combine(root, "lock");
    public bool IsMade => File.Exists(Path.Combine(Data, "PG_VERSION"));

    public void Prepare() => MakePrivate(root);

    /// <summary>From now on the cluster is made.</summary>
    public void Finish()
    {
        Directory.Move(Unfinished, Data);
        Durable.FlushFolder(root);
    }

    /// <summary>
    /// The folder of the socket: below the cluster when the path is short enough and PostgreSQL can write it down,
    /// else below the system's temporary folder under a name made from the cluster's path.
    /// </summary>
    public async Task<string> SocketsAsync(CancellationToken cancel)
    {
        var own = Path.Combine(root, "socket");
        if (Encoding.UTF8.GetByteCount(own) <= LongestSocketFolder && !own.AsSpan().ContainsAny(",'\";\\"))
            return MakePrivate(own);

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(root)))[..16];
        var shared = Path.Combine(Path.GetTempPath(), $"records-{hash}");
        if (!Path.Exists(shared))
            MakePrivate(shared);

        // Anybody may have put something of this name into the shared folder, to listen in our stead.
        var child = await Child.RunAsync("stat", ["-c", "%u %a %F", "--", shared], cancel);
        return child.Said == $"{user?.Id ?? Libc.EffectiveUserId} 700 directory"
            ? shared
            : throw new EmbeddedPostgresException(
                $"Der Ordner {shared} gehört einem anderen Benutzer ({child.Said}).");
    }

    /// <summary>
    /// The postmaster of this cluster, or null. The number in its file alone proves nothing: after a restart of
    /// the machine another program may have it. A postmaster works in its data folder, and no other program does.
    /// </summary>
    public int? FindPostmaster()
    {
        try
        {
            // Number, folder and start time; the lines after them still change while it starts.
            var sign = File.ReadLines(PostmasterSign).Take(3).ToArray();
            var id = int.Parse(sign[0], CultureInfo.InvariantCulture);
            return File.ReadLines($"/proc/{id}/cwd/postmaster.pid").Take(3).SequenceEqual(sign) ? id : null;
        }
        catch (Exception e) when (
            e is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>
    /// Removes the sign of a postmaster that is gone, so that its number in another's hands stops nobody.
    /// </summary>
    public void ForgetPostmaster() => File.Delete(PostmasterSign);

    /// <summary>Lets the user who runs PostgreSQL read a file that was written on his behalf.</summary>
    public void HandOver(string path)
    {
        if (user is not null)
            Libc.ChangeOwner(path, user.Id, user.Group);
    }

    // The folders above it are as open as usual: the user who runs PostgreSQL has to pass through them.
    private string MakePrivate(string folder)
    {
        Durable.CreateFolder(Path.GetDirectoryName(folder)!, Open);
        Durable.CreateFolder(folder);
        HandOver(folder);
        return folder;
    }
}
