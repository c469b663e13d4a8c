using Records.Core.CaseFiles.Routing;
using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Signing;

/// <summary>What can be asked of the versions of a document outside a route (R22 to R24).</summary>
public abstract record SigningCommand : CaseFileCommand
{
    private SigningCommand() { }

    /// <summary>Say something of a version: co-sign, approve, reject, comment, take note, sign.</summary>
    /// <param name="Version">The version looked at; it must be the newest.</param>
    /// <param name="Note">At most 1000 characters; rejecting and commenting need one.</param>
    public sealed record ActOnVersion(DocumentId Document, int Version, VersionActKind Kind, Handler By, string? Note)
        : SigningCommand;

    /// <summary>Fix the newest version for ever (schlusszeichnen).</summary>
    public sealed record FinalSign(DocumentId Document, Revision Expected, Handler By) : SigningCommand;

    /// <summary>Say that a version went out (Versand bestätigen).</summary>
    /// <param name="Version">The version that went out; it must be the newest.</param>
    public sealed record ConfirmDispatch(
        DocumentId Document, int Version, DateOnly On, DateOnly Today, DispatchWay Way,
        ValueList<string> Addressees, Handler By) : SigningCommand;
}
