namespace Coder.Workspaces.Sandbox;

/// <summary>One command for <see cref="ISandbox"/>.</summary>
public sealed record SandboxCommand
{
    /// <summary>Program and arguments, as seen inside; never a shell line (use <c>["bash", "-c", line]</c> for one).</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Host folder that appears as <c>/workspace</c>, writable.</summary>
    public required string WorkspaceFolder { get; init; }

    /// <summary>Folder below the workspace in which the command starts; empty for its root.</summary>
    public string WorkingDirectory { get; init; } = "";

    /// <summary>Added to the sandbox's own minimal environment. Never a secret: it is readable inside.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Host folders bound in besides the toolchains.</summary>
    public IReadOnlyList<SandboxMount> Mounts { get; init; } = [];

    /// <summary>Text given on standard input; null for none (end of file at once).</summary>
    public string? StandardInput { get; init; }

    public SandboxLimits Limits { get; init; } = new();
}
