using Coder.Workspaces.Git;

namespace Coder.Workspaces.Sessions;

/// <summary>What all sessions of one run on this machine share.</summary>
/// <param name="Gate">Held while git works on a workspace of the run: index and refs are changed by one at a time.</param>
internal sealed record RunWorkspace(WorkspaceSpec Spec, UserRepository User, SemaphoreSlim Gate)
{
    public string HiddenRef => $"refs/coder/runs/{Spec.RunId}";
}
