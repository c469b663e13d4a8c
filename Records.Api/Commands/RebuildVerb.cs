using System.CommandLine;

namespace Records.Api.Commands;

/// <summary><c>records rebuild</c>; what it does is <see cref="Work.RebuildAsync"/>.</summary>
internal static class RebuildVerb
{
    public static Command Command => WorkVerb.Make("rebuild",
        "Build all query tables anew from the events (Sichten neu aufbauen).", Work.RebuildAsync);
}
