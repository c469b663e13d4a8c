using System.Text.Json;
using Records.Core.History;
using Records.Storage.Json;

namespace Records.Tests.Testing;

/// <summary>
/// A state as one hash: two states with the same digest are the same bit by bit. Collections are sorted by
/// construction.
/// </summary>
internal static class StateDigest
{
    public static Digest Of<TState>(TState state) where TState : notnull =>
        Digest.Of(
            [.. System.Text.Encoding.UTF8.GetBytes(state.GetType().Name), .. JsonSerializer.SerializeToUtf8Bytes(
                state, state.GetType(), StoredJson.Options)]);
}
