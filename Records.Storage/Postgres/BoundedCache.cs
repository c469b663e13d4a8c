namespace Records.Storage.Postgres;

/// <summary>
/// Remembers at most about the capacity, and of it what was asked for lately: when the young half is full it becomes
/// the old half, and what nobody asked for since then is forgotten. Losing an entry costs a question, never an answer.
/// </summary>
public sealed class BoundedCache<TKey, TValue>(int capacity)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock gate = new();
    private Dictionary<TKey, TValue> young = [];
    private Dictionary<TKey, TValue> old = [];

    /// <summary>How many entries there are, at most the capacity.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return young.Count + old.Keys.Count(key => !young.ContainsKey(key));
        }
    }

    /// <summary>What was kept under the key, or null.</summary>
    public TValue? Find(TKey key)
    {
        lock (gate)
        {
            if (young.TryGetValue(key, out var value))
                return value;
            if (old.TryGetValue(key, out value))
                Put(key, value);
            return value;
        }
    }

    /// <summary>Keeps the value, in place of an older one under the same key.</summary>
    public void Keep(TKey key, TValue value)
    {
        lock (gate)
            Put(key, value);
    }

    private void Put(TKey key, TValue value)
    {
        young[key] = value;
        if (young.Count >= Math.Max(1, capacity / 2))
            (old, young) = (young, []);
    }
}
