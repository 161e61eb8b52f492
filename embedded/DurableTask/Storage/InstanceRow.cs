using Microsoft.DurableTask.Client;

namespace Microsoft.DurableTask.Storage;

/// <summary>An instance as stored, without payloads.</summary>
/// <param name="Key">Never used twice, so that what is left in memory of a purged instance cannot meet a new one of the same id.</param>
/// <param name="Generation">1, and one more with every <c>ContinueAsNew</c>.</param>
/// <param name="Steps">Rows in its history, the start's included.</param>
/// <param name="Ready">A start that no step has taken yet.</param>
internal sealed record InstanceRow(
    long Key,
    string Id,
    string Name,
    OrchestrationRuntimeStatus Status,
    int Generation,
    int Steps,
    bool Ready,
    ParentLink? Parent)
{
    internal bool HasStarted => Steps > 1;

    internal bool HasEnded => !Status.IsActive();
}
