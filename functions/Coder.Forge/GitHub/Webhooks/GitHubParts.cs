using Coder.Forge.Events;

namespace Coder.Forge.GitHub.Webhooks;

/// <summary>The parts of GitHub's payloads. A part without what names it is null.</summary>
internal static class GitHubParts
{
    private const string NoCommit = "0000000000000000000000000000000000000000";

    internal static RepositoryName? Repository(Payload repository) => repository["full_name"].Text is { } name && name.Split('/') is [{ Length: > 0 }, { Length: > 0 }] ? new RepositoryName(name) : null;

    internal static RepoUser? User(Payload user) => user["login"].Text is { Length: > 0 } login
        ? new RepoUser(login, user["id"].Number ?? 0, user["type"].Text != "User" || login.EndsWith("[bot]", StringComparison.Ordinal))
        : null;

    internal static RepoIssue? Issue(Payload issue) => issue["number"].Int32 is { } number
        ? new RepoIssue
        {
            Number = number,
            Title = issue["title"].Words,
            Body = issue["body"].Words,
            State = issue["state"].Words,
            IsPullRequest = issue["pull_request"].IsObject,
            Author = User(issue["user"]),
            Labels = Labels(issue),
        }
        : null;

    internal static RepoPullRequest? PullRequest(Payload payload)
    {
        Payload pull = payload["pull_request"];
        RepositoryName? head = Repository(pull["head"]["repo"]);
        return pull["number"].Int32 is { } number
            ? new RepoPullRequest
            {
                Number = number,
                Title = pull["title"].Words,
                Body = pull["body"].Words,
                State = pull["state"].Words,
                IsDraft = pull["draft"].IsTrue,
                IsMerged = pull["merged"].IsTrue || pull["merged_at"].Text is not null,
                HeadBranch = pull["head"]["ref"].Words,
                HeadCommit = pull["head"]["sha"].Words,
                HeadRepository = head,
                BaseBranch = pull["base"]["ref"].Words,
                BaseCommit = pull["base"]["sha"].Words,
                IsFromFork = !(head is { } from && Repository(payload["repository"]) is { } to && string.Equals(from.Value, to.Value, StringComparison.OrdinalIgnoreCase)),
                Author = User(pull["user"]),
                Labels = Labels(pull),
            }
            : null;
    }

    internal static RepoComment? Comment(Payload comment) => comment["id"].Number is { } id
        ? new RepoComment
        {
            Id = id,
            Body = comment["body"].Words,
            Author = User(comment["user"]),
            Path = comment["path"].Text,
            Line = comment["line"].Int32,
            Commit = comment["commit_id"].Text,
            ReviewId = comment["pull_request_review_id"].Number,
            InReplyTo = comment["in_reply_to_id"].Number,
        }
        : null;

    internal static RepoReview? Review(Payload review) => review["id"].Number is { } id
        ? new RepoReview(id, review["state"].Words.ToLowerInvariant(), review["body"].Words, review["commit_id"].Text, User(review["user"]))
        : null;

    internal static RepoRef? Pushed(Payload payload) => payload["ref"].Text is { Length: > 0 } name
        ? new RepoRef(name, Commit(payload["before"]), Commit(payload["after"]), payload["forced"].IsTrue)
        : null;

    /// <summary><c>create</c> and <c>delete</c> give the bare name and say apart what it names.</summary>
    internal static RepoRef? Named(Payload payload) => payload["ref"].Text is { Length: > 0 } name
        ? new RepoRef($"refs/{(payload["ref_type"].Text == "tag" ? "tags" : "heads")}/{name}", null, null, IsForced: false)
        : null;

    internal static RepoRelease? Release(Payload release) => release["id"].Number is { } id
        ? new RepoRelease(id, release["tag_name"].Words, release["name"].Words, release["body"].Words, release["draft"].IsTrue, release["prerelease"].IsTrue)
        : null;

    internal static RepoDeployment? Deployment(Payload payload)
    {
        Payload deployment = payload["deployment"];
        return deployment["id"].Number is { } id
            ? new RepoDeployment(id, deployment["environment"].Words, deployment["sha"].Words, deployment["task"].Words, payload["deployment_status"]["state"].Text)
            : null;
    }

    /// <summary>A new installation lists what it reaches under <c>repositories</c>; one that is gone or suspended, what it reached.</summary>
    internal static RepoAccess? Access(Payload payload)
    {
        if (payload["installation"]["account"]["login"].Text is not { } account)
        {
            return null;
        }

        IReadOnlyList<RepositoryName> all = Repositories(payload["repositories"]);
        return payload["action"].Text switch
        {
            "deleted" or "suspend" => new RepoAccess(account, [], all),
            "created" or "unsuspend" => new RepoAccess(account, all, []),
            _ => new RepoAccess(account, Repositories(payload["repositories_added"]), Repositories(payload["repositories_removed"])),
        };
    }

    internal static RepositoryName? Former(Payload payload)
    {
        Payload from = payload["changes"]["repository"]["name"]["from"];
        Payload owner = payload["changes"]["owner"]["from"];
        string[]? now = payload["repository"]["full_name"].Text?.Split('/');
        if (now is not [var nowOwner, var nowName])
        {
            return null;
        }

        string? before = owner["user"]["login"].Text ?? owner["organization"]["login"].Text;
        return from.Text is { Length: > 0 } name ? new RepositoryName($"{nowOwner}/{name}") : before is { Length: > 0 } ? new RepositoryName($"{before}/{nowName}") : null;
    }

    private static List<RepositoryName> Repositories(Payload list) => [.. list.Items.Select(Repository).OfType<RepositoryName>()];

    private static List<string> Labels(Payload subject) => [.. subject["labels"].Items.Select(label => label["name"].Text).OfType<string>()];

    private static string? Commit(Payload value) => value.Text is { Length: > 0 } commit && commit != NoCommit ? commit : null;
}
