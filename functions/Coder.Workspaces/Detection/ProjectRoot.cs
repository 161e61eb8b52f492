namespace Coder.Workspaces.Detection;

/// <summary>A folder that is built and tested on its own, and how. A command that is null is not there to run.</summary>
public sealed record ProjectRoot
{
    /// <summary><c>dotnet</c>, <c>node</c>, <c>python</c>, <c>go</c>, <c>rust</c>, <c>maven</c>, <c>gradle</c>, <c>cmake</c>, <c>make</c>.</summary>
    public required string Ecosystem { get; init; }

    /// <summary>Below the workspace's root; empty for the root.</summary>
    public required string Directory { get; init; }

    /// <summary>Fetches dependencies, with network; null when the project has none.</summary>
    public RestoreCommand? Restore { get; init; }

    public ProjectCommand? Build { get; init; }

    public ProjectCommand? Test { get; init; }

    public ProjectCommand? Lint { get; init; }

    public ProjectCommand? Format { get; init; }

    /// <summary>Why it cannot be said how the project is built and tested, and what to do about it; it has no command then. Null: it can.</summary>
    public string? Problem { get; init; }

    /// <summary>Does a project of the same ecosystem in this folder (relative, below) belong to this one? If not, it is a root of its own.</summary>
    internal Func<string, bool> Holds { get; init; } = _ => true;
}
