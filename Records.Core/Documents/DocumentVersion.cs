using Records.Core.History;
using Records.Core.Ports;

namespace Records.Core.Documents;

/// <summary>
/// Where a document comes from: incoming (Eingang), outgoing (Ausgang) or internal (Internes Dokument).
/// </summary>
public enum DocumentKind { Incoming, Outgoing, Internal }

/// <summary>
/// The bytes of one version (Primärdokument): where they lie, sealed, and what they must be. Never changes.
/// </summary>
/// <param name="SizeBytes">Of the plain bytes.</param>
/// <param name="Sha256">Of the plain bytes.</param>
/// <param name="SealedSha256">Of the bytes as they lie in the object store.</param>
/// <param name="OriginalName">The file's name at its sender; metadata only, never a path.</param>
public sealed record DocumentContent(
    ObjectId Object, MediaType Type, long SizeBytes, Digest Sha256, Digest SealedSha256, string OriginalName);

/// <summary>The text read from one version, as a sealed object with one entry a page.</summary>
/// <param name="Confidence">
/// Mean over the recognised pages, 0 to 100; null when every page had its own text layer.
/// </param>
/// <param name="Engine">Programs, versions and model that read it.</param>
public sealed record DocumentText(
    ObjectId Object, int Pages, int RecognisedPages, int? Confidence, long SizeBytes, Digest Sha256,
    Digest SealedSha256, string Engine);
