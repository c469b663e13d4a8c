using Records.Api.Calls;
using Records.Core.Access;
using Records.Core.Deciding;
using Records.Core.InTray;

namespace Records.Api.InTray;

/// <summary>Who sees an entry of the in-tray, and what may be done with it next.</summary>
internal static class InTrayLinks
{
    extension(Call call)
    {
        /// <summary>What the caller may not see does not exist for them; neither does what does not exist.</summary>
        public Refusal? Hides(InTrayEntry state) =>
            state is InTrayEntry.Absent || !Permissions.MaySee(call.Actor, new(state.Contents.Place.Unit))
                ? InTrayRefusals.UnknownEntry
                : null;

        public Dictionary<string, Link> ReadingInTray(Guid entry)
        {
            var self = $"{call.Root}/in-tray/{entry}";
            return new() { ["self"] = new(self), ["content"] = new($"{self}/content") };
        }

        public Dictionary<string, Link> LinksOf(Guid entry, InTrayEntry state)
        {
            var links = call.ReadingInTray(entry);
            var self = links["self"].Href;
            if (!call.May(Act.HandleInTray))
                return links;
            foreach (var act in InTrayActs.On(state))
                links[act] = act == "reassign" ? new($"{self}/place", "PUT") : new($"{self}/rejection", "PUT");
            return links;
        }
    }
}
