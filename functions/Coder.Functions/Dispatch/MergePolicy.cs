using Coder.Forge.Checks;
using Coder.Forge.Events;
using Coder.Workspaces.Policy;

namespace Coder.Functions.Dispatch;

/// <summary>Whether a pull request of ours may be merged by us. Pure.</summary>
internal static class MergePolicy
{
    /// <summary>Why it is not merged; null: it is.</summary>
    /// <param name="checks">Of its newest commit, by name.</param>
    /// <param name="approvers">People with write permission who approved that commit and still do.</param>
    /// <param name="objectors">People with write permission whose newest word is that changes are needed.</param>
    internal static string? Refusal(
        RepositoryConfig config, RepoPullRequest pull, IReadOnlyDictionary<string, CheckState> checks, IReadOnlyCollection<string> approvers, IReadOnlyCollection<string> objectors)
    {
        if (config.MergeWhen is not ("gates_pass" or "approved"))
        {
            return "the settings leave merging to people";
        }

        if (pull is not { State: "open", IsMerged: false, IsDraft: false, IsFromFork: false })
        {
            return "it is closed, merged, a draft, or of a fork";
        }

        if (objectors.Count > 0)
        {
            return $"{string.Join(", ", objectors)} asked for changes";
        }

        // Whichever agent's they are: one may be at work while another's has passed before. Reviews are no gates.
        CheckState[] gates =
        [
            .. checks.Where(check => check.Key.StartsWith(DispatchRules.CheckPrefix, StringComparison.Ordinal) && check.Key != DispatchRules.ReviewCheck)
                .Select(check => check.Value).Where(state => state != CheckState.NotRun),
        ];
        if (gates.Length == 0 || gates.Any(state => state != CheckState.Passed))
        {
            return "the gates have not passed on its newest commit";
        }

        return RequiredChecks.Verdict(config.RequiredChecks, checks) switch
        {
            CheckState.Failed => "a required check has failed",
            CheckState.Passed when config.MergeWhen == "gates_pass" || approvers.Count > 0 => null,
            CheckState.Passed => "nobody with write permission has approved its newest commit",
            _ => "a required check has not passed yet",
        };
    }

    /// <summary>The newest verdict of every reviewer: an approval counts for the commit that it was given for.</summary>
    internal static (IReadOnlyList<string> Approving, IReadOnlyList<string> Objecting) Verdicts(IEnumerable<RepoReview> reviews, string commit)
    {
        RepoReview[] newest =
        [
            .. reviews.Where(review => review is { Author.IsBot: false, State: "approved" or "changes_requested" or "dismissed" })
                .GroupBy(review => review.Author!.Login, StringComparer.OrdinalIgnoreCase).Select(group => group.Last()),
        ];
        return (
            [.. newest.Where(review => review.State == "approved" && review.Commit == commit).Select(review => review.Author!.Login)],
            [.. newest.Where(review => review.State == "changes_requested").Select(review => review.Author!.Login)]);
    }
}
