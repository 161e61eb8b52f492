namespace Coder.Workspaces.Sandbox.Checks;

/// <param name="Reasons">Why no untrusted command may run here, each with its fix; empty when the test passed.</param>
public sealed record SandboxSelfTestResult(IReadOnlyList<string> Reasons)
{
    public bool Passed => Reasons.Count == 0;
}
