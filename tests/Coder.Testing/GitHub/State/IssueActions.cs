using System.Text.Json.Nodes;

namespace Coder.Testing.GitHub.State;

/// <summary>What users and the App do alike to issues and pull requests.</summary>
internal static class IssueActions
{
    internal static JsonObject Comment(GitHubServer server, GitHubRepository repository, int number, string body, string user)
    {
        string now = Resources.Time(server.Now);
        JsonObject comment = repository.Add(Kinds.Comments, new JsonObject
        {
            ["issue_number"] = number,
            ["body"] = body,
            ["user"] = Resources.User(user),
            ["html_url"] = Resources.Page(server, repository, $"/issues/{number}#issuecomment"),
            ["created_at"] = now,
            ["updated_at"] = now,
        });
        server.Announce(repository, "issue_comment", "created", user, ("issue", repository.Issues[number]), ("comment", comment));
        return comment;
    }

    internal static void Label(GitHubServer server, GitHubRepository repository, JsonObject issue, string name, string user)
    {
        JsonArray labels = issue["labels"]!.AsArray();
        if (labels.Any(label => (string)label!["name"]! == name))
        {
            return;
        }

        JsonObject added = Resources.Label(name);
        labels.Add(added);
        (string what, JsonObject labeled) = issue.ContainsKey("pull_request")
            ? ("pull_request", PullRequests.Show(repository, (int)issue["number"]!))
            : ("issue", issue);
        server.Announce(repository, what == "issue" ? "issues" : what, "labeled", user, (what, labeled), ("label", added));
    }
}
