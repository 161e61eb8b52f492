using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Coder.Testing.GitHub.State;

/// <summary>Pull requests: what they show depends on the branches, which move.</summary>
internal static partial class PullRequests
{
    internal static JsonObject Open(GitHubServer server, GitHubRepository repository, string title, string body, string head, string target, bool draft, string user)
    {
        int number = repository.NextNumber();
        JsonObject issue = Resources.Issue(server, repository, number, title, body, user);
        issue["pull_request"] = new JsonObject { ["html_url"] = Resources.Page(server, repository, $"/pull/{number}") };
        repository.Issues[number] = issue;
        JsonObject pull = new()
        {
            ["id"] = repository.NextId(),
            ["node_id"] = $"PR_{repository.Id}_{number}",
            ["number"] = number,
            ["draft"] = draft,
            ["html_url"] = Resources.Page(server, repository, $"/pull/{number}"),
            ["head"] = Side(server, repository, head),
            ["base"] = Side(server, repository, target),
            ["merged_at"] = null,
            ["merge_commit_sha"] = null,
        };
        repository.Pulls[number] = pull;
        return Show(repository, number);
    }

    /// <summary>The pull request as it is now: its issue's fields, the commits of its branches, and whether they merge.</summary>
    internal static JsonObject Show(GitHubRepository repository, int number)
    {
        JsonObject pull = repository.Pulls[number];
        bool isOpen = (string)repository.Issues[number]["state"]! == "open";
        if (isOpen)
        {
            foreach (string side in (string[])["head", "base"])
            {
                // A branch that is gone leaves the pull request at its last commit.
                pull[side]!["sha"] = repository.Commit(Reference(repository, pull, side)) ?? (string?)pull[side]!["sha"];
            }
        }

        JsonObject shown = pull.DeepClone().AsObject();
        foreach (string field in (string[])["title", "body", "state", "user", "labels", "created_at", "updated_at", "closed_at"])
        {
            shown[field] = repository.Issues[number][field]?.DeepClone();
        }

        string? tree = isOpen ? repository.Git.MergedTree(Sha(pull, "base"), Sha(pull, "head")) : null;
        shown["mergeable"] = isOpen ? tree is not null : null;
        shown["mergeable_state"] = !isOpen ? "unknown" : tree is not null ? "clean" : "dirty";
        shown["merged"] = pull["merged_at"] is not null;
        return shown;
    }

    /// <summary>The hunk of its diff that shows a line of a file as it is after it, up to that line; null when none does.</summary>
    internal static string? HunkTo(GitHubRepository repository, int number, string path, int line)
    {
        JsonObject pull = repository.Pulls[number];
        string[] diff = repository.Git.Run("diff", "--unified=3", $"{Sha(pull, "base")}...{Sha(pull, "head")}", "--", path).Split('\n');
        (int start, int at) = (-1, 0);
        for (int index = 0; index < diff.Length; index++)
        {
            if (HunkHeader().Match(diff[index]) is { Success: true } header)
            {
                (start, at) = (index, int.Parse(header.Groups["first"].Value, System.Globalization.CultureInfo.InvariantCulture) - 1);
            }
            else if (start >= 0 && (diff[index].StartsWith('+') || diff[index].StartsWith(' ')) && ++at == line)
            {
                return string.Join('\n', diff[start..(index + 1)]);
            }
        }

        return null;
    }

    /// <summary>Makes the head of an open pull request a commit of somebody's fork.</summary>
    internal static void MoveToFork(GitHubServer server, GitHubRepository repository, int number, string owner, string branch)
    {
        JsonObject head = repository.Pulls[number]["head"]!.AsObject();
        repository.Git.SetReference($"refs/pull/{number}/head", (string)head["sha"]!);
        repository.Git.DeleteReference($"refs/heads/{branch}");
        JsonObject fork = Resources.Repository(server, repository);
        (fork["full_name"], fork["owner"], fork["fork"]) = ($"{owner}/{repository.Name}", Resources.User(owner), true);
        (head["label"], head["user"], head["repo"]) = ($"{owner}:{branch}", Resources.User(owner), fork);
    }

    private static string Reference(GitHubRepository repository, JsonObject pull, string side) =>
        (string)pull[side]!["repo"]!["full_name"]! == repository.FullName ? (string)pull[side]!["ref"]! : $"refs/pull/{pull["number"]}/head";

    internal static string Sha(JsonObject pull, string side) => (string)pull[side]!["sha"]!;

    /// <summary>Merges; false when the branches conflict.</summary>
    internal static bool Merge(GitHubServer server, GitHubRepository repository, int number, string method, string message)
    {
        JsonObject pull = repository.Pulls[number];
        (string target, string head) = (Sha(pull, "base"), Sha(pull, "head"));
        if (repository.Git.MergedTree(target, head) is not { } tree)
        {
            return false;
        }

        string merged = repository.Git.NewCommit(tree, message, method == "merge" ? [target, head] : [target]);
        repository.Git.SetReference($"refs/heads/{(string)pull["base"]!["ref"]!}", merged);
        pull["merge_commit_sha"] = merged;
        pull["merged_at"] = Resources.Time(server.Now);
        Close(server, repository, number);
        if ((string)pull["base"]!["ref"]! == repository.DefaultBranch)
        {
            CloseMentioned(server, repository, (string?)repository.Issues[number]["body"] ?? "");
        }

        return true;
    }

    internal static void Close(GitHubServer server, GitHubRepository repository, int number)
    {
        repository.Issues[number]["state"] = "closed";
        repository.Issues[number]["closed_at"] = Resources.Time(server.Now);
    }

    private static void CloseMentioned(GitHubServer server, GitHubRepository repository, string body)
    {
        foreach (Match mention in ClosingKeyword().Matches(body))
        {
            int number = int.Parse(mention.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture);
            if (repository.Issues.TryGetValue(number, out JsonObject? issue) && (string)issue["state"]! == "open")
            {
                Close(server, repository, number);
                server.Announce(repository, "issues", "closed", server.App.BotLogin, ("issue", issue));
            }
        }
    }

    private static JsonObject Side(GitHubServer server, GitHubRepository repository, string branch) => new()
    {
        ["label"] = $"{repository.Owner}:{branch}",
        ["ref"] = branch,
        ["sha"] = repository.Commit(branch),
        ["user"] = Resources.User(repository.Owner),
        ["repo"] = Resources.Repository(server, repository),
    };

    [GeneratedRegex(@"^@@ -\S+ \+(?<first>\d+)(,\d+)? @@")]
    private static partial Regex HunkHeader();

    [GeneratedRegex(@"\b(close[sd]?|fix(e[sd])?|resolve[sd]?) #(?<number>\d+)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ClosingKeyword();
}
