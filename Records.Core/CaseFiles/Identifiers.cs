namespace Records.Core.CaseFiles;

/// <summary>A case file (Akte); at the same time its stream of events.</summary>
public readonly record struct CaseFileId(Guid Value);

/// <summary>A matter (Vorgang) within a case file.</summary>
public readonly record struct MatterId(Guid Value);

/// <summary>A document (Dokument) within a matter.</summary>
public readonly record struct DocumentId(Guid Value);

/// <summary>A draft (Entwurf): a state of a checked-out document that is no version.</summary>
public readonly record struct DraftId(Guid Value);

/// <summary>
/// The number a person quotes for the file (Aktenzeichen), such as <c>63.2-2026/0417</c>. Never given twice.
/// </summary>
public readonly record struct FileReference(string Value);
