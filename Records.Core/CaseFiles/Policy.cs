namespace Records.Core.CaseFiles;

/// <summary>
/// What a body that keeps records has decided for itself where the rules leave it the choice. It arrives with the
/// command, as time does; who says nothing has the stricter choice.
/// </summary>
/// <param name="CancelsIncoming">
/// Whether an incoming document may ever be cancelled: what came in is proof that it came in (R42).
/// </param>
/// <param name="Deletes">Whether filing mistakes may be deleted, by two people (R45, R46).</param>
public readonly record struct Policy(bool CancelsIncoming, bool Deletes);
