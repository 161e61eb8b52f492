using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask.Engine;

/// <summary>A queue that serves its keys in turn, so that one with a thousand items does not hold up one with a single item. Not thread-safe.</summary>
internal sealed class FairQueue<TKey, TItem>
    where TKey : notnull
{
    private readonly Dictionary<TKey, Queue<TItem>> _items = [];
    private readonly Queue<TKey> _turns = [];

    internal void Enqueue(TKey key, TItem item)
    {
        if (!_items.TryGetValue(key, out Queue<TItem>? queue))
        {
            _items.Add(key, queue = []);
            _turns.Enqueue(key);
        }

        queue.Enqueue(item);
    }

    internal bool TryDequeue([MaybeNullWhen(false)] out TItem item)
    {
        if (!_turns.TryDequeue(out TKey? key))
        {
            item = default;
            return false;
        }

        Queue<TItem> queue = _items[key];
        item = queue.Dequeue();
        if (queue.Count > 0)
        {
            _turns.Enqueue(key);
        }
        else
        {
            _items.Remove(key);
        }

        return true;
    }
}
