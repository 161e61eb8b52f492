using Coder.Contracts;

namespace Coder.Runs.Records;

/// <summary>Turns the row of a run into what the API shows.</summary>
public static class RunViews
{
    /// <summary>Price of one credit.</summary>
    private const decimal UsdPerCredit = 0.10m;

    /// <param name="node">The node being visited; shown while the run is not final.</param>
    public static RunView ToView(this RunRecord run, string? node = null) => new()
    {
        Id = run.RunId,
        Status = run.Status,
        Outcome = run.Outcome,
        Reason = run.Reason,
        Error = run.Error,
        ErrorCode = run.ErrorCode,
        Output = run.Output,
        Agent = run.Agent,
        Prompt = run.Request.Prompt,
        Model = run.Model,
        Repository = new RepositoryView(run.RepositoryPath, run.BaseCommit, run.ProjectDirectory),
        Branch = run.Branch,
        Commit = run.Commit,
        PullRequest = run.PullRequest,
        Node = RunTransitions.IsFinal(run.Status) ? null : node,
        Usage = run.Usage.ToView(),
        Gates = run.Gates,
        CreatedAt = run.CreatedAt,
        CompletedAt = run.CompletedAt,
        UncommittedFiles = run.UncommittedFiles,
    };

    public static UsageView ToView(this RunUsage usage)
    {
        decimal credits = usage.MicroCredits / RunUsage.MicroCreditsPerCredit;
        return new UsageView(
            usage.Turns,
            usage.TurnsRepeatedInFlight,
            usage.InputTokens,
            usage.CachedInputTokens,
            usage.OutputTokens,
            usage.Estimated,
            decimal.Round(credits, 4, MidpointRounding.AwayFromZero),
            decimal.Round(credits * UsdPerCredit, 4, MidpointRounding.AwayFromZero),
            usage.PlatformSeconds);
    }
}
