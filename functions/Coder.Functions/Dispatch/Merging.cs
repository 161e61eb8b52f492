using Coder.Forge;
using Coder.Forge.Checks;
using Coder.Forge.Events;
using Coder.Forge.Merging;
using Coder.Functions.Runs;
using Coder.Workspaces.Policy;

namespace Coder.Functions.Dispatch;

/// <summary>Merges pull requests of ours as the repository's settings say.</summary>
public sealed class Merging(RunRepositories repositories, RunAudit audit)
{
    /// <returns>One line: what became of it.</returns>
    internal async Task<EventOutcome> JudgeAsync(RepositoryName repository, int number, CancellationToken cancellation)
    {
        IRemoteForge forge = repositories.Remote;
        if (await forge.FindStateAsync(repository, number, cancellation) is not { } pull || pull.Author?.Login != await forge.GetAccountAsync(cancellation))
        {
            return EventOutcome.Ignored($"#{number} is no pull request of ours");
        }

        RepositoryConfig config = await repositories.SettingsAsync(repository, cancellation);
        if (config.MergeWhen is null or "never")
        {
            return EventOutcome.Ignored("the settings leave merging to people");
        }

        IReadOnlyDictionary<string, CheckState> checks = await forge.ListChecksAsync(repository, pull.HeadCommit, cancellation);
        (IReadOnlyList<string> approving, IReadOnlyList<string> objecting) = MergePolicy.Verdicts(await forge.ListReviewsAsync(repository, number, cancellation), pull.HeadCommit);
        string[] approvers = await WritersAsync(forge, repository, approving, cancellation);
        if (MergePolicy.Refusal(config, pull, checks, approvers, await WritersAsync(forge, repository, objecting, cancellation)) is { } why)
        {
            return EventOutcome.Ignored($"#{number} is not merged: {why}");
        }

        MergeRequest wanted = new(pull.HeadCommit, MethodOf(config), $"{pull.Title} (#{number})");
        switch (await forge.MergeAsync(repository, number, wanted, cancellation))
        {
            case MergeOutcome.Merged:
                await audit.MergedAsync(repository, number, pull.HeadCommit, cancellation);
                return EventOutcome.Did($"merged #{number}");
            case MergeOutcome.Refused refused:
                return EventOutcome.Ignored($"#{number} is not merged: {refused.Message}");
            default:
                throw new InvalidOperationException("Unknown outcome.");
        }
    }

    private static async Task<string[]> WritersAsync(IRemoteForge forge, RepositoryName repository, IReadOnlyList<string> users, CancellationToken cancellation)
    {
        List<string> writers = [];
        foreach (string user in users)
        {
            if (await forge.GetPermissionAsync(repository, user, cancellation) >= UserPermission.Write)
            {
                writers.Add(user);
            }
        }

        return [.. writers];
    }

    private static MergeMethod MethodOf(RepositoryConfig config) => config.MergeMethod switch { "squash" => MergeMethod.Squash, "rebase" => MergeMethod.Rebase, _ => MergeMethod.Merge };
}
