using Coder.Workspaces.Sandbox.Limits;

namespace Coder.Workspaces.Sandbox;

/// <summary>The outcome of a sandboxed command.</summary>
public sealed record SandboxResult
{
    public required SandboxEnd End { get; init; }

    /// <summary>The exit code when <see cref="End"/> is <see cref="SandboxEnd.Exited"/>; 128 + signal when signaled; 124 when timed out; 137 when another limit ended it; else -1.</summary>
    public required int ExitCode { get; init; }

    /// <summary>The limit that ended the command, or that the kernel held against one of its processes; null: none.</summary>
    public LimitHit? Limit { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Head and tail of the merged output, by whole runes, control characters neutralised.</summary>
    public required string Output { get; init; }

    /// <summary>Bytes of output in all, kept or not.</summary>
    public required long OutputBytes { get; init; }

    internal static SandboxResult WithoutStart(SandboxEnd end, string reason) =>
        new() { End = end, ExitCode = -1, Duration = TimeSpan.Zero, Output = reason, OutputBytes = 0 };
}
