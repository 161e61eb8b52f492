using System.Collections.Concurrent;
using Coder.Forge.Inbox;

namespace Coder.Tests.Forge.Inbox;

internal sealed class RecordingNudge : IInboxNudge
{
    internal ConcurrentQueue<(int Partition, TimeSpan Delay)> Nudges { get; } = new();

    public void Nudge(int partition, TimeSpan delay) => Nudges.Enqueue((partition, delay));
}
