using Records.Core.History;
using Records.Core.Ports;

namespace Records.Core.Sealing;

/// <summary>
/// How a stored event stands up to examination; each check stands alone (docs/history.md). True: it holds; false:
/// damage or forgery; null: not asked, because the body is erased, plain or without its key.
/// </summary>
/// <param name="Shape">A plain event has a body; a sealed one has none or room for a salt, and is no plain one in
/// disguise.</param>
/// <param name="BodyHash">The body is the one that was hashed.</param>
/// <param name="Linked">It continues the event before it in the stream.</param>
/// <param name="Opens">The body opens with its key in its place.</param>
/// <param name="Commits">What it says is what was committed to.</param>
public sealed record RowChecks(bool Shape, bool? BodyHash, bool? Linked, bool? Opens, bool? Commits)
{
    /// <summary>True when no check failed.</summary>
    public bool Pass => FirstFailed is null;

    /// <summary>The name of the first check that failed, or null.</summary>
    public string? FirstFailed =>
        !Shape ? "shape"
        : BodyHash is false ? "body hash"
        : Linked is false ? "linked"
        : Opens is false ? "opens"
        : Commits is false ? "commits"
        : null;

    /// <summary>
    /// Examines an event against the chain hash of the one before it in its stream (zero before the first).
    /// </summary>
    /// <param name="key">The key the event names; null when it is not at hand.</param>
    public static RowChecks Of(TenantId tenant, StoredEvent stored, Digest previousChain, DataKey? key) =>
        Examine(tenant, stored, key).Checks with
        {
            Linked = Leaf.Of(tenant, stored, previousChain).Hash().Chain == stored.Chain,
        };

    /// <summary>All checks but the link, and the content if it could be had.</summary>
    internal static (RowChecks Checks, ReadOnlyMemory<byte>? Content) Examine(
        TenantId tenant, StoredEvent stored, DataKey? key)
    {
        if (key is not null && key.Id != stored.Key)
            throw new ArgumentException(
                $"The event is sealed with data key {stored.Key.Value}, not {key.Id.Value}.", nameof(key));
        if (stored.Body is not { } body)
            return (new(Shape: stored.Key != KeyId.None, null, null, null, null), null);

        var bodyHash = Digest.Of(body.Span) == stored.BodyHash;
        if (stored.Key == KeyId.None)
            return (new(Shape: true, bodyHash, null, null, IsPlain(stored, body.Span)), body);

        var opened = key is null ? null : EventSealing.TryOpen(tenant, stored, body.Span, key);
        var commits = opened is null ? default(bool?) : FitsCommitment(opened, stored.Commitment);
        // What opens to what was committed to is no plain event in disguise: two things would have one hash.
        var shape = body.Length >= EventSealing.Overhead && (commits is true || !IsPlain(stored, body.Span));
        return (
            new(shape, bodyHash, null, key is null ? null : opened is not null, commits),
            // The type is spelled out: a null among arrays would become empty content instead of none.
            commits is true
                ? opened.AsMemory(ContentCommitment.PrefixSize + ContentCommitment.SaltSize)
                : default(ReadOnlyMemory<byte>?));
    }

    private static bool IsPlain(StoredEvent stored, ReadOnlySpan<byte> body) =>
        ContentCommitment.OfPlain(body) == stored.Commitment;

    private static bool FitsCommitment(Span<byte> opened, Digest commitment)
    {
        var salted = opened[ContentCommitment.PrefixSize..];
        return salted.Length >= ContentCommitment.SaltSize
            && salted[..ContentCommitment.SaltSize].ContainsAnyExcept((byte)0)
            && ContentCommitment.OfOpened(opened) == commitment;
    }
}
