using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Gates;

/// <summary>Runs a gate on a workspace and returns the evidence; a failing or missing command is evidence, never an exception.</summary>
public interface IGateRunner
{
    Task<GateEvidence> RunAsync(IWorkspaceSession workspace, GateRequest request, IProgress<string>? output, CancellationToken cancellation);
}
