using Coder.Contracts;
using Coder.Runs.Records;

namespace Coder.Tests.Runs;

public sealed class RunTransitionsTests
{
    private static readonly RunStatus[] Active =
        [RunStatus.Queued, RunStatus.Running, RunStatus.WaitingApproval, RunStatus.WaitingInput, RunStatus.Paused, RunStatus.BudgetExceeded, RunStatus.Quarantined];

    private static readonly Dictionary<RunOperation, RunStatus> Ends = new()
    {
        [RunOperation.Succeed] = RunStatus.Succeeded,
        [RunOperation.Reject] = RunStatus.Rejected,
        [RunOperation.Fail] = RunStatus.Failed,
        [RunOperation.Cancel] = RunStatus.Canceled,
        [RunOperation.TimeOut] = RunStatus.TimedOut,
        [RunOperation.Block] = RunStatus.BlockedByPolicy,
    };

    private static readonly Dictionary<(RunStatus, RunOperation), RunStatus> Legal = new()
    {
        [(RunStatus.Queued, RunOperation.Start)] = RunStatus.Running,
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
        [(RunStatus.Queued, RunOperation.Quarantine)] = RunStatus.Quarantined,
        [(RunStatus.Running, RunOperation.Quarantine)] = RunStatus.Quarantined,
        [(RunStatus.WaitingApproval, RunOperation.Quarantine)] = RunStatus.Quarantined,
        [(RunStatus.WaitingInput, RunOperation.Quarantine)] = RunStatus.Quarantined,
        [(RunStatus.Paused, RunOperation.Quarantine)] = RunStatus.Quarantined,
        [(RunStatus.BudgetExceeded, RunOperation.Quarantine)] = RunStatus.Quarantined,
    };

    public static TheoryData<RunStatus, RunOperation> Pairs
    {
        get
        {
            TheoryData<RunStatus, RunOperation> pairs = [];
            foreach (RunStatus from in Enum.GetValues<RunStatus>())
            {
                foreach (RunOperation operation in Enum.GetValues<RunOperation>())
                {
                    pairs.Add(from, operation);
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Apply_EveryPair_LeadsWhereItShouldOrIsNamed(RunStatus from, RunOperation operation)
    {
        RunStatus? to = Active.Contains(from) && Ends.TryGetValue(operation, out RunStatus end) ? end
            : Legal.TryGetValue((from, operation), out RunStatus next) ? next
            : null;
        if (to is not null)
        {
            Assert.Equal(to, RunTransitions.Apply(from, operation));
            return;
        }

        IllegalTransitionException refused = Assert.Throws<IllegalTransitionException>(() => RunTransitions.Apply(from, operation));
        Assert.Equal((from, operation), (refused.From, refused.Operation));
        Assert.Contains($"{from}", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"{operation}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IsFinal_EveryStatus_IsWhatNothingLeaves() =>
        Assert.All(Enum.GetValues<RunStatus>(), status => Assert.Equal(!Active.Contains(status), RunTransitions.IsFinal(status)));

    [Fact]
    public void IsResumable_EveryStatus_IsOneThatStandsStill() =>
        Assert.Equal([RunStatus.Paused, RunStatus.BudgetExceeded, RunStatus.Quarantined], Enum.GetValues<RunStatus>().Where(RunTransitions.IsResumable));
}
