using Records.Core.Ports;

namespace Records.Storage.Keys;

/// <summary>
/// Unwrapped keys at hand, at most so many and each for a limited time: a key that was destroyed elsewhere is
/// forgotten here too.
/// </summary>
internal sealed class KeyCache(int capacity, TimeSpan lifetime, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<KeyId, LinkedListNode<(DataKey Key, long Since)>> byId = [];
    private readonly LinkedList<(DataKey Key, long Since)> byUse = [];

    public DataKey? Find(KeyId id)
    {
        lock (gate)
        {
            if (!byId.TryGetValue(id, out var found))
                return null;

            byUse.Remove(found);
            if (clock.GetElapsedTime(found.Value.Since) >= lifetime)
            {
                byId.Remove(id);
                return null;
            }

            byUse.AddFirst(found);
            return found.Value.Key;
        }
    }

    public void Keep(DataKey key)
    {
        lock (gate)
        {
            if (byId.Remove(key.Id, out var old))
                byUse.Remove(old);
            byId.Add(key.Id, byUse.AddFirst((key, clock.GetTimestamp())));
            if (byUse.Count <= capacity)
                return;

            byId.Remove(byUse.Last!.Value.Key.Id);
            byUse.RemoveLast();
        }
    }

    public int Count
    {
        get
        {
            lock (gate)
                return byUse.Count;
        }
    }
}
