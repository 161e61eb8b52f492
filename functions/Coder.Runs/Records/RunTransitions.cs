using System.Collections.Frozen;
using Coder.Contracts;

namespace Coder.Runs.Records;

/// <summary>The lifecycle of a run as one table.</summary>
public static class RunTransitions
{
    private static readonly RunStatus[] Active =
        [RunStatus.Queued, RunStatus.Running, RunStatus.WaitingApproval, RunStatus.WaitingInput, RunStatus.Paused, RunStatus.BudgetExceeded, RunStatus.Quarantined];

    private static readonly FrozenDictionary<(RunStatus, RunOperation), RunStatus> Table = Build().ToFrozenDictionary();

    /// <summary>True for states that nothing leaves.</summary>
    public static bool IsFinal(RunStatus status) => !Active.Contains(status);

    /// <summary>True for states that <see cref="RunOperation.Resume"/> leaves.</summary>
    public static bool IsResumable(RunStatus status) => Table.ContainsKey((status, RunOperation.Resume));

    /// <summary>The state after <paramref name="operation"/>.</summary>
    /// <exception cref="IllegalTransitionException">The operation is not allowed in <paramref name="from"/>.</exception>
    public static RunStatus Apply(RunStatus from, RunOperation operation) =>
        Table.TryGetValue((from, operation), out RunStatus to) ? to : throw new IllegalTransitionException(from, operation);

    private static Dictionary<(RunStatus, RunOperation), RunStatus> Build()
    {
        Dictionary<(RunStatus, RunOperation), RunStatus> table = new()
        {
            [(RunStatus.Queued, RunOperation.Start)] = RunStatus.Running,
            // Starting is repeated after a crash.
            [(RunStatus.Running, RunOperation.Start)] = RunStatus.Running,
            [(RunStatus.Running, RunOperation.AskApproval)] = RunStatus.WaitingApproval,
            [(RunStatus.Running, RunOperation.AskInput)] = RunStatus.WaitingInput,
            [(RunStatus.WaitingApproval, RunOperation.Answer)] = RunStatus.Running,
            [(RunStatus.WaitingInput, RunOperation.Answer)] = RunStatus.Running,
            [(RunStatus.Running, RunOperation.ExceedBudget)] = RunStatus.BudgetExceeded,
            [(RunStatus.Queued, RunOperation.Pause)] = RunStatus.Paused,
            [(RunStatus.Running, RunOperation.Pause)] = RunStatus.Paused,
            [(RunStatus.WaitingApproval, RunOperation.Pause)] = RunStatus.Paused,
            [(RunStatus.WaitingInput, RunOperation.Pause)] = RunStatus.Paused,
            [(RunStatus.BudgetExceeded, RunOperation.Pause)] = RunStatus.Paused,
            [(RunStatus.Paused, RunOperation.Resume)] = RunStatus.Running,
            [(RunStatus.BudgetExceeded, RunOperation.Resume)] = RunStatus.Running,
            [(RunStatus.Quarantined, RunOperation.Resume)] = RunStatus.Running,
        };
        foreach (RunStatus from in Active)
        {
            table[(from, RunOperation.Succeed)] = RunStatus.Succeeded;
            table[(from, RunOperation.Reject)] = RunStatus.Rejected;
            table[(from, RunOperation.Fail)] = RunStatus.Failed;
            table[(from, RunOperation.Cancel)] = RunStatus.Canceled;
            table[(from, RunOperation.TimeOut)] = RunStatus.TimedOut;
            table[(from, RunOperation.Block)] = RunStatus.BlockedByPolicy;
            if (from != RunStatus.Quarantined)
            {
                table[(from, RunOperation.Quarantine)] = RunStatus.Quarantined;
            }
        }

        return table;
    }
}
