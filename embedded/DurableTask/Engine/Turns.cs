using Coder.Embedded.Store;
using Microsoft.DurableTask.Execution;
using Microsoft.DurableTask.History;
using Microsoft.DurableTask.Storage;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Engine;

/// <summary>Gives instances their turns: runs a step, has it stored, then sets going what it asked for. Turns that cannot be run are tried again, and counted.</summary>
internal sealed class Turns(
    EmbeddedStore store,
    StepRunner runner,
    StepWriter steps,
    Sessions sessions,
    Suspects suspects,
    ActivityDispatcher activities,
    TimerHeap timers,
    InstanceChanges changes,
    TimeProvider time,
    ILogger logger)
{
    private readonly CancellationTokenSource _stopped = new();

    /// <summary>Fires when the engine has stopped.</summary>
    internal CancellationToken Stopped => _stopped.Token;

    internal Task StopAsync() => _stopped.CancelAsync();

    /// <summary>Works until no turn is given any more.</summary>
    internal async Task WorkAsync()
    {
        await foreach (Session session in sessions.Turns.ReadAllAsync())
        {
            if (session.Condemned is not null || session is { IsSuspect: true, IsCounted: false })
            {
                _ = JudgeAsync(session);
                continue;
            }

            (List<SessionMessage> messages, bool looks, bool isViolated) = sessions.Take(session);
            Task<StepOutcome?> stored;
            Turn turn = Turn.Nothing;
            try
            {
                turn = runner.Run(session, messages, looks, isViolated);
                stored = StoreAsync(session, turn);
            }
            catch (Exception e)
            {
                stored = Task.FromException<StepOutcome?>(e);
            }

            // The next instance does not wait for this one's commit: commits are grouped.
            _ = FinishAsync(session, messages, turn, stored);
        }
    }

    /// <summary>Counts the try of a suspect, or fails an instance that has had its tries.</summary>
    private async Task JudgeAsync(Session session)
    {
        try
        {
            if (await suspects.CountAsync(session) is { } failure)
            {
                await FailAsync(session, failure);
            }
            else
            {
                sessions.GoOn(session);
            }
        }
        catch (Exception e)
        {
            await TryLaterAsync(session, [], e);
        }
    }

    private async Task FailAsync(Session session, TaskFailureDetails failure)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        if (await store.WriteAsync(connection => steps.Fail(connection, session.Key, failure, now)) is var (id, outcome))
        {
            logger.Poisoned(id, failure.ErrorMessage);
            changes.Signal(id);
            foreach (long key in outcome.Messaged)
            {
                sessions.Post(key, null);
            }
        }

        sessions.Take(session);
        session.Condemned = null;
        session.Forget();
        suspects.Acquit(session);
        sessions.EndTurn(session);
    }

    private Task<StepOutcome?> StoreAsync(Session session, Turn turn)
    {
        if (turn.Commit is { } commit)
        {
            return store.WriteAsync<StepOutcome?>(connection => steps.Write(connection, commit));
        }

        bool isSuspect = session.IsSuspect;
        return turn.Dropped is not { IsEmpty: false } && !isSuspect
            ? Task.FromResult<StepOutcome?>(null)
            : store.WriteAsync<StepOutcome?>(connection =>
            {
                steps.Consume(connection, session.Key, turn.Dropped ?? Consumed.Nothing);
                if (isSuspect)
                {
                    suspects.Reset(connection, session.Key);
                }

                return null;
            });
    }

    private async Task FinishAsync(Session session, List<SessionMessage> messages, Turn turn, Task<StepOutcome?> stored)
    {
        try
        {
            StepOutcome? outcome = await stored;
            if (turn.Commit is { } commit)
            {
                Follow(session, commit, outcome!);
            }

            suspects.Acquit(session);
            sessions.EndTurn(session, turn.LooksAgain);
        }
        catch (Exception e)
        {
            await TryLaterAsync(session, messages, e);
        }
    }

    private async Task TryLaterAsync(Session session, List<SessionMessage> messages, Exception error)
    {
        TimeSpan pause = suspects.PauseAfter(session, error);
        session.Forget();
        await Task.Delay(pause, time, _stopped.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        sessions.Return(session, messages);
    }

    /// <summary>Sets going what a stored step has asked for.</summary>
    private void Follow(Session session, StepCommit commit, StepOutcome outcome)
    {
        InstanceRow row = commit.Instance;
        foreach (OrchestrationAction action in commit.Result.Actions)
        {
            switch (action.Recorded)
            {
                case ActivityScheduled a:
                    activities.Enqueue(new ActivityRow(row.Key, row.Generation, a.Id, a.Name, row.Id), action.Payload);
                    break;
                case TimerCreated a when commit.Result.End is null && !commit.Result.CancelledTimers.Contains(a.Id):
                    timers.Add(new TimerRow(row.Key, row.Generation, a.Id, a.FireAt));
                    break;
            }
        }

        foreach (int timer in commit.Result.CancelledTimers)
        {
            timers.Remove(row.Key, row.Generation, timer);
        }

        Advance(session, commit);
        foreach (long key in outcome.Ready.Concat(outcome.Messaged))
        {
            sessions.Post(key, null);
        }

        if (commit.Status != row.Status)
        {
            changes.Signal(row.Id);
        }
    }

    private void Advance(Session session, StepCommit commit)
    {
        InstanceRow row = commit.Instance;
        switch (commit.Result.End)
        {
            case null:
                session.Row = row with { Steps = row.Steps + 1, Ready = false, Status = commit.Status };
                return;
            case ExecutionEnd.ContinuedAsNew:
                session.Row = row with { Generation = row.Generation + 1, Steps = 1, Ready = true, Status = commit.Status };
                session.Execution = null;
                return;
            case ExecutionEnd.Failed failed:
                logger.OrchestrationFailed(row.Id, row.Name, failed.Failure.ErrorType);
                break;
            default:
                logger.OrchestrationEnded(row.Id, row.Name, commit.Status.ToString());
                break;
        }

        session.Forget();
    }
}
