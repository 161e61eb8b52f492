namespace Coder.Workspaces.Sandbox;

/// <summary>The outcome of a sandboxed command.</summary>
public sealed record SandboxResult
{
    public required SandboxEnd End { get; init; }

    /// <summary>The exit code when <see cref="End"/> is <see cref="SandboxEnd.Exited"/>; 128 + signal when signaled; 124 when timed out; else -1.</summary>
    public required int ExitCode { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Head and tail of the merged output, by whole runes, control characters neutralised.</summary>
    public required string Output { get; init; }

    /// <summary>Bytes of output in all, kept or not.</summary>
    public required long OutputBytes { get; init; }
}
