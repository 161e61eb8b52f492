using Coder.Forge.Deployments;
using Coder.Forge.GitHub.Access;
using Coder.Forge.Releases;
using Octokit;

namespace Coder.Forge.GitHub;

/// <summary>Releases, found by their tag, and deployments, found by their task, which holds our key.</summary>
internal sealed class GitHubDelivery(InstallationTokens tokens)
{
    internal async Task<Releases.Release> PublishAsync(RepositoryPath repository, ReleaseDraft draft)
    {
        IReleasesClient client = tokens.Client(repository, TokenScope.Push).Repository.Release;
        Octokit.Release published;
        try
        {
            Octokit.Release earlier = await client.Get(repository.Owner, repository.Name, draft.Tag);
            published = earlier.Name == draft.Name && earlier.Body == draft.Body && earlier.Prerelease == draft.IsPrerelease
                ? earlier
                : await client.Edit(repository.Owner, repository.Name, earlier.Id, new ReleaseUpdate { Name = draft.Name, Body = draft.Body, Prerelease = draft.IsPrerelease });
        }
        catch (NotFoundException)
        {
            NewRelease wanted = new(draft.Tag) { TargetCommitish = draft.Commit, Name = draft.Name, Body = draft.Body, Prerelease = draft.IsPrerelease };
            published = await client.Create(repository.Owner, repository.Name, wanted);
        }

        return new Releases.Release($"{published.Id}", draft);
    }

    internal async Task<Deployments.Deployment> PutAsync(RepositoryPath repository, DeploymentDraft draft)
    {
        GitHubClient client = tokens.Client(repository, TokenScope.Deployments);
        string task = $"coder:{draft.Key}";

        // Octokit's list takes no filter.
        Uri list = new($"repos/{repository.Owner}/{repository.Name}/deployments", UriKind.Relative);
        Dictionary<string, string> ours = new() { ["sha"] = draft.Commit, ["task"] = task, ["environment"] = draft.Environment };
        Octokit.Deployment deployment = (await client.Connection.Get<List<Octokit.Deployment>>(list, ours)).Body.FirstOrDefault()
            ?? await client.Repository.Deployment.Create(
                repository.Owner,
                repository.Name,
                new NewDeployment(draft.Commit) { Task = task, Environment = draft.Environment, Description = draft.Description, AutoMerge = false, RequiredContexts = [] });

        Octokit.DeploymentState state = draft.State switch
        {
            Deployments.DeploymentState.Running => Octokit.DeploymentState.InProgress,
            Deployments.DeploymentState.Succeeded => Octokit.DeploymentState.Success,
            _ => Octokit.DeploymentState.Failure,
        };
        IDeploymentStatusClient statuses = client.Repository.Deployment.Status;
        if ((await statuses.GetAll(repository.Owner, repository.Name, deployment.Id)).FirstOrDefault()?.State != state)
        {
            await statuses.Create(repository.Owner, repository.Name, deployment.Id, new NewDeploymentStatus(state) { Description = draft.Description });
        }

        return new Deployments.Deployment($"{deployment.Id}", draft.State);
    }
}
