using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sandbox.Limits;

namespace Coder.Workspaces.Gates;

/// <param name="Limit">The limit that was hit, if any.</param>
/// <param name="Tests">What its reports or its console say of tests; null when they say nothing.</param>
internal sealed record GateStepResult(GateCommand Evidence, SandboxEnd End, string Output, TestSummary? Tests, LimitHit? Limit)
{
    public bool Succeeded => End == SandboxEnd.Exited && Evidence.ExitCode == 0;
}
