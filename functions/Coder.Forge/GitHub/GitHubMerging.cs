using Coder.Forge.GitHub.Access;
using Coder.Forge.Merging;
using Octokit;

namespace Coder.Forge.GitHub;

/// <summary>Merges of pull requests.</summary>
internal sealed class GitHubMerging(InstallationTokens tokens)
{
    internal async Task<MergeOutcome> MergeAsync(RepositoryPath repository, int number, MergeRequest request)
    {
        IPullRequestsClient client = tokens.Client(repository, TokenScope.Merge).PullRequest;
        Octokit.PullRequest pull;
        try
        {
            pull = await client.Get(repository.Owner, repository.Name, number);
        }
        catch (NotFoundException)
        {
            return new MergeOutcome.Refused(MergeRefusal.NotMergeable, $"There is no pull request {number}.");
        }

        if (pull.Merged)
        {
            return new MergeOutcome.Merged(pull.MergeCommitSha);
        }

        if (pull.State == ItemState.Closed)
        {
            return new MergeOutcome.Refused(MergeRefusal.Closed, "The pull request is closed.");
        }

        try
        {
            MergePullRequest wanted = new() { Sha = request.ExpectedHead, MergeMethod = Method(request.Method), CommitTitle = request.Title };
            return new MergeOutcome.Merged((await client.Merge(repository.Owner, repository.Name, number, wanted)).Sha);
        }
        catch (PullRequestMismatchException e)
        {
            return new MergeOutcome.Refused(MergeRefusal.HeadMoved, e.Message);
        }
        catch (PullRequestNotMergeableException e)
        {
            return new MergeOutcome.Refused(MergeRefusal.NotMergeable, e.Message);
        }
    }

    private static PullRequestMergeMethod Method(MergeMethod method) => method switch
    {
        MergeMethod.Squash => PullRequestMergeMethod.Squash,
        MergeMethod.Rebase => PullRequestMergeMethod.Rebase,
        _ => PullRequestMergeMethod.Merge,
    };
}
