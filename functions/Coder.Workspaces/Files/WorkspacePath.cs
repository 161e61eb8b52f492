using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Files;

/// <summary>Paths as models and tools write them, made relative to the workspace's root.</summary>
public static class WorkspacePath
{
    public const string Root = "/workspace";

    private const int LengthMax = 4000;

    /// <summary>Relative, with <c>/</c>, without <c>.</c> and <c>..</c>; empty for the root.</summary>
    /// <exception cref="WorkspacePathException">The path leaves the workspace, names git's own data or is no path.</exception>
    public static string Normalize(string path)
    {
        if (path.Contains('\0')) throw new WorkspacePathException(path, "A path cannot contain a NUL character.");
        if (path.Length > LengthMax) throw new WorkspacePathException(path[..100], $"The path is longer than {LengthMax} characters.");

        var relative = path;
        if (path.StartsWith('/'))
        {
            if (path != Root && !path.StartsWith(Root + "/", StringComparison.Ordinal))
            {
                throw new WorkspacePathException(path, $"'{path}' is outside the workspace; use a path relative to its root ({Root}).");
            }

            relative = path[Root.Length..];
        }

        var parts = new List<string>();
        foreach (var part in relative.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".") continue;
            if (part != "..")
            {
                parts.Add(part);
                continue;
            }

            if (parts.Count == 0) throw new WorkspacePathException(path, $"'{path}' leaves the workspace.");
            parts.RemoveAt(parts.Count - 1);
        }

        return parts.Any(part => part.Equals(".git", StringComparison.OrdinalIgnoreCase))
            ? throw new WorkspacePathException(path, $"'{path}': .git is not part of the workspace; git_diff and git_log show the history.")
            : string.Join('/', parts);
    }
}
