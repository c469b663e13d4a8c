using Records.Core.Ports;
using Records.Core.Proofs;

namespace Records.Storage.Log;

/// <summary>The newest checkpoint as it lies beside the tiles.</summary>
internal static class PublishedCheckpoint
{
    public const string Name = "checkpoint";

    public static SignedNote Read(byte[] bytes) => SignedNote.Read(bytes)
        ?? throw new LogForkedException("What lies in the place of the newest checkpoint is none.");
}
