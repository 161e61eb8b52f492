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

    internal static RepoCheck? Suite(Payload suite) => OfCommit(suite, suite["app"]["name"].Words);

    internal static RepoCheck? Workflow(Payload run) => OfCommit(run, run["name"].Words);

    internal static RepoCheck? Status(Payload payload) => payload["id"].Number is { } id
        ? new RepoCheck
        {
            Id = id,
            Name = payload["context"].Words,
            Commit = payload["sha"].Words,
            Status = payload["state"].Words,
            Conclusion = payload["state"].Text is "pending" ? null : payload["state"].Text,
            Summary = payload["description"].Words,
            Branches = [.. payload["branches"].Items.Select(branch => branch["name"].Text).OfType<string>()],
        }
        : null;

    private static RepoCheck? OfCommit(Payload subject, string name) => subject["id"].Number is { } id
        ? new RepoCheck
        {
            Id = id,
            Name = name,
            Commit = subject["head_sha"].Words,
            Branch = subject["head_branch"].Text,
            Status = subject["status"].Words,
            Conclusion = subject["conclusion"].Text,
            AppId = subject["app"]["id"].Number,
            PullRequests = PullRequests(subject),
        }
        : null;

    private static List<int> PullRequests(Payload subject) => [.. subject["pull_requests"].Items.Select(pull => pull["number"].Int32).OfType<int>()];
}
