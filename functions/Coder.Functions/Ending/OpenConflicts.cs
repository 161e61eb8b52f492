using System.Text;
using Coder.Runs.Records;
using Coder.Workspaces.Integration;
using Coder.Workspaces.Sessions;

namespace Coder.Functions.Ending;

/// <summary>Whether the files that a run began with conflict markers in still have them: gates need not notice.</summary>
internal static class OpenConflicts
{
    internal const string Code = "conflicts_left";

    private const long FileBytesMax = 16 << 20;

    /// <returns>Null: none is left.</returns>
    internal static async Task<RunFault?> FindAsync(RunRecord run, IWorkspaceSession workspace, CancellationToken cancellation)
    {
        List<string> left = [];
        foreach (string path in run.Start?.Conflicts ?? [])
        {
            if (await TextAsync(workspace, path, cancellation) is { } text && ConflictMarkers.AreIn(text))
            {
                left.Add(path);
            }
        }

        return left.Count == 0 ? null : new RunFault(Code, $"Conflict markers are left in {string.Join(", ", left)}. Nothing was published; resolve them by hand, or ask again.");
    }

    /// <summary>Null for what is gone, or no regular file any more.</summary>
    private static async Task<string?> TextAsync(IWorkspaceSession workspace, string path, CancellationToken cancellation)
    {
        try
        {
            return Encoding.UTF8.GetString((await workspace.ReadAsync(path, FileBytesMax, cancellation)).Content.Span);
        }
        catch (WorkspacePathException)
        {
            return null;
        }
    }
}
