using Coder.Workspaces.Sandbox;

namespace Coder.Workspaces.Gates;

/// <param name="Tests">What its reports or its console say of tests; null when they say nothing.</param>
internal sealed record GateStepResult(GateCommand Evidence, SandboxEnd End, string Output, TestSummary? Tests)
{
    public bool Succeeded => End == SandboxEnd.Exited && Evidence.ExitCode == 0;
}
