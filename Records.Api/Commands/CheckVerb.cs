using System.CommandLine;

namespace Records.Api.Commands;

/// <summary><c>records check</c>; what it does is <see cref="Work.CheckAsync"/>.</summary>
internal static class CheckVerb
{
    public static Command Command => WorkVerb.Make("check",
        "Check the whole history and all documents against their hashes (Bestand prüfen).", Work.CheckAsync);
}
