using System.Collections.Concurrent;
using Records.Core.Ports;

namespace Records.Api.Access;

/// <summary>
/// How many requests are worked on at a time: more of them would only make all of them slow. No tenant takes more than
/// its share, so that one in a storm leaves room for the others. Whoever finds no room is told at once and comes back.
/// </summary>
internal sealed class RequestsAtOnce
{
    private readonly ConcurrentDictionary<TenantId, Count> tenants = new();
    private readonly Count all = new();
    private readonly int most;
    private readonly int share;

    /// <param name="tenants">How many tenants there are: one alone has all the room, else each may take half.</param>
    public RequestsAtOnce(long most, int tenants) =>
        (this.most, share) = ((int)most, tenants > 1 ? Math.Max(1, (int)(most / 2)) : (int)most);

    /// <summary>Room for one request until it is disposed; null when there is none.</summary>
    public IDisposable? Enter(TenantId tenant)
    {
        var own = tenants.GetOrAdd(tenant, _ => new());
        if (!own.TryTake(share))
            return null;
        if (all.TryTake(most))
            return new Room(own, all);
        own.GiveBack();
        return null;
    }

    private sealed class Count
    {
        private int taken;

        public bool TryTake(int most)
        {
            if (Interlocked.Increment(ref taken) <= most)
                return true;
            GiveBack();
            return false;
        }

        public void GiveBack() => Interlocked.Decrement(ref taken);
    }

    private sealed class Room(Count own, Count all) : IDisposable
    {
        private int isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isLeft, 1) != 0)
                return;
            own.GiveBack();
            all.GiveBack();
        }
    }
}

/// <summary>
/// On a route: it moves a document's bytes, for as long as the caller's line takes. It takes no room among the
/// requests at once; connections and rates bound it.
/// </summary>
internal sealed record MovesBytes;
