using Coder.Contracts;
using Coder.EndToEnd.Tests.Harness;
using Coder.Testing.Models;
using Coder.Testing.Repositories;

namespace Coder.EndToEnd.Tests.Resuming;

/// <summary>What must hold of every run that was interrupted and went on to its end.</summary>
internal static class ResumedRun
{
    /// <summary>One branch, one pull request, one end; no turn asked for again but one that was in flight.</summary>
    public static async Task<(RunView Run, IReadOnlyList<RunEvent> Events)> EndedOnceAsync(CoderHome home, TemporaryRepository repository, AnthropicServer server, string id)
    {
        (RunView run, IReadOnlyList<RunEvent> events) = await home.ReadAsync(id);
        Assert.Equal(RunStatus.Succeeded, run.Status);
        Assert.Equal(1, run.PullRequest?.Number);
        Assert.Equal(run.Branch, Assert.Single(repository.ResultBranches()));
        Assert.Equal(SumProject.Right.Trim(), repository.Git("show", $"{run.Branch}:{SumProject.Code}"));

        Assert.Single(events, e => e.Type == RunEventTypes.PullRequestOpened);
        Assert.Single(events, e => e.Type == RunEventTypes.BranchPublished);
        Assert.Equal(RunEventTypes.RunCompleted, events[^1].Type);
        Assert.Single(events, e => e.Type == RunEventTypes.RunCompleted);

        string[] requests = [.. server.Requests.Select(r => r.ClientRequestId)];
        string[] turns = [.. requests.Distinct()];
        Assert.Equal(run.Usage.Turns, turns.Length);
        Assert.Equal(run.Usage.Turns, events.Count(e => e.Type == RunEventTypes.TurnCompleted));
        Assert.Equal(turns, requests.Where((request, i) => i == 0 || requests[i - 1] != request));
        Assert.InRange(requests.Length - turns.Length, 0, run.Usage.TurnsRepeatedInFlight);
        return (run, events);
    }
}
