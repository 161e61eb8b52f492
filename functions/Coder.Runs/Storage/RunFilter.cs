using Coder.Contracts;

namespace Coder.Runs.Storage;

/// <summary>Which runs of an account are listed; null: all.</summary>
/// <param name="Since">Created then or later.</param>
public sealed record RunFilter(RunStatus? Status = null, string? Project = null, string? Agent = null, DateTimeOffset? Since = null)
{
    internal bool Matches(Records.RunRecord run) =>
        (Status is null || run.Status == Status) && (Project is null || run.Project == Project) && (Agent is null || run.Agent == Agent);
}
