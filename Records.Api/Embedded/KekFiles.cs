using Records.Api.Commands;
using Records.Storage.Keys;

namespace Records.Api.Embedded;

/// <summary>
/// The key-encryption keys (KEK) of an embedded installation: one folder a tenant, made at its first start.
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
        if (Directory.Exists(path) && Directory.GetFiles(path, "kek-*").Length > 0)
            return;
        if (hasKeys)
        {
            throw new OperatorException(
                $"The keys in {path} are missing, and without them no record of {tenant} can be read. "
                + "Bring them back from your backup.");
        }

        FileKeks.Create(path);
    }
}
