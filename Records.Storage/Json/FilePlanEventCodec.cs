using Records.Core.FilePlan;
using static Records.Core.FilePlan.FilePlanEvent;
using static Records.Storage.Json.StoredForm;

namespace Records.Storage.Json;

/// <summary>
/// The stored forms of file-plan events: evidence throughout, because rules must outlive the files under them.
/// </summary>
public sealed class FilePlanEventCodec() : EventCodec<FilePlanEvent>(Table, Upcasters.None)
{
    private static readonly StoredForm[] Table =
    [
        Evidence<FilePlanEntryAdded>("file-plan-entry-added", 1),
        Evidence<FilePlanEntryRetitled>("file-plan-entry-retitled", 1),
        Evidence<FilePlanEntryRuled>("file-plan-entry-ruled", 1),
        Evidence<FilePlanEntryRetired>("file-plan-entry-retired", 1),
        Evidence<FilePlanEntryTookFiles>("file-plan-entry-took-files", 1),
    ];
}
