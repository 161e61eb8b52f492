using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Engine;

/// <summary>Something for an instance that is not in its stored inbox: the outcome of an activity, or a timer; both come again after a crash.</summary>
internal sealed record SessionMessage(int Generation, HistoryEvent Event);
