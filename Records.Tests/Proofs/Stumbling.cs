using Records.Core.Deciding;
using Records.Core.History;
using Records.Core.Ports;
using Records.Core.Proofs;

namespace Records.Tests.Proofs;

/// <summary>The process died here.</summary>
internal sealed class KilledException : Exception;

/// <summary>
/// Tiles and signer that end their process at a step: before it took effect, or after. Everything that is written in
/// building a log is one step.
/// </summary>
internal sealed class Stumbling(ITiles tiles, ILogSigner signer, int killAt) : ITiles, ILogSigner
{
    private int steps;

    /// <summary>What was signed, in order.</summary>
    public List<SignedNote> Signed { get; } = [];

    public NoteKey Key => signer.Key;
    public SignedNote? Last => signer.Last;

    public Task WriteAsync(Tile tile, ReadOnlyMemory<byte> bytes, CancellationToken cancel) =>
        StepAsync(() => tiles.WriteAsync(tile, bytes, cancel));

    public Task RemovePartialAsync(Tile full, CancellationToken cancel) =>
        StepAsync(() => tiles.RemovePartialAsync(full, cancel));

    public Task PublishAsync(SignedNote checkpoint, CancellationToken cancel) =>
        StepAsync(() => tiles.PublishAsync(checkpoint, cancel));

    public Task<byte[]?> ReadAsync(Tile tile, CancellationToken cancel) => tiles.ReadAsync(tile, cancel);
    public Task<SignedNote?> NewestAsync(CancellationToken cancel) => tiles.NewestAsync(cancel);

    public async Task<SignedNote?> SignAsync(Checkpoint next, ValueList<Digest> proof, CancellationToken cancel)
    {
        Die();
        var note = await signer.SignAsync(next, proof, cancel);
        if (note is not null)
            Signed.Add(note);
        Die();
        return note;
    }

    private async Task StepAsync(Func<Task> act)
    {
        Die();
        await act();
        Die();
    }

    private void Die()
    {
        if (steps++ == killAt)
            throw new KilledException();
    }
}
