using System.Text.RegularExpressions;
using Coder.Workspaces.Sandbox.Bubblewrap;

namespace Coder.Workspaces.Sandbox.Unconfined;

/// <summary>Replaces the paths that a command would see inside a sandbox by those of the host.</summary>
internal static class HostPaths
{
    public static SandboxCommand Apply(SandboxCommand command)
    {
        // Longest first: one inside path may lie below another.
        var pairs = command.Mounts.Select(mount => (mount.InsidePath, mount.HostPath))
            .Append((InsidePath: BubblewrapArguments.Workspace, HostPath: command.WorkspaceFolder))
            .OrderByDescending(pair => pair.InsidePath.Length)
            .Select(pair => (Pattern: Whole(pair.InsidePath.TrimEnd('/')), pair.HostPath))
            .ToList();
        return command with
        {
            Arguments = [.. command.Arguments.Select(Replace)],
            Environment = command.Environment.ToDictionary(variable => variable.Key, variable => Replace(variable.Value)),
        };

        string Replace(string text) => pairs.Aggregate(text, (result, pair) => pair.Pattern.Replace(result, pair.HostPath.Replace("$", "$$")));
    }

    /// <summary>The path as a whole: not the end or the beginning of a longer name.</summary>
    private static Regex Whole(string path) => new($@"(?<![\w./-]){Regex.Escape(path)}(?![\w-]|\.\w)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}
