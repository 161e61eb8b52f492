namespace Octokit;

public class MergePullRequest
{
    public string CommitTitle { get; set; }

    public string CommitMessage { get; set; }

    public PullRequestMergeMethod? MergeMethod { get; set; }

    /// <summary>The merge is refused when the head is another commit.</summary>
    public string Sha { get; set; }
}
