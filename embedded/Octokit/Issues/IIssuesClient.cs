namespace Octokit;

public interface IIssuesClient
{
    IIssueCommentsClient Comment { get; }

    IIssuesLabelsClient Labels { get; }

    Task<Issue> Get(string owner, string name, long issueNumber);
}
