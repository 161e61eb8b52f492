using Coder.Contracts;
using Coder.Redaction;

namespace Coder.Runs.Records;

/// <summary>Turns the row of a run into what the API shows: everything that a caller, a model or a command wrote is redacted.</summary>
public static class RunViews
{
    /// <summary>Price of one credit.</summary>
    private const decimal UsdPerCredit = 0.10m;

    /// <param name="node">The node being visited; shown while the run is not final.</param>
    public static RunView ToView(this RunRecord run, Redactor redactor, string? node = null) => new()
    {
        Id = run.RunId,
        Status = run.Status,
        Outcome = run.Outcome,
        Reason = run.Reason,
        Error = redactor.RedactOrNull(run.Error),
        ErrorCode = run.ErrorCode,
        Output = redactor.RedactOrNull(run.Output),
        Agent = run.Agent,
        Prompt = redactor.Redact(run.Request.Prompt),
        Model = run.Model,
        Repository = new RepositoryView(run.RepositoryPath, run.BaseCommit, run.ProjectDirectory, run.Remote?.Repository),
        Project = run.Project,
        Branch = run.Branch,
        Commit = run.Commit,
        PullRequest = run.PullRequest,
        Node = RunTransitions.IsFinal(run.Status) ? null : node,
        Usage = run.Usage.ToView(),
        Gates = [.. run.Gates.Select(gate => gate.Redacted(redactor))],
        PolicyFindings = run.PolicyFindings,
        CreatedAt = run.CreatedAt,
        CompletedAt = run.CompletedAt,
        UncommittedFiles = [.. run.UncommittedFiles.Select(redactor.Redact)],
    };

    /// <summary>The evidence without secrets.</summary>
    public static GateView Redacted(this GateView gate, Redactor redactor) => gate with
    {
        Reason = redactor.Redact(gate.Reason),
        Command = redactor.Redact(gate.Command),
        Failures = [.. gate.Failures.Select(redactor.Redact)],
        FailurePlaces = [.. gate.FailurePlaces.Select(place => place with { Test = redactor.Redact(place.Test), Path = redactor.Redact(place.Path), Message = redactor.Redact(place.Message) })],
        Weakened = [.. gate.Weakened.Select(redactor.Redact)],
        PreexistingFailures = [.. gate.PreexistingFailures.Select(redactor.Redact)],
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
