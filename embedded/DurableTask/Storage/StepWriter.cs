using Coder.Embedded.Store;
using DurableTask.Core.Exceptions;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Execution;
using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Storage;

/// <summary>Stores one step of one instance with everything that follows from it; runs inside the store's open transaction.</summary>
internal sealed class StepWriter(TaskHub hub, HubWriter writer)
{
    private readonly string _advance =
        $"UPDATE {hub.Instances} SET status = $4, updated_at = $5, steps = steps + 1, ready = 0, tries = 0 WHERE key = $1 AND generation = $2 AND steps = $3";

    private readonly string _fail = $"UPDATE {hub.Instances} SET status = $2, updated_at = $3, ready = 0, steps = steps + 1 WHERE key = $1";
    private readonly string _condemned =
        $"SELECT id, parent_key, parent_generation, parent_task FROM {hub.Instances} WHERE key = $1 AND status IN {RuntimeStatuses.Active}";

    private readonly string _customStatus = $"UPDATE {hub.Instances} SET custom_status = $2 WHERE key = $1";
    private readonly string _end = $"UPDATE {hub.Instances} SET output = $2, failure = $3 WHERE key = $1";
    private readonly string _restart = $"UPDATE {hub.Instances} SET generation = generation + 1, steps = 1, ready = 1 WHERE key = $1";
    private readonly string _deleteMessage = $"DELETE FROM {hub.Inbox} WHERE id = $1";
    private readonly string _deleteActivity = $"DELETE FROM {hub.Activities} WHERE key = $1 AND generation = $2 AND id = $3";
    private readonly string _deleteTimer = $"DELETE FROM {hub.Timers} WHERE key = $1 AND generation = $2 AND id = $3";
    private readonly string _addActivity = $"INSERT INTO {hub.Activities} (key, generation, id, name, input) VALUES ($1, $2, $3, $4, $5)";
    private readonly string _clearHistory = $"DELETE FROM {hub.History} WHERE key = $1";
    private readonly string _clearInbox = $"DELETE FROM {hub.Inbox} WHERE key = $1";
    private readonly string _clearTimers = $"DELETE FROM {hub.Timers} WHERE key = $1";
    private readonly string _clearActivities = $"DELETE FROM {hub.Activities} WHERE key = $1";
    private readonly string _findParent = $"SELECT 1 FROM {hub.Instances} WHERE key = $1 AND generation = $2 AND status IN {RuntimeStatuses.Active}";
    private readonly string _findChildren = $"SELECT key FROM {hub.Instances} WHERE parent_key = $1 AND status IN {RuntimeStatuses.Active}";

    /// <exception cref="InvalidOperationException">The stored instance is not the one that the step was run on; nothing is stored.</exception>
    internal StepOutcome Write(SqliteConnection connection, StepCommit commit)
    {
        InstanceRow instance = commit.Instance;
        if (connection.Execute(_advance, instance.Key, instance.Generation, instance.Steps, (int)commit.Status, commit.Time.Ticks) != 1)
        {
            throw new InvalidOperationException($"Instance '{instance.Id}' has moved on since step {instance.Steps} was run; the step is dropped.");
        }

        Outgoing outgoing = new([], []);
        Consume(connection, instance.Key, commit.Consumed);
        foreach (OrchestrationAction action in commit.Result.Actions)
        {
            Perform(connection, commit, action, outgoing);
        }

        if (commit.Result.CustomStatus is [var customStatus])
        {
            connection.Execute(_customStatus, instance.Key, customStatus);
        }

        if (commit.Result.End is ExecutionEnd.ContinuedAsNew next)
        {
            Restart(connection, instance, next, outgoing);
            return new StepOutcome(outgoing.Ready, outgoing.Messaged);
        }

        writer.AddStep(connection, instance.Key, instance.Steps, commit.Events);
        if (commit.Result.End is { } end)
        {
            End(connection, instance, end, outgoing);
        }

        return new StepOutcome(outgoing.Ready, outgoing.Messaged);
    }

    internal void Consume(SqliteConnection connection, long key, Consumed consumed)
    {
        foreach (long id in consumed.Messages)
        {
            connection.Execute(_deleteMessage, id);
        }

        foreach ((int generation, int id) in consumed.Activities)
        {
            connection.Execute(_deleteActivity, key, generation, id);
        }

        foreach ((int generation, int id) in consumed.Timers)
        {
            connection.Execute(_deleteTimer, key, generation, id);
        }
    }

    /// <summary>Ends an instance that cannot be run, whatever else its rows hold. Null when it has ended already.</summary>
    internal (string InstanceId, StepOutcome Outcome)? Fail(SqliteConnection connection, long key, TaskFailureDetails failure, DateTime time)
    {
        if (Condemned(connection, key) is not { } instance)
        {
            return null;
        }

        Outgoing outgoing = new([], []);
        connection.Execute(_fail, key, (int)OrchestrationRuntimeStatus.Failed, time.Ticks);
        End(connection, instance, new ExecutionEnd.Failed(failure), outgoing);
        connection.Execute(_clearActivities, key);
        return (instance.Id, new StepOutcome(outgoing.Ready, outgoing.Messaged));
    }

    /// <summary>As much of an instance as its end needs, so that a row which is unreadable elsewhere can be ended.</summary>
    private InstanceRow? Condemned(SqliteConnection connection, long key)
    {
        using SqliteDataReader r = connection.Query(_condemned, key);
        if (!r.Read())
        {
            return null;
        }

        ParentLink? parent = r.LongOrNull(1) is { } parentKey ? new(parentKey, (int)r.GetInt64(2), (int)r.GetInt64(3), string.Empty, string.Empty) : null;
        return new InstanceRow(key, r.GetString(0), string.Empty, OrchestrationRuntimeStatus.Running, 0, 0, false, parent);
    }

    private void Perform(SqliteConnection connection, StepCommit commit, OrchestrationAction action, Outgoing outgoing)
    {
        InstanceRow instance = commit.Instance;
        switch (action.Recorded)
        {
            case ActivityScheduled a:
                connection.Execute(_addActivity, instance.Key, instance.Generation, a.Id, a.Name, action.Payload);
                break;
            case TimerCreated a when commit.Result.End is null && !commit.Result.CancelledTimers.Contains(a.Id):
                writer.AddTimer(connection, new TimerRow(instance.Key, instance.Generation, a.Id, a.FireAt));
                break;
            case SubOrchestrationScheduled a:
                StartChild(connection, commit, a, action.Payload, outgoing);
                break;
            case EventSent a when writer.Message(connection, a.InstanceId, new EventRaised(a.Name, action.Payload)) is { } target:
                outgoing.Messaged.Add(target);
                break;
        }
    }

    private void StartChild(SqliteConnection connection, StepCommit commit, SubOrchestrationScheduled child, string? input, Outgoing outgoing)
    {
        InstanceRow instance = commit.Instance;
        ParentLink parent = new(instance.Key, instance.Generation, child.Id, instance.Id, instance.Name);
        try
        {
            outgoing.Ready.Add(writer.Create(connection, new NewInstance(child.InstanceId, child.Name, input, commit.Time, null, parent), []));
        }
        catch (OrchestrationAlreadyExistsException e)
        {
            writer.Message(connection, instance.Key, instance.Generation, new TaskFailed(child.Id, TaskFailureDetails.FromException(e)));
            outgoing.Messaged.Add(instance.Key);
        }
    }

    private void Restart(SqliteConnection connection, InstanceRow instance, ExecutionEnd.ContinuedAsNew next, Outgoing outgoing)
    {
        connection.Execute(_clearHistory, instance.Key);
        connection.Execute(_clearTimers, instance.Key);
        connection.Execute(_restart, instance.Key);
        writer.AddStep(connection, instance.Key, 0, [new ExecutionStarted(next.Input), .. next.Carried]);
        outgoing.Ready.Add(instance.Key);
    }

    private void End(SqliteConnection connection, InstanceRow instance, ExecutionEnd end, Outgoing outgoing)
    {
        string? output = (end as ExecutionEnd.Completed)?.Output ?? (end as ExecutionEnd.Terminated)?.Output;
        TaskFailureDetails? failure = (end as ExecutionEnd.Failed)?.Failure;
        connection.Execute(_end, instance.Key, output, Failures.Serialize(failure));
        connection.Execute(_clearInbox, instance.Key);
        connection.Execute(_clearTimers, instance.Key);
        if (end is ExecutionEnd.Terminated terminated)
        {
            connection.Execute(_clearActivities, instance.Key);
            if (terminated.Recursive)
            {
                TerminateChildren(connection, instance, outgoing);
            }
        }

        if (instance.Parent is { } parent && connection.Scalar(_findParent, parent.Key, parent.Generation) is not null)
        {
            HistoryEvent outcome = end is ExecutionEnd.Completed
                ? new TaskCompleted(parent.TaskId, output)
                : new TaskFailed(parent.TaskId, failure ?? Failures.Terminated(instance.Id));
            writer.Message(connection, parent.Key, parent.Generation, outcome);
            outgoing.Messaged.Add(parent.Key);
        }
    }

    private void TerminateChildren(SqliteConnection connection, InstanceRow instance, Outgoing outgoing)
    {
        List<long> children = [];
        using (SqliteDataReader reader = connection.Query(_findChildren, instance.Key))
        {
            while (reader.Read())
            {
                children.Add(reader.GetInt64(0));
            }
        }

        foreach (long child in children)
        {
            writer.Message(connection, child, null, new ExecutionTerminated(null, Recursive: true));
            outgoing.Messaged.Add(child);
        }
    }

    private sealed record Outgoing(List<long> Ready, List<long> Messaged);
}
