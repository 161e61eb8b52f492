namespace Coder.Workspaces.Sandbox;

/// <summary>What this machine can do for a sandbox.</summary>
/// <param name="Missing">Why commands cannot be confined, each with its fix; empty when the self-test passed.</param>
/// <param name="Limits">What holds the memory, the processes and the processor share of a command.</param>
public sealed record SandboxReport(IReadOnlyList<string> Missing, string Limits);
