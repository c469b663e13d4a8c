using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.InTray;
using Records.Core.People;
using Records.Tests.CaseFiles;
using static Records.Core.InTray.InTrayEvent;

namespace Records.Tests.InTray;

/// <summary>Entries of the in-tray, told in their events. Fixed ids, so that golden files can be compared.</summary>
internal static class InTraySamples
{
    public static readonly DateTimeOffset Received = new(2026, 3, 4, 6, 30, 0, TimeSpan.Zero);
    public static readonly PersonId Person = new(new Guid("01900000-0000-7000-8000-000000000043"));
    public static readonly UnitId MailRoom = new(new Guid("01900000-0000-7000-8000-000000000045"));
    public static readonly InTrayPlace First = new(MailRoom, null);
    public static readonly InTrayPlace Second = new(CaseFileSamples.Unit, Person);
    public static readonly CaseFileId File = new(new Guid("01900000-0000-7000-8000-000000000001"));

    public static readonly InTrayEvent Put = new InTrayEntryPut(
        InTraySource.Scanner, Received, First,
        [new("subject", null, "Stellungnahme"), new("sender", null, "Planungsbüro Weidenbach")], CaseFileSamples.Scan);
    public static readonly InTrayEvent Reassigned = new InTrayEntryReassigned(First, Second, "zuständig");
    public static readonly InTrayEvent Registered =
        new InTrayEntryRegistered(File, CaseFileSamples.FirstMatter, CaseFileSamples.Letter, Second);
    public static readonly InTrayEvent Rejected = new InTrayEntryRejected("Werbung", First);

    /// <summary>Every kind of event once; the last two exclude each other.</summary>
    public static readonly ValueList<InTrayEvent> All = [Put, Reassigned, Registered, Rejected];
}
