using Records.Core.Deciding;
using Records.Core.Ports;

namespace Records.Actors;

/// <summary>How a probe (Probe) ends.</summary>
internal static class Probe
{
    extension(IEventStore store)
    {
        /// <summary>
        /// What the append would answer, told without one: whether somebody holds what the wish needs for itself.
        /// </summary>
        /// <param name="events">How many the decision brought.</param>
        public async Task<Outcome<TState>> ProbeAsync<TState>(ValueList<Claim> claims, int events)
        {
            foreach (var claim in claims)
                if (await store.FindClaimAsync(claim.Kind, claim.Value, CancellationToken.None) is not null)
                    return new Outcome<TState>.ClaimTaken(claim);
            return new Outcome<TState>.Possible(events);
        }
    }
}
