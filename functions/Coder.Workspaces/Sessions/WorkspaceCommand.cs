namespace Coder.Workspaces.Sessions;

/// <summary>A command for <see cref="IWorkspaceSession.RunAsync"/>.</summary>
public sealed record WorkspaceCommand
{
    /// <summary>Program and arguments.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Folder below the workspace's root; null for the project directory.</summary>
    public string? WorkingDirectory { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(300);

    public string? StandardInput { get; init; }

    /// <summary>Host folders of the platform (an agent's scripts) shown read-only inside, by absolute inside path.</summary>
    public IReadOnlyDictionary<string, string> ReadOnlyFolders { get; init; } = new Dictionary<string, string>();

    /// <summary>Host folder shown writable as <c>/reports</c> (in the environment as <c>CODER_REPORTS</c>), for files a command leaves beside its output. Null: none.</summary>
    public string? ReportFolder { get; init; }

    /// <summary>Where the log goes; a file of the host's own folders, never in the workspace. Null: only head and tail are kept.</summary>
    public string? LogFile { get; init; }

    /// <summary>True: stdout alone is also kept apart, up to 1 MiB, in <see cref="CommandResult.StandardOutput"/> (script nodes).</summary>
    public bool CaptureStandardOutput { get; init; }

    /// <summary>A shell line, run by bash.</summary>
    public static WorkspaceCommand Shell(string line) => new() { Arguments = ["bash", "-c", line] };
}
