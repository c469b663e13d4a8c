namespace Records.Core.CaseFiles;

/// <summary>What an act is about: the case file itself, or a matter or document in it.</summary>
public enum ObjectKind { CaseFile, Matter, Document }

/// <summary>An object of a case file, for acts that are the same on all of them (lock, resubmit, refer to).</summary>
/// <param name="Id">The matter or document; null for the file itself.</param>
public readonly record struct ObjectRef(ObjectKind Kind, Guid? Id)
{
    /// <summary>The case file itself.</summary>
    public static ObjectRef CaseFile { get; } = new(ObjectKind.CaseFile, null);

    /// <summary>A matter of the file.</summary>
    public static ObjectRef Of(MatterId matter) => new(ObjectKind.Matter, matter.Value);

    /// <summary>A document of the file.</summary>
    public static ObjectRef Of(DocumentId document) => new(ObjectKind.Document, document.Value);
}
