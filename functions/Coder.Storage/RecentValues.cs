using System.Collections.Concurrent;

namespace Coder.Storage;

/// <summary>Remembers what is stored and never changes, so that it is read once. Bounded by weight: when there is too much, all of it is forgotten.</summary>
/// <param name="weightMax">Sum of the weights that may be held.</param>
public sealed class RecentValues<TKey, TValue>(long weightMax)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _values = new();
    private long _weight;

    /// <summary>The value remembered, if it is.</summary>
    public bool TryGet(TKey key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TValue value) => _values.TryGetValue(key, out value);

    /// <summary>Remembers a value, for instance by its characters as <paramref name="weight"/>.</summary>
    public void Put(TKey key, TValue value, long weight)
    {
        if (Interlocked.Add(ref _weight, weight) > weightMax)
        {
            _values.Clear();
            Interlocked.Exchange(ref _weight, weight);
        }

        _values[key] = value;
    }
}
