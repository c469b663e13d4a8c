using Records.Core.People;

namespace Records.Core.Access;

/// <summary>
/// What decides who may see a record (Zugriffsklasse), equal for all records that are seen by the same people.
/// It holds what is decided upon and nothing else: a plan branch, a marking or a state of rights joins on the day
/// <see cref="Permissions.MaySee"/> judges it, because a field that is carried and ignored would pass for a guard.
/// </summary>
/// <param name="Owner">The unit (federführende Organisationseinheit) whose record it is.</param>
public readonly record struct AccessClass(UnitId Owner);
