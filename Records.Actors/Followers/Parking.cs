using Records.Core.Ports;

namespace Records.Actors.Followers;

/// <summary>
/// Brings events into the query tables and parks the streams whose events cannot be read, or cannot be shown: one
/// poisonous event costs its own stream, never the others.
/// </summary>
internal static class Parking
{
    /// <summary>As <see cref="IViewStore.ApplyAsync"/>; each event that is not shown is told with its fault.</summary>
    public static async Task<bool> ApplyParkingAsync(
        this IViewStore views, Lease lease, Position expected, IReadOnlyList<ViewedEvent> events,
        Action<ViewedEvent> tell, CancellationToken cancel)
    {
        foreach (var unread in events.Where(e => e.Fault is not null))
            tell(unread);
        while (true)
        {
            try
            {
                return await views.ApplyAsync(lease, expected, events, cancel);
            }
            catch (EventNotShownException poison)
            {
                var parked = events.Single(e => e.Stored.Position == poison.Position) with
                {
                    Stamp = null,
                    Event = null,
                    Pages = [],
                    Fault = EventNotShownException.Fault,
                };
                tell(parked);
                events = [.. events.Select(e => e.Stored.Position == poison.Position ? parked : e)];
            }
        }
    }
}
