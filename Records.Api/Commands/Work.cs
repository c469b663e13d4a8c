using Records.Api.Embedded;
using Records.Api.Narration;

namespace Records.Api.Commands;

/// <summary>
/// What the verbs do to an installation; the verbs themselves only find it and open it. Every method returns an
/// <see cref="ExitCode"/>.
/// </summary>
internal static class Work
{
    /// <summary>Builds every query table anew from the events, beside the live one, then swaps.</summary>
    public static Task<int> RebuildAsync(Installation installation, INarrator narrator, CancellationToken cancel) => throw NotBuilt("rebuild");

    /// <summary>Reads the whole history and every document, and compares all hashes, chains and checkpoints.</summary>
    public static Task<int> CheckAsync(Installation installation, INarrator narrator, CancellationToken cancel) => throw NotBuilt("check");

    // Loud, so that nobody takes an empty verb for a finished one.
    private static OperatorException NotBuilt(string verb) => new($"'records {verb}' is not built into this version. Nothing was done.");
}
