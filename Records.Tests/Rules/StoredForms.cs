using Records.Storage.Json;

namespace Records.Tests.Rules;

/// <summary>The present stored forms of every kind of event; a codec that is new is added here.</summary>
internal static class StoredForms
{
    public static IReadOnlyList<StoredForm> All { get; } =
    [
        .. new CaseFileEventCodec().Forms, .. new FilePlanEventCodec().Forms, .. new InTrayEventCodec().Forms,
    ];
}
