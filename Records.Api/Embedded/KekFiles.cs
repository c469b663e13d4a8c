using System.Security.Cryptography;
using System.Text;
using Records.Api.Commands;

namespace Records.Api.Embedded;

/// <summary>
/// The key-encryption keys (KEK) of an embedded installation: one file a tenant, 32 random bytes as one line of
/// base64, short enough for a sheet of paper in a safe.
/// </summary>
internal static class KekFiles
{
    /// <summary>
    /// Makes the key of a new tenant. For a tenant that has keys already a missing file is damage: a new key would
    /// open nothing and would hide the loss, so this throws <see cref="OperatorException"/>.
    /// </summary>
    public static void Prepare(DataFolder folder, string tenant, bool hasKeys)
    {
        var path = folder.Kek(tenant);
        if (File.Exists(path))
            return;
        if (hasKeys)
            throw new OperatorException($"The key file {path} is missing, and without it no record of {tenant} can be read. Bring it back from your backup.");

        var key = RandomNumberGenerator.GetBytes(32);
        PrivateFile.Write(path, Encoding.ASCII.GetBytes(Convert.ToBase64String(key) + "\n"));
        CryptographicOperations.ZeroMemory(key);
    }
}
