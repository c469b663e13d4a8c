using Records.Core.InTray;
using static Records.Core.InTray.InTrayEvent;
using static Records.Storage.Json.StoredForm;

namespace Records.Storage.Json;

/// <summary>The stored forms of in-tray events: what came in is content; where it went outlives it.</summary>
public sealed class InTrayEventCodec() : EventCodec<InTrayEvent>(Table, Upcasters.None)
{
    private static readonly StoredForm[] Table =
    [
        Content<InTrayEntryPut>("in-tray-entry-put", 1),
        Content<InTrayEntryReassigned>("in-tray-entry-reassigned", 1),
        Evidence<InTrayEntryRegistered>("in-tray-entry-registered", 1),
        Content<InTrayEntryRejected>("in-tray-entry-rejected", 1),
    ];
}
