using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Storage;

/// <summary>A message that waits for its instance.</summary>
/// <param name="Generation">Set for the outcome of a sub-orchestration: for that generation of the parent only.</param>
internal sealed record InboxRow(long Id, int? Generation, HistoryEvent Event);
