namespace Octokit;

public interface IIssuesLabelsClient
{
    Task<IReadOnlyList<Label>> GetAllForIssue(string owner, string name, long issueNumber);

    Task<Label> Get(string owner, string name, string labelName);

    Task<Label> Create(string owner, string name, NewLabel newLabel);

    Task<IReadOnlyList<Label>> AddToIssue(string owner, string name, long issueNumber, string[] labels);

    Task<IReadOnlyList<Label>> RemoveFromIssue(string owner, string name, long issueNumber, string labelName);
}
