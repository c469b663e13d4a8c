using Records.Api.Commands;
using Records.Storage.Log;

namespace Records.Api.Embedded;

/// <summary>
/// The keys that sign the logs of an embedded installation: one folder a tenant, made at its first start.
/// </summary>
internal static class LogKeys
{
    /// <summary>
    /// Makes the key of a new log. Where a log was published already a missing key is damage: a new one would begin
    /// another history, so this throws <see cref="OperatorException"/>.
    /// </summary>
    public static void Prepare(DataFolder folder, string tenant)
    {
        var path = folder.LogKey(tenant);
        if (File.Exists(Path.Combine(path, "log-key")))
            return;
        if (File.Exists(Path.Combine(folder.Objects(tenant), "log", "checkpoint")))
        {
            throw new OperatorException(
                $"The key in {path} is missing that signed the log of {tenant}. Bring it back from your backup.");
        }

        FileLogSigner.Create(path, $"{tenant}/log1");
    }
}
