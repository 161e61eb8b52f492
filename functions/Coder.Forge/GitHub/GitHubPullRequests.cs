using Coder.Forge.GitHub.Access;
using Octokit;

namespace Coder.Forge.GitHub;

/// <summary>Pull requests, found by their head branch.</summary>
internal sealed class GitHubPullRequests(InstallationTokens tokens)
{
    private const string MarkReady = "mutation($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { isDraft } } }";

    private static readonly ApiOptions LargePages = new() { PageSize = 100 };

    internal async Task<PullRequest> PublishAsync(RepositoryPath repository, PullRequestDraft draft)
    {
        IPullRequestsClient client = tokens.Client(repository, TokenScope.PullRequests).PullRequest;
        if (await FindOpenAsync(client, repository, draft.Head) is { } open)
        {
            return View(await UpdateAsync(client, repository, open, draft), draft.EvidenceJson);
        }

        try
        {
            NewPullRequest wanted = new(draft.Title, draft.Head, draft.Base) { Body = draft.Body, Draft = draft.IsDraft };
            return View(await client.Create(repository.Owner, repository.Name, wanted), draft.EvidenceJson);
        }
        catch (ApiValidationException)
        {
            // Somebody was faster, or an earlier try came through after all.
            if (await FindOpenAsync(client, repository, draft.Head) is not { } other)
            {
                throw;
            }

            return View(await UpdateAsync(client, repository, other, draft), draft.EvidenceJson);
        }
    }

    internal async Task<PullRequest?> FindAsync(RepositoryPath repository, int number)
    {
        try
        {
            return View(await tokens.Client(repository, TokenScope.PullRequests).PullRequest.Get(repository.Owner, repository.Name, number), "");
        }
        catch (NotFoundException)
        {
            return null;
        }
    }

    internal async Task<int?> FindOpenAsync(RepositoryPath repository, string head) =>
        (await FindOpenAsync(tokens.Client(repository, TokenScope.PullRequests).PullRequest, repository, head))?.Number;

    /// <summary>Why the pull request is still a draft; null when it is none.</summary>
    internal async Task<string?> MarkReadyAsync(RepositoryPath repository, int number)
    {
        GitHubClient client = tokens.Client(repository, TokenScope.PullRequests);
        Octokit.PullRequest pull = await client.PullRequest.Get(repository.Owner, repository.Name, number);
        if (!pull.Draft)
        {
            return null;
        }

        // Only GraphQL can; it lies beside the REST interface, whose address ends in api/v3 on servers of one's own.
        Uri address = new(client.Connection.BaseAddress, "../graphql");
        GraphQlAnswer answer = (await client.Connection.Post<GraphQlAnswer>(address, new { query = MarkReady, variables = new { id = pull.NodeId } }, null, null)).Body;
        return answer.Errors is [{ } error, ..] ? error.Message ?? "GitHub did not say why" : null;
    }

    internal async Task<IReadOnlyList<PullRequest>> ListAsync(RepositoryPath repository)
    {
        PullRequestRequest all = new() { State = ItemStateFilter.All, SortDirection = SortDirection.Descending };
        IReadOnlyList<Octokit.PullRequest> found =
            await tokens.Client(repository, TokenScope.PullRequests).PullRequest.GetAllForRepository(repository.Owner, repository.Name, all, LargePages);
        return [.. found.Select(pull => View(pull, ""))];
    }

    private static async Task<Octokit.PullRequest?> FindOpenAsync(IPullRequestsClient client, RepositoryPath repository, string head)
    {
        PullRequestRequest ofHead = new() { Head = $"{repository.Owner}:{head}", State = ItemStateFilter.Open };
        return (await client.GetAllForRepository(repository.Owner, repository.Name, ofHead)).FirstOrDefault();
    }

    private static async Task<Octokit.PullRequest> UpdateAsync(IPullRequestsClient client, RepositoryPath repository, Octokit.PullRequest open, PullRequestDraft draft) =>
        open.Title == draft.Title && (open.Body ?? "") == draft.Body && open.Base.Ref == draft.Base
            ? open
            : await client.Update(repository.Owner, repository.Name, open.Number, new PullRequestUpdate { Title = draft.Title, Body = draft.Body, Base = draft.Base });

    private static PullRequest View(Octokit.PullRequest pull, string evidence) => new(
        pull.Number, new PullRequestDraft(pull.Head.Ref, pull.Base.Ref, pull.Title, pull.Body ?? "", evidence), pull.HtmlUrl, pull.CreatedAt, pull.UpdatedAt);
}
