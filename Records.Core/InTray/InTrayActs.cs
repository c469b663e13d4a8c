using Records.Core.Deciding;
using Records.Core.People;
using static Records.Core.InTray.InTrayCommand;

namespace Records.Core.InTray;

/// <summary>What may be done next with an entry, asked of the rules themselves.</summary>
public static class InTrayActs
{
    private static readonly InTrayPlace Elsewhere = new(new UnitId(Guid.AllBitsSet), null);

    /// <summary>The acts by the names the API links them under.</summary>
    public static IEnumerable<string> On(InTrayEntry state) =>
        from wish in new (string Act, Func<Revision, InTrayCommand> Wish)[]
        {
            ("reassign", seen => new ReassignEntry(seen, Elsewhere, null)),
            ("reject", seen => new RejectEntry(seen, "probe")),
        }
        where state is not InTrayEntry.Absent
        where InTrayDecider.Decide(wish.Wish(state.Contents.Revision), state)
            is Decision<InTrayEvent>.Accepted { Events.Count: > 0 }
        select wish.Act;
}
