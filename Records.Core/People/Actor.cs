using Records.Core.Ports;

namespace Records.Core.People;

/// <summary>A pseudonym of a person (UUID). The name lies in an erasable table, never in an event.</summary>
public readonly record struct PersonId(Guid Value);

/// <summary>An organisational unit (Organisationseinheit).</summary>
public readonly record struct UnitId(Guid Value);

/// <summary>The part a person plays (Rolle). Machines never act as administrators.</summary>
public enum Role { Clerk, Registrar, Archivist, Auditor }

/// <summary>Whether a person or a program acts; robots are marked as robots in every event.</summary>
public enum ActorKind { Person, Robot }

/// <summary>Who does something: the person, for whom, in which unit and role, through which application.</summary>
/// <param name="OnBehalfOf">The person represented by a deputy (Vertretung), or null.</param>
/// <param name="Application">The client id of the calling program (Fachverfahren), at most 128 characters.</param>
public sealed record Actor(
    PersonId Person, PersonId? OnBehalfOf, UnitId Unit, Role Role, string Application, ActorKind Kind);

/// <summary>What is written beside every event: who, on which request, because of what.</summary>
/// <param name="Request">The id of the call, found again in logs and traces.</param>
/// <param name="Cause">The event this one answers, when a follower acts; null for a caller's own wish.</param>
/// <param name="Effective">The day from which it holds, when that is not the day it was recorded.</param>
/// <param name="LegalBasis">A rule's name, such as <c>AO § 30</c>; at most 200 characters, never content.</param>
public sealed record Stamp(Actor Actor, Guid Request, EventId? Cause, DateOnly? Effective, string? LegalBasis);
