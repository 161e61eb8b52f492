namespace Octokit;

public enum PullRequestSort
{
    Created,
    Updated,
    Popularity,
    LongRunning,
}
