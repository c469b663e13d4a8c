using System.Text.Json.Nodes;
using Records.Core.FilePlan;
using Records.Core.Ports;
using static Records.Core.FilePlan.FilePlanEvent;
using static Records.Storage.Json.StoredForm;

namespace Records.Storage.Json;

/// <summary>
/// The stored forms of file-plan events: evidence throughout, because rules must outlive the files under them.
/// </summary>
public sealed class FilePlanEventCodec() : EventCodec<FilePlanEvent>(Table, Lifts)
{
    private static readonly StoredForm[] Table =
    [
        Evidence<FilePlanCreated>("file-plan-created", 1),
        Evidence<FilePlanVersionBegun>("file-plan-version-begun", 1),
        Evidence<FilePlanEntryAdded>("file-plan-entry-added", 2),
        Evidence<FilePlanEntryRetitled>("file-plan-entry-retitled", 1),
        Evidence<FilePlanEntryEdited>("file-plan-entry-edited", 1),
        Evidence<FilePlanEntryRuled>("file-plan-entry-ruled", 1),
        Evidence<FilePlanEntryIntakeSet>("file-plan-entry-intake-set", 1),
        Evidence<FilePlanEntryFieldsDeclared>("file-plan-entry-fields-declared", 1),
        Evidence<FilePlanEntryAppraised>("file-plan-entry-appraised", 1),
        Evidence<FilePlanEntryRetired>("file-plan-entry-retired", 1),
        Evidence<FilePlanEntryRemoved>("file-plan-entry-removed", 1),
        Evidence<FilePlanEntryTookFiles>("file-plan-entry-took-files", 1),
    ];

    // Form 1 of an added entry knew neither leaf entries nor a day of its own.
    private static readonly Upcasters Lifts = new(new Dictionary<EventType, Func<JsonObject, JsonObject>>
    {
        [new("file-plan-entry-added", 1)] = old =>
        {
            old["isLeaf"] = false;
            old["validFrom"] = null;
            return old;
        },
    });
}
