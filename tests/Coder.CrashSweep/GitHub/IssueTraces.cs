namespace Coder.CrashSweep.GitHub;

/// <summary>What one labeled issue has led to in the end.</summary>
/// <param name="Name">Where its host was killed.</param>
/// <param name="Runs">Id and status of its runs.</param>
/// <param name="Branches">Names of its branches.</param>
/// <param name="PullRequests">Numbers of those that close it.</param>
/// <param name="Checks">Conclusions of the check runs on its branches' commits.</param>
/// <param name="Comments">Our comments on it.</param>
/// <param name="Reactions">Ours, in order.</param>
internal sealed record IssueTraces(
    string Name,
    IReadOnlyList<string> Runs,
    IReadOnlyList<string> Branches,
    IReadOnlyList<int> PullRequests,
    IReadOnlyList<string> Checks,
    IReadOnlyList<string> Comments,
    IReadOnlyList<string> Reactions)
{
    /// <summary>What is not as without a kill: each thing once, and the work done. Pure.</summary>
    internal IEnumerable<string> Findings()
    {
        foreach ((string what, IEnumerable<string> all) in new (string, IEnumerable<string>)[]
        {
            ("runs", Runs), ("branches", Branches), ("pull requests", PullRequests.Select(number => $"#{number}")), ("check runs", Checks), ("status comments", Comments),
        })
        {
            if (all.Count() != 1)
            {
                yield return $"{Name}: {all.Count()} {what}: {string.Join("; ", all)}";
            }
        }

        if (Checks.Any(check => check != "success"))
        {
            yield return $"{Name}: its check ended with {string.Join(", ", Checks)}";
        }

        if (Comments.Any(comment => !PullRequests.Any(number => comment.Contains($"#{number}", StringComparison.Ordinal))))
        {
            yield return $"{Name}: its status comment does not name the pull request: {string.Join(" | ", Comments)}";
        }

        if (!Reactions.SequenceEqual(["eyes", "rocket"]))
        {
            yield return $"{Name}: its reactions are {string.Join(", ", Reactions)}";
        }
    }
}
