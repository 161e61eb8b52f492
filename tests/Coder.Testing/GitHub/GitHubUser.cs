using System.Text.Json.Nodes;
using Coder.Testing.GitHub.State;

namespace Coder.Testing.GitHub;

/// <summary>What a person does on the web page. Every action is announced by webhooks.</summary>
public sealed class GitHubUser(GitHubServer server, GitHubRepository repository, string login)
{
    /// <returns>The issue's number.</returns>
    public int OpenIssue(string title, string body) => server.Alone(() =>
    {
        int number = repository.NextNumber();
        JsonObject issue = Resources.Issue(server, repository, number, title, body, login);
        repository.Issues[number] = issue;
        server.Announce(repository, "issues", "opened", login, ("issue", issue));
        return number;
    });

    /// <returns>The pull request's number.</returns>
    public int OpenPullRequest(string title, string body, string head, string target) => server.Alone(() =>
    {
        JsonObject pull = PullRequests.Open(server, repository, title, body, head, target, draft: false, login);
        server.Announce(repository, "pull_request", "opened", login, ("pull_request", pull));
        return (int)pull["number"]!;
    });

    public void Label(int number, string name) => server.Alone(() =>
    {
        IssueActions.Label(server, repository, repository.Issues[number], name, login);
        return true;
    });

    /// <returns>The comment's id.</returns>
    public long Comment(int number, string body) => server.Alone(() => (long)IssueActions.Comment(server, repository, number, body, login)["id"]!);

    /// <param name="verdict"><c>APPROVE</c>, <c>REQUEST_CHANGES</c> or <c>COMMENT</c>.</param>
    /// <returns>The review's id.</returns>
    public long Review(int number, string verdict, string body, params (string Path, int Line, string Body)[] comments) =>
        server.Alone(() => (long)ReviewActions.Review(server, repository, number, verdict, body, comments, login)["id"]!);

    /// <summary>Asks for a check to be made again.</summary>
    public void RerequestCheck(long checkRun) => server.Alone(() =>
    {
        server.Announce(repository, "check_run", "rerequested", login, ("check_run", repository.Find(Kinds.CheckRuns, checkRun)!));
        return true;
    });
}
