using Records.Core.Ports;
using Records.Core.Sealing;

namespace Records.Actors;

/// <summary>Why a stored event cannot be read, as a stable code. The stream waits for somebody to see to it.</summary>
public static class EventFault
{
    /// <summary>The code, or null for an exception that says nothing about the event.</summary>
    public static string? Of(Exception fault) => fault switch
    {
        UnknownEventException => "unknown-event",
        DamagedEventException => "damaged-event",
        KeyMissingException => "key-missing",
        ContentErasedException => "content-erased",
        _ => null,
    };
}
