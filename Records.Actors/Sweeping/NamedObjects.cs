using Records.Core.CaseFiles;
using Records.Core.Ports;
using static Records.Core.CaseFiles.CaseFileEvent;

namespace Records.Actors.Sweeping;

/// <summary>
/// The objects an event names: what it says lies in the object store. An object that is forgotten here would be swept,
/// so a test walks every event and looks for object ids wherever they may stand.
/// </summary>
public static class NamedObjects
{
    public static IEnumerable<ObjectId> Of(CaseFileEvent happened) => happened switch
    {
        DocumentFiled e => [e.Content.Object],
        VersionAdded e => [e.Content.Object],
        TextNoted e => [e.Text.Object],
        _ => [],
    };
}
