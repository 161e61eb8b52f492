using Coder.Workspaces.Gates;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Functions.Hosting;

/// <summary>Gates that pass on whatever tree they are given.</summary>
internal sealed class PassingGates : IGateRunner
{
    public async Task<GateEvidence> RunAsync(IWorkspaceSession workspace, GateRequest request, IProgress<string>? output, CancellationToken cancellation) => new()
    {
        Kind = request.Kind,
        State = GateState.Passed,
        Commands = [],
        TreeHash = await workspace.TreeHashAsync(cancellation),
        DurationSeconds = 0,
        Reason = "passed",
        ReasonCode = "passed",
    };
}
