using System.Security.Cryptography;

namespace Records.Core.CaseFiles.References;

/// <summary>A reference (Verweis) at one object; its other end, where we hold it, has an id of its own.</summary>
public readonly record struct ReferenceId(Guid Value)
{
    /// <summary>
    /// The end at this matter of what is between two merged ones: made from both ids, so that the same merging always
    /// names the same, and nobody has to bring as many ids as there are matters.
    /// </summary>
    internal static ReferenceId Merging(MatterId at, MatterId other)
    {
        byte[] hash = SHA256.HashData(
            [.. "records-reference1\0"u8, .. at.Value.ToByteArray(bigEndian: true),
                .. other.Value.ToByteArray(bigEndian: true)]);
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new(new Guid(hash.AsSpan(0, 16), bigEndian: true));
    }
}

/// <summary>
/// What the reference says: see also (siehe auch), answers and answered by (Bezugsdokument, R14), copy of and copied to
/// (idente Kopie, R15), merged from and merged into (zusammengeführt, R41).
/// </summary>
public enum ReferenceRelation { SeeAlso, Answers, AnsweredBy, CopyOf, CopiedTo, MergedFrom, MergedInto }

/// <summary>What is referred to: an object of this or another case file, or something we do not hold.</summary>
/// <param name="File">The other case file; null for this one, and for what we do not hold.</param>
/// <param name="Object">The object there; null for what we do not hold.</param>
/// <param name="Foreign">The id of something we do not hold.</param>
/// <param name="Text">How something we do not hold is quoted; that or the id must be there.</param>
public sealed record ReferenceTarget(CaseFileId? File, ObjectRef? Object, Guid? Foreign, string? Text);

/// <summary>One end of a reference.</summary>
/// <param name="Remark">Why, for people; at most 1000 characters, or null.</param>
/// <param name="Twin">The other end; null for what we do not hold.</param>
public sealed record Reference(ReferenceRelation Relation, ReferenceTarget Target, string? Remark, ReferenceId? Twin);
