namespace Octokit;

internal sealed class RepoCollaboratorsClient(IConnection connection) : IRepoCollaboratorsClient
{
    public Task<CollaboratorPermissionResponse> ReviewPermission(string owner, string name, string user) =>
        connection.GetAsync<CollaboratorPermissionResponse>(Query.Route($"repos/{owner}/{name}/collaborators/{user}/permission"));
}
