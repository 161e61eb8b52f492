using Coder.Cli;
using Coder.Contracts;

namespace Coder.Tests.Cli;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData(RunStatus.Succeeded, null, 0)]
    [InlineData(RunStatus.Failed, "agent", 1)]
    [InlineData(RunStatus.Failed, "unverified", 1)]
    [InlineData(RunStatus.Failed, "platform", 5)]
    [InlineData(RunStatus.Rejected, null, 3)]
    [InlineData(RunStatus.BudgetExceeded, null, 4)]
    [InlineData(RunStatus.WaitingApproval, null, 6)]
    [InlineData(RunStatus.WaitingInput, null, 6)]
    [InlineData(RunStatus.BlockedByPolicy, null, 7)]
    [InlineData(RunStatus.Canceled, null, 8)]
    [InlineData(RunStatus.TimedOut, null, 124)]
    [InlineData(RunStatus.Paused, null, 130)]
    [InlineData(RunStatus.Quarantined, "platform", 5)]
    public void Of_Run_IsTheDocumentedCode(RunStatus status, string? reason, int expected)
    {
        RunView run = new()
        {
            Id = "r", Status = status, Reason = reason, Agent = "coder", Prompt = "p", CreatedAt = DateTimeOffset.UnixEpoch,
            Repository = new RepositoryView("/r", "c", ""), Usage = new UsageView(0, 0, 0, 0, 0, false, 0, 0),
        };

        Assert.Equal(expected, ExitCode.Of(run));
    }
}
