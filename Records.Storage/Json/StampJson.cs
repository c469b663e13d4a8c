using System.Text.Json;
using Records.Core.People;
using Records.Core.Ports;

namespace Records.Storage.Json;

/// <summary>
/// The metadata bytes beside an event: who, on which request, why. In clear, hashed into the leaf, so they hold
/// pseudonyms and rules only, never content.
/// </summary>
public sealed class StampJson : IStampCodec
{
    public ReadOnlyMemory<byte> Encode(Stamp stamp) =>
        JsonSerializer.SerializeToUtf8Bytes(Form.Of(stamp), StoredJson.Options);

    public Stamp Decode(ReadOnlySpan<byte> metadata) =>
        (JsonSerializer.Deserialize<Form>(metadata, StoredJson.Options) ?? throw new JsonException("No metadata."))
            .ToStamp();

    // The stored order of the members. Flat, so that an auditor's script reads it without a schema.
    private sealed record Form(
        PersonId Actor, PersonId? OnBehalfOf, UnitId Unit, Role Role, string Application, ActorKind Kind,
        Guid Request, EventId? Cause, DateOnly? Effective, string? LegalBasis)
    {
        public static Form Of(Stamp s) => new(
            s.Actor.Person, s.Actor.OnBehalfOf, s.Actor.Unit, s.Actor.Role, s.Actor.Application, s.Actor.Kind,
            s.Request, s.Cause, s.Effective, s.LegalBasis);

        public Stamp ToStamp() => new(
            new(Actor, OnBehalfOf, Unit, Role, Application, Kind), Request, Cause, Effective, LegalBasis);
    }
}
