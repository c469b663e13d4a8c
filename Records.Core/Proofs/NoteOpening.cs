using Records.Core.Deciding;

namespace Records.Core.Proofs;

/// <summary>Judges single signatures; an implementation knows the arithmetic and nothing of notes.</summary>
public interface ISignatures
{
    /// <summary>Whether the key made this signature over this message. Anything malformed is not.</summary>
    bool AreGood(NoteKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);
}

/// <summary>Which of the keys somebody trusts have signed a note.</summary>
public static class NoteOpening
{
    /// <summary>
    /// The keys that signed, each once. Signatures of keys nobody named are passed over; one of a named key that is
    /// not good spoils the note, and then there is none.
    /// </summary>
    public static ValueList<NoteKey> SignersOf(SignedNote note, IReadOnlyCollection<NoteKey> trusted, ISignatures math)
    {
        var signers = new List<NoteKey>();
        foreach (var signature in note.Signatures)
        {
            if (trusted.FirstOrDefault(key => key.Name == signature.Name && key.Id == signature.KeyId) is not { } key)
                continue;
            if (!IsGood(note, key, signature, math))
                return [];
            if (!signers.Contains(key))
                signers.Add(key);
        }

        return [.. signers];
    }

    private static bool IsGood(SignedNote note, NoteKey key, NoteSignature signature, ISignatures math) =>
        key.Type == NoteKeyType.Cosignature
            ? Cosignature.Read(signature.Signature) is { } cosigned
                && math.AreGood(key, Cosignature.MessageOf(cosigned.At, note.Text), cosigned.Signature.Span)
            : math.AreGood(key, note.Signed, signature.Signature.Span);
}
