namespace Octokit;

/// <summary>405: the merge is not possible as things are.</summary>
public class PullRequestNotMergeableException : ApiException
{
    public PullRequestNotMergeableException(IResponse response)
        : this(response, null)
    {
    }

    public PullRequestNotMergeableException(IResponse response, Exception innerException)
        : base(response, innerException)
    {
    }

    public override string Message => ApiErrorMessageSafe ?? "Pull Request is not mergeable";
}
