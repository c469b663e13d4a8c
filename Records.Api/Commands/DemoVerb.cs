using System.CommandLine;

namespace Records.Api.Commands;

/// <summary><c>records demo</c>; what it does is <see cref="Work.DemoAsync"/>.</summary>
internal static class DemoVerb
{
    public static Command Command => WorkVerb.Make("demo",
        "Show the main job on a running installation (Vorführung).", Work.DemoAsync);
}
