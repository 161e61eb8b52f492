namespace Octokit;

public interface IRepoCollaboratorsClient
{
    Task<CollaboratorPermissionResponse> ReviewPermission(string owner, string name, string user);
}
