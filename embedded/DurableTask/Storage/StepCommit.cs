using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Execution;
using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Storage;

/// <summary>Everything that one step changes, stored in one transaction or not at all.</summary>
/// <param name="Instance">As read before the step; the commit fails when the stored row has moved on.</param>
/// <param name="Time">The step's clock, UTC.</param>
/// <param name="Status">The instance's status after the step.</param>
/// <param name="Events">The step's history: what came in, then what the code asked for.</param>
/// <param name="Taken">Inbox rows that the step took.</param>
/// <param name="Ended">Activity calls whose results the step took, of this generation or an earlier one.</param>
/// <param name="Fired">Timers that the step took or cancelled.</param>
/// <param name="Result">What the code asked for.</param>
internal sealed record StepCommit(
    InstanceRow Instance,
    DateTime Time,
    OrchestrationRuntimeStatus Status,
    IReadOnlyList<HistoryEvent> Events,
    IReadOnlyList<long> Taken,
    IReadOnlyList<(int Generation, int Id)> Ended,
    IReadOnlyList<(int Generation, int Id)> Fired,
    StepResult Result);
