namespace Microsoft.DurableTask.History;

/// <summary>Something that happened in one orchestration instance. Payloads of what an orchestrator sends out are kept with the receiver, not here.</summary>
internal abstract record HistoryEvent;

/// <summary>First event of a generation: an instance starts, or starts again with <c>ContinueAsNew</c>.</summary>
internal sealed record ExecutionStarted(string? Input) : HistoryEvent;

/// <summary>A step of the orchestrator begins; its clock stands at <paramref name="Time"/> (UTC) until the next step.</summary>
internal sealed record StepStarted(DateTime Time) : HistoryEvent;

/// <summary>An activity or sub-orchestration has ended well.</summary>
internal sealed record TaskCompleted(int Id, string? Result) : HistoryEvent;

/// <summary>An activity or sub-orchestration has failed.</summary>
internal sealed record TaskFailed(int Id, TaskFailureDetails Failure) : HistoryEvent;

internal sealed record TimerFired(int Id) : HistoryEvent;

internal sealed record EventRaised(string Name, string? Payload) : HistoryEvent;

internal sealed record ExecutionSuspended(string? Reason) : HistoryEvent;

internal sealed record ExecutionResumed(string? Reason) : HistoryEvent;

internal sealed record ExecutionTerminated(string? Output, bool Recursive) : HistoryEvent;
