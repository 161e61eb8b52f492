using Coder.Workspaces.Egress;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sandbox.Limits;

namespace Coder.Workspaces.Sessions;

/// <param name="End">How it ended.</param>
/// <param name="ExitCode">As <see cref="SandboxResult.ExitCode"/>.</param>
/// <param name="Duration">Wall clock.</param>
/// <param name="Output">Head and tail of the merged output.</param>
/// <param name="StandardOutput">Stdout alone, when asked for.</param>
/// <param name="Refused">Connections that the network policy refused; null or empty for none.</param>
/// <param name="Limit">The limit that was hit, if any.</param>
public sealed record CommandResult(
    SandboxEnd End, int ExitCode, TimeSpan Duration, string Output, string? StandardOutput = null, IReadOnlyList<EgressRefusal>? Refused = null, LimitHit? Limit = null)
{
    public bool Succeeded => End == SandboxEnd.Exited && ExitCode == 0;
}
