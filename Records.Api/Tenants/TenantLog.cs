using Records.Actors;
using Records.Actors.Followers;
using Records.Core.Ports;
using Records.Core.Proofs;

namespace Records.Api.Tenants;

/// <summary>A tenant's published log: where it lies, who reads it, and what keeps it going.</summary>
/// <param name="Key">What its checkpoints are checked with.</param>
internal sealed record TenantLog(NoteKey Key, ITiles Tiles, PublishedLog Published, CheckpointFollower Follower);
