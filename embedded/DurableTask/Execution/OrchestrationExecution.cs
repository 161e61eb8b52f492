using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Execution;

/// <summary>
/// One generation of one instance as live code: the orchestrator's continuation waits here between steps. A step costs what its events cost;
/// dropping the object costs nothing but a later replay.
/// </summary>
internal sealed class OrchestrationExecution
{
    private readonly InstanceIdentity _identity;
    private readonly OrchestratorBody _body;
    private readonly StepThread _thread;
    private readonly OrchestrationContext _context;
    private readonly Queue<HistoryEvent> _heldBack = [];
    private Task<string?>? _code;
    private int _steps;

    /// <param name="onViolation">Called when the code comes back on a thread of its own, between steps.</param>
    internal OrchestrationExecution(InstanceIdentity identity, OrchestratorBody body, ExecutionServices services, Action onViolation)
    {
        _identity = identity;
        _body = body;
        _thread = new StepThread(identity, onViolation);
        _context = new OrchestrationContext(identity, services, _thread);
    }

    internal bool IsSuspended { get; private set; }

    /// <summary>Runs a recorded step again and holds what the code asks for against what it asked for then.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">It asks for something else now.</exception>
    internal void Replay(IReadOnlyList<HistoryEvent> step)
    {
        DateTime time = ((StepStarted)step[0]).Time;
        StepResult result = RunStep(time, replaying: true, [.. step.Skip(1).Where(e => e is not RecordedAction)]);
        if (_thread.Violation is not null)
        {
            return;
        }

        RecordedAction[] expected = [.. step.OfType<RecordedAction>()];
        for (int i = 0; i < Math.Max(expected.Length, result.Actions.Count); i++)
        {
            RecordedAction? then = i < expected.Length ? expected[i] : null;
            RecordedAction? now = i < result.Actions.Count ? result.Actions[i].Recorded : null;
            if (then is null || now is null || !then.Matches(now))
            {
                throw Diverged(then?.Describe() ?? "no further action", now?.Describe() ?? "none");
            }
        }

        if (result.End is not null)
        {
            throw Diverged("code that goes on", result.End is ExecutionEnd.Failed failed ? $"a failure ({failed.Failure})" : "its end");
        }
    }

    /// <summary>The next step fails the instance for leaving its thread.</summary>
    internal void Violate() => _ = _thread.Violate();

    /// <summary>Runs a new step.</summary>
    internal StepResult Run(DateTime now, IReadOnlyList<HistoryEvent> events) => RunStep(now, replaying: false, events);

    private StepResult RunStep(DateTime now, bool replaying, IReadOnlyList<HistoryEvent> events)
    {
        _steps++;
        _context.BeginStep(now, replaying);
        _thread.Run(() =>
        {
            _code ??= RunCodeAsync();
            foreach (HistoryEvent historyEvent in events)
            {
                Take(historyEvent);
            }
        });
        return _context.EndStep(End());
    }

    private async Task<string?> RunCodeAsync()
    {
        try
        {
            return await _body(_context);
        }
        finally
        {
            _thread.Demand();
        }
    }

    private void Take(HistoryEvent historyEvent)
    {
        switch (historyEvent)
        {
            case ExecutionSuspended:
                IsSuspended = true;
                break;
            case ExecutionResumed:
                IsSuspended = false;
                while (!IsSuspended && _heldBack.TryDequeue(out HistoryEvent? held))
                {
                    Deliver(held);
                }

                break;
            case not null when IsSuspended:
                _heldBack.Enqueue(historyEvent);
                break;
            default:
                Deliver(historyEvent!);
                break;
        }
    }

    private void Deliver(HistoryEvent historyEvent)
    {
        switch (historyEvent)
        {
            case TaskCompleted e: _context.Close(e.Id)?.Complete(e.Result); break;
            case TaskFailed e: _context.Close(e.Id)?.Fail(e.Failure); break;
            case TimerFired e: _context.Close(e.Id)?.Complete(null); break;
            case EventRaised e when _context.NextInput is not null || _code!.IsCompleted: _context.Events.Keep(e); break;
            case EventRaised e: _context.Events.Raise(e); break;
        }
    }

    private ExecutionEnd? End()
    {
        if (_thread.Violation is { } violation)
        {
            return new ExecutionEnd.Failed(TaskFailureDetails.FromException(violation));
        }

        if (_code is not { IsCompleted: true } code)
        {
            return _context.HasOpenWork ? null : new ExecutionEnd.Failed(TaskFailureDetails.FromException(_thread.Violate()));
        }

        if (!code.IsCompletedSuccessfully)
        {
            Exception error = code.Exception?.InnerException ?? new TaskCanceledException(code);
            return new ExecutionEnd.Failed(TaskFailureDetails.FromException(error));
        }

        return _context.NextInput is [var input]
            ? new ExecutionEnd.ContinuedAsNew(input, _context.CarriesEvents ? CarriedEvents() : [])
            : new ExecutionEnd.Completed(code.Result);
    }

    private IReadOnlyList<EventRaised> CarriedEvents() => [.. _context.Events.Unprocessed, .. _heldBack.OfType<EventRaised>()];

    private NonDeterministicOrchestrationException Diverged(string then, string now) => new(
        $"Orchestrator '{_identity.Name}' (instance '{_identity.InstanceId}') is not deterministic: in step {_steps} its history has {then}, but its code now asks for {now}. " +
        "Its code has changed since the instance started, or uses a clock, random numbers, I/O or static state. Give changed code a new orchestrator name, or end the instance.");
}
