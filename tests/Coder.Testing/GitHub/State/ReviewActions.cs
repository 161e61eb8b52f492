using System.Text.Json.Nodes;

namespace Coder.Testing.GitHub.State;

/// <summary>What users and the App do alike to the changes of a pull request.</summary>
internal static class ReviewActions
{
    /// <param name="verdict"><c>APPROVE</c>, <c>REQUEST_CHANGES</c>, <c>COMMENT</c> or <c>PENDING</c>.</param>
    internal static JsonObject Review(
        GitHubServer server, GitHubRepository repository, int number, string verdict, string body, IEnumerable<(string Path, int Line, string Body)> comments, string user)
    {
        JsonObject pull = PullRequests.Show(repository, number);
        JsonObject review = repository.Add(Kinds.Reviews, new JsonObject
        {
            ["pull_number"] = number,
            ["commit_id"] = PullRequests.Sha(pull, "head"),
            ["body"] = body,
            ["state"] = verdict switch { "APPROVE" => "APPROVED", "REQUEST_CHANGES" => "CHANGES_REQUESTED", "COMMENT" => "COMMENTED", _ => "PENDING" },
            ["user"] = Resources.User(user),
            ["html_url"] = Resources.Page(server, repository, $"/pull/{number}#pullrequestreview"),
            ["submitted_at"] = Resources.Time(server.Now),
        });
        foreach ((string path, int line, string text) in comments)
        {
            Comment(server, repository, number, (long)review["id"]!, path, line, text, user);
        }

        server.Announce(repository, "pull_request_review", "submitted", user, ("review", review), ("pull_request", pull));
        return review;
    }

    internal static JsonObject Comment(GitHubServer server, GitHubRepository repository, int number, long? review, string path, int line, string body, string user)
    {
        string now = Resources.Time(server.Now);
        JsonObject pull = PullRequests.Show(repository, number);
        JsonObject comment = repository.Add(Kinds.ReviewComments, new JsonObject
        {
            ["pull_number"] = number,
            ["pull_request_review_id"] = review,
            ["path"] = path,
            ["line"] = line,
            ["diff_hunk"] = PullRequests.HunkTo(repository, number, path, line) ?? "@@",
            ["commit_id"] = PullRequests.Sha(pull, "head"),
            ["body"] = body,
            ["user"] = Resources.User(user),
            ["html_url"] = Resources.Page(server, repository, $"/pull/{number}#discussion"),
            ["created_at"] = now,
            ["updated_at"] = now,
        });
        server.Announce(repository, "pull_request_review_comment", "created", user, ("comment", comment), ("pull_request", pull));
        return comment;
    }
}
