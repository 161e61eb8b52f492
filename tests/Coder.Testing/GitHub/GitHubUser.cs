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

    /// <summary>Changes one file in a fork of the user's own, and asks for it to be taken in.</summary>
    /// <returns>The pull request's number.</returns>
    public int OpenPullRequestFromFork(string title, string path, string text) => server.Alone(() =>
    {
        const string branch = "patch-1";
        repository.BranchFrom(repository.DefaultBranch, branch);
        repository.CommitFile(branch, path, text);
        int number = (int)PullRequests.Open(server, repository, title, "", branch, repository.DefaultBranch, draft: false, login)["number"]!;
        PullRequests.MoveToFork(server, repository, number, login, branch);
        server.Announce(repository, "pull_request", "opened", login, ("pull_request", PullRequests.Show(repository, number)));
        return number;
    });

    /// <summary>Changes a comment of one's own.</summary>
    public void EditComment(long id, string body) => server.Alone(() =>
    {
        JsonObject comment = repository.Find(Kinds.Comments, id)!;
        comment["body"] = body;
        server.Announce(repository, "issue_comment", "edited", login, ("issue", repository.Issues[(int)comment["issue_number"]!]), ("comment", comment));
        return true;
    });

    /// <summary>Reports a commit's status, as a program of the repository's own would.</summary>
    public void Report(string commit, string context, string state) => server.Alone(() =>
    {
        server.AnnounceStatus(repository, repository.Find(Kinds.Statuses, repository.AddStatus(commit, context, state))!, login);
        return true;
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
