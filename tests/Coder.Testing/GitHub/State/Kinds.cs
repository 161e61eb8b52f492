namespace Coder.Testing.GitHub.State;

/// <summary>Kinds of resources in <see cref="GitHubRepository.Lists"/>.</summary>
internal static class Kinds
{
    internal const string Comments = "comments";
    internal const string Reviews = "reviews";
    internal const string ReviewComments = "review_comments";
    internal const string CheckRuns = "check_runs";
    internal const string Statuses = "statuses";
    internal const string Releases = "releases";
    internal const string Deployments = "deployments";
    internal const string DeploymentStatuses = "deployment_statuses";
    internal const string Reactions = "reactions";
}
