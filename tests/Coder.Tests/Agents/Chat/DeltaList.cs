using System.Collections.Concurrent;
using Coder.Agents.Chat.Turns;

namespace Coder.Tests.Agents.Chat;

/// <summary>Keeps the pieces, on the reporting thread.</summary>
internal sealed class DeltaList(Action<TextDelta>? then = null) : IProgress<TextDelta>
{
    private readonly ConcurrentQueue<TextDelta> _items = new();

    public IReadOnlyList<TextDelta> Items => [.. _items];

    public void Report(TextDelta value)
    {
        _items.Enqueue(value);
        then?.Invoke(value);
    }
}
