namespace Coder.Workspaces.Sandbox.Starting;

/// <param name="Reason"><see cref="SandboxEnd.Exited"/>, <see cref="SandboxEnd.TimedOut"/> or <see cref="SandboxEnd.Canceled"/>.</param>
/// <param name="ExitCode">Of the child itself.</param>
internal sealed record ChildEnd(SandboxEnd Reason, int ExitCode, TimeSpan Duration);
