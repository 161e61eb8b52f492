namespace Octokit;

/// <summary>409: the head is another commit than the one named.</summary>
public class PullRequestMismatchException : ApiException
{
    public PullRequestMismatchException(IResponse response)
        : this(response, null)
    {
    }

    public PullRequestMismatchException(IResponse response, Exception innerException)
        : base(response, innerException)
    {
    }

    public override string Message => ApiErrorMessageSafe ?? "Head branch was modified. Review and try the merge again.";
}
