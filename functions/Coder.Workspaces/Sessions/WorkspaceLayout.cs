using System.Text.RegularExpressions;

namespace Coder.Workspaces.Sessions;

/// <summary>Where the parts of a run's workspace lie on the host.</summary>
/// <param name="Folder">Removed as a whole with the run's workspace.</param>
/// <param name="Name">Which of the run's workspaces: <c>run</c>, or <c>baseline</c>.</param>
internal sealed partial record WorkspaceLayout(string Folder, string CacheFolder, string Name)
{
    /// <summary>What the sandbox shows as <c>/workspace</c>.</summary>
    public string Files => Path.Combine(Folder, Name, "files");

    public string IndexFile => Path.Combine(Folder, Name, "index");

    /// <summary>Exists once the files have been checked out completely.</summary>
    public string ReadyFile => Path.Combine(Folder, Name, "ready");

    public string GitDirectory => Path.Combine(Folder, "git");

    public string Trash => Path.Combine(Folder, "trash");

    /// <summary>What the sandbox shows as <c>/cache</c>.</summary>
    public string CacheFiles => Path.Combine(CacheFolder, "files");

    /// <summary>Exists once dependencies were restored, with what that gave. Beside what commands can write, not in it.</summary>
    public string RestoredFile => Path.Combine(CacheFolder, "restored.json");

    /// <summary>Run ids of what lies in a home, with when it was last touched: workspaces, caches, and remains of those that were being removed.</summary>
    public static IEnumerable<(string RunId, DirectoryInfo Folder)> In(string home) =>
        from parent in new[] { new DirectoryInfo(Path.Combine(home, "workspaces")), new DirectoryInfo(Path.Combine(home, "caches")) }
        where parent.Exists
        from folder in parent.EnumerateDirectories()
        let id = folder.Name.Split('.')[0]
        where RunIdPattern().IsMatch(id)
        select (id, folder);

    public static WorkspaceLayout For(string home, string runId) => RunIdPattern().IsMatch(runId)
        ? new WorkspaceLayout(Path.Combine(home, "workspaces", runId), Path.Combine(home, "caches", runId), "run")
        : throw new ArgumentException($"'{runId}' is no run id.", nameof(runId));

    // What a file name and a git ref may both be.
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_-]{0,99}\z")]
    private static partial Regex RunIdPattern();
}
