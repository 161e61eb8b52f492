using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Execution;
using Microsoft.DurableTask.History;
using Microsoft.DurableTask.Storage;

namespace Microsoft.DurableTask.Engine;

/// <summary>Runs an instance's turn up to the commit: reads what is new, brings the code to life when it is not, runs one step.</summary>
internal sealed class StepRunner(
    EngineOptions options, TaskCatalog catalog, ExecutionServices services, HubReader reader, Sessions sessions, TimeProvider time)
{
    /// <summary>A step takes this many inbox rows at most, so that a flood of events cannot make one transaction huge.</summary>
    internal const int InboxRowsPerStepMax = 200;

    internal Turn Run(Session session, IReadOnlyList<SessionMessage> messages, bool looks, bool isViolated)
    {
        // A start is seen in the row, and only its own steps change a row.
        session.Row ??= reader.Instance(session.Key);
        if (session.Row is not { } row)
        {
            return Turn.Nothing;
        }

        List<InboxRow> inbox = looks ? reader.Inbox(session.Key, InboxRowsPerStepMax) : [];
        Intake intake = new(row, messages, inbox);
        if (row.HasEnded)
        {
            return new Turn(null, intake.Consumed([]), false);
        }

        bool looksAgain = inbox.Count == InboxRowsPerStepMax;
        if (inbox.Select(message => message.Event).OfType<ExecutionTerminated>().FirstOrDefault() is { } terminated)
        {
            StepResult ended = new([], [], null, new ExecutionEnd.Terminated(terminated.Output, terminated.Recursive));
            return new Turn(Commit(row, intake, [terminated], OrchestrationRuntimeStatus.Terminated, ended), null, false);
        }

        bool starts = !row.HasStarted;
        if (starts && !row.Ready && !intake.HasStartTimer)
        {
            return Turn.Nothing;
        }

        // The inbox of an instance that was held until its start has not been read for it yet.
        looksAgain |= starts && intake.HasStartTimer;
        List<HistoryEvent> events = intake.Events;
        if (!starts && !isViolated && events.Count == 0)
        {
            return new Turn(null, intake.Consumed([]), looksAgain);
        }

        return new Turn(Step(session, row, intake, events, isViolated), null, looksAgain);
    }

    private StepCommit Step(Session session, InstanceRow row, Intake intake, List<HistoryEvent> events, bool isViolated)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        StepResult result;
        try
        {
            OrchestrationExecution? execution = options.KeepsExecutions ? session.Execution : null;
            if (execution is null)
            {
                List<List<HistoryEvent>> history = reader.History(row);
                if (!row.HasStarted)
                {
                    events = [.. history[0].Skip(1), .. events];
                }

                execution = Revive(session, row, history);
            }

            if (isViolated)
            {
                // The code that left its thread may have been dropped since: what replaced it would do the same, if later.
                execution?.Violate();
            }

            session.Execution = execution;
            result = execution is null
                ? new StepResult([], [], null, new ExecutionEnd.Failed(Failures.OrchestratorNotFound(row.Name)))
                : execution.Run(now, events);
        }
        catch (NonDeterministicOrchestrationException e)
        {
            session.Execution = null;
            result = new StepResult([], [], null, new ExecutionEnd.Failed(TaskFailureDetails.FromException(e)));
        }

        return Commit(row, intake, events, StatusAfter(session, result), result, now);
    }

    private OrchestrationExecution? Revive(Session session, InstanceRow row, List<List<HistoryEvent>> history)
    {
        if (catalog.Orchestrator(row.Name) is not { } body)
        {
            return null;
        }

        ParentOrchestrationInstance? parent = row.Parent is null ? null : new(row.Parent.Name, row.Parent.InstanceId);
        InstanceIdentity identity = new(row.Name, row.Id, parent, ((ExecutionStarted)history[0][0]).Input);
        OrchestrationExecution execution = new(identity, body, services, () => sessions.PostViolation(session.Key));
        foreach (List<HistoryEvent> step in history.Skip(1))
        {
            execution.Replay(step);
        }

        return execution;
    }

    private StepCommit Commit(
        InstanceRow row, Intake intake, IReadOnlyList<HistoryEvent> events, OrchestrationRuntimeStatus status, StepResult result, DateTime? now = null)
    {
        DateTime clock = now ?? time.GetUtcNow().UtcDateTime;
        List<HistoryEvent> step = [new StepStarted(clock), .. events, .. result.Actions.Select(action => action.Recorded)];
        return new StepCommit(row, clock, status, step, intake.Consumed(result.CancelledTimers), result);
    }

    private static OrchestrationRuntimeStatus StatusAfter(Session session, StepResult result) => result.End switch
    {
        ExecutionEnd.Completed => OrchestrationRuntimeStatus.Completed,
        ExecutionEnd.Failed => OrchestrationRuntimeStatus.Failed,
        _ => session.Execution!.IsSuspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running,
    };

    /// <summary>What came for an instance, sorted into what its code gets and what its step takes off the store.</summary>
    private sealed class Intake
    {
        private readonly InstanceRow _row;
        private readonly List<long> _taken = [];
        private readonly List<(int Generation, int Id)> _ended = [];
        private readonly List<(int Generation, int Id)> _fired = [];

        internal Intake(InstanceRow row, IReadOnlyList<SessionMessage> messages, IReadOnlyList<InboxRow> inbox)
        {
            _row = row;
            foreach (SessionMessage message in messages)
            {
                Take(message);
            }

            _taken.AddRange(inbox.Select(message => message.Id));
            Events.AddRange(inbox.Where(message => (message.Generation ?? row.Generation) == row.Generation).Select(message => message.Event));
        }

        internal List<HistoryEvent> Events { get; } = [];

        internal bool HasStartTimer { get; private set; }

        internal Consumed Consumed(IReadOnlyList<int> cancelledTimers) =>
            new(_taken, _ended, [.. _fired, .. cancelledTimers.Select(id => (_row.Generation, id))]);

        private void Take(SessionMessage message)
        {
            switch (message.Event)
            {
                case TimerFired { Id: TimerRow.Start }:
                    _fired.Add((message.Generation, TimerRow.Start));
                    HasStartTimer = true;
                    return;
                case TimerFired e:
                    _fired.Add((message.Generation, e.Id));
                    break;
                case TaskCompleted e:
                    _ended.Add((message.Generation, e.Id));
                    break;
                case TaskFailed e:
                    _ended.Add((message.Generation, e.Id));
                    break;
            }

            if (message.Generation == _row.Generation)
            {
                Events.Add(message.Event);
            }
        }
    }
}
