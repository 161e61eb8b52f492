using Coder.Forge.Events;

namespace Coder.Forge.GitHub.Webhooks;

/// <summary>What judges a commit at GitHub: check runs, their suites, workflows and statuses.</summary>
internal static class GitHubChecksRead
{
    internal static RepoCheck? Run(Payload payload)
    {
        Payload run = payload["check_run"];
        return run["id"].Number is { } id
            ? new RepoCheck
            {
                Id = id,
                Name = run["name"].Words,
                Commit = run["head_sha"].Words,
                Branch = run["check_suite"]["head_branch"].Text,
                Status = run["status"].Words,
                Conclusion = run["conclusion"].Text,
                ExternalId = run["external_id"].Text is { Length: > 0 } key ? key : null,
                AppId = run["app"]["id"].Number,
                Summary = run["output"]["summary"].Text ?? run["output"]["title"].Words,
                RequestedAction = payload["requested_action"]["identifier"].Text,
                PullRequests = PullRequests(run),
            }
            : null;
    }

    internal static RepoCheck? Suite(Payload suite) => suite["id"].Number is { } id
        ? new RepoCheck
        {
            Id = id,
            Name = suite["app"]["name"].Words,
            Commit = suite["head_sha"].Words,
            Branch = suite["head_branch"].Text,
            Status = suite["status"].Words,
            Conclusion = suite["conclusion"].Text,
            AppId = suite["app"]["id"].Number,
            PullRequests = PullRequests(suite),
        }
        : null;

    internal static RepoCheck? Workflow(Payload run) => run["id"].Number is { } id
        ? new RepoCheck
        {
            Id = id,
            Name = run["name"].Words,
            Commit = run["head_sha"].Words,
            Branch = run["head_branch"].Text,
            Status = run["status"].Words,
            Conclusion = run["conclusion"].Text,
            PullRequests = PullRequests(run),
        }
        : null;

    internal static RepoCheck? Status(Payload payload) => payload["id"].Number is { } id
        ? new RepoCheck
        {
            Id = id,
            Name = payload["context"].Words,
            Commit = payload["sha"].Words,
            Status = payload["state"].Words,
            Conclusion = payload["state"].Text is "pending" ? null : payload["state"].Text,
            Summary = payload["description"].Words,
        }
        : null;

    private static List<int> PullRequests(Payload subject) => [.. subject["pull_requests"].Items.Select(pull => pull["number"].Int32).OfType<int>()];
}
