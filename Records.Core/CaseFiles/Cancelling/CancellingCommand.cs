using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Cancelling;

/// <summary>Cancel, and undo it (R42 to R44). What is cancelled stays visible and can only be read.</summary>
public abstract record CancellingCommand : CaseFileCommand
{
    private CancellingCommand() { }

    /// <summary>The object, and with it all that lies in it, was a mistake (stornieren).</summary>
    /// <param name="Reason">Why, for people; at most 1000 characters.</param>
    public sealed record CancelObject(
        ObjectRef Of, Revision Expected, string Reason, Policy Policy) : CancellingCommand;

    /// <summary>It was none after all (Stornierung aufheben).</summary>
    public sealed record UndoCancellation(ObjectRef Of, Revision Expected) : CancellingCommand;
}
