using Coder.Forge.Comments;
using Coder.Forge.GitHub.Access;
using Coder.Forge.Reviews;
using Octokit;

namespace Coder.Forge.GitHub;

/// <summary>What we say on issues and pull requests. Ours are found by our account and a hidden key: others may copy the key.</summary>
internal sealed class GitHubConversation(InstallationTokens tokens)
{
    private static readonly ApiOptions LargePages = new() { PageSize = 100 };

    internal async Task<Comment> PutCommentAsync(RepositoryPath repository, int number, CommentDraft draft)
    {
        IIssueCommentsClient client = tokens.Client(repository, TokenScope.Issues).Issue.Comment;
        string body = HiddenKey.Append(draft.Body, draft.Key);
        string login = await tokens.BotLoginAsync();
        IssueComment? ours = (await client.GetAllForIssue(repository.Owner, repository.Name, number, LargePages))
            .FirstOrDefault(comment => comment.User.Login == login && HiddenKey.IsIn(comment.Body, draft.Key));
        IssueComment now = ours is null ? await client.Create(repository.Owner, repository.Name, number, body)
            : ours.Body == body ? ours
            : await client.Update(repository.Owner, repository.Name, ours.Id, body);
        return new Comment($"{now.Id}", draft.Body);
    }

    internal async Task<Review> PutReviewAsync(RepositoryPath repository, int number, ReviewDraft draft)
    {
        GitHubClient client = tokens.Client(repository, TokenScope.PullRequests);
        string body = HiddenKey.Append(draft.Body, draft.Key);
        string login = await tokens.BotLoginAsync();
        PullRequestReview? ours = (await client.PullRequest.Review.GetAll(repository.Owner, repository.Name, number))
            .FirstOrDefault(review => review.User.Login == login && HiddenKey.IsIn(review.Body, draft.Key));
        if (ours is null)
        {
            // Octokit's own request knows only positions in the diff, which GitHub has given up for lines.
            NewReview wanted = new(draft.Commit, body, "COMMENT", [.. draft.Comments.Select(comment => new NewLineComment(comment.Path, comment.Line, "RIGHT", comment.Body))]);
            ours = await PostAsync(client, repository, number, wanted, draft);
        }

        return new Review($"{ours.Id}", draft.Body);
    }

    private static async Task<PullRequestReview> PostAsync(GitHubClient client, RepositoryPath repository, int number, NewReview wanted, ReviewDraft draft)
    {
        Uri reviews = new($"repos/{repository.Owner}/{repository.Name}/pulls/{number}/reviews", UriKind.Relative);
        try
        {
            return (await client.Connection.Post<PullRequestReview>(reviews, wanted, "application/vnd.github+json", "application/json")).Body;
        }
        catch (ApiValidationException) when (wanted.Comments.Count > 0)
        {
            // One line that GitHub does not find in its diff, and it takes nothing: then all of it goes into the text.
            string all = draft.Body + string.Concat(draft.Comments.Select(comment => $"\n\n`{comment.Path}:{comment.Line}`: {comment.Body}"));
            NewReview plain = wanted with { Body = HiddenKey.Append(all, draft.Key), Comments = [] };
            return (await client.Connection.Post<PullRequestReview>(reviews, plain, "application/vnd.github+json", "application/json")).Body;
        }
    }

    internal async Task<IReadOnlyList<string>> AddLabelAsync(RepositoryPath repository, int number, string label) =>
        Names(await Labels(repository).AddToIssue(repository.Owner, repository.Name, number, [label]));

    internal async Task<IReadOnlyList<string>> RemoveLabelAsync(RepositoryPath repository, int number, string label)
    {
        IIssuesLabelsClient labels = Labels(repository);
        try
        {
            return Names(await labels.RemoveFromIssue(repository.Owner, repository.Name, number, label));
        }
        catch (NotFoundException)
        {
            return Names(await labels.GetAllForIssue(repository.Owner, repository.Name, number));
        }
    }

    private IIssuesLabelsClient Labels(RepositoryPath repository) => tokens.Client(repository, TokenScope.Issues).Issue.Labels;

    private static IReadOnlyList<string> Names(IEnumerable<Label> labels) => [.. labels.Select(label => label.Name)];

    private sealed record NewReview(string CommitId, string Body, string Event, IReadOnlyList<NewLineComment> Comments);

    private sealed record NewLineComment(string Path, int Line, string Side, string Body);
}
