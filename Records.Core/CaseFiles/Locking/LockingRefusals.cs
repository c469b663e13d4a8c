using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Locking;

/// <summary>Why locking or unlocking can be turned down.</summary>
public static class LockingRefusals
{
    public static Refusal ReasonUnclean { get; } =
        new(RefusalKind.Invalid, "field-unclean",
            "Der Grund ist leer, länger als 1000 Zeichen oder enthält Steuerzeichen.", "/reason");
}
