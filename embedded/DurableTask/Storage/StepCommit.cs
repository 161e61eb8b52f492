using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Execution;
using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Storage;

/// <summary>Everything that one step changes, stored in one transaction or not at all.</summary>
/// <param name="Instance">As read before the step; the commit fails when the stored row has moved on.</param>
/// <param name="Time">The step's clock, UTC.</param>
/// <param name="Status">The instance's status after the step.</param>
/// <param name="Events">The step's history: what came in, then what the code asked for.</param>
/// <param name="Consumed">What the step took.</param>
/// <param name="Result">What the code asked for.</param>
internal sealed record StepCommit(
    InstanceRow Instance,
    DateTime Time,
    OrchestrationRuntimeStatus Status,
    IReadOnlyList<HistoryEvent> Events,
    Consumed Consumed,
    StepResult Result);
