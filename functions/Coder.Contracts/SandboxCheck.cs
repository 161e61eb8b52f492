namespace Coder.Contracts;

/// <summary>What a host of this machine could do for a sandbox; printed by <c>Coder.Functions.dll --check-sandbox</c>, read by <c>coder doctor</c>.</summary>
/// <param name="Missing">Why commands cannot be confined, each with its fix; empty when the self-test passed.</param>
/// <param name="Limits">What holds the memory, the processes and the processor share of a command.</param>
public sealed record SandboxCheck(IReadOnlyList<string> Missing, string Limits)
{
    public const string Argument = "--check-sandbox";
}
