using Records.Core.People;
using Records.Core.Ports;

namespace Records.Core.CaseFiles.Relocating;

/// <summary>
/// Something that happened to a matter or a document in the file where it lay before: which event of that file says so,
/// when it was recorded there, and who did it.
/// </summary>
public sealed record PastEvent(EventId Id, Moment At, Stamp Stamp, CaseFileEvent Happened);
