using System.Text;
using System.Text.RegularExpressions;

namespace Coder.Workspaces.Sessions;

/// <summary>Finds what a workspace leaves out by policy: submodules would be fetched from anywhere, and filters are programs.</summary>
public static partial class WorkspaceNotes
{
    private const int BytesMax = 1 << 20;

    public static async Task<IReadOnlyList<WorkspaceNote>> FindAsync(IWorkspaceSession session, CancellationToken cancellation)
    {
        var notes = new List<WorkspaceNote>();
        if (Submodule().Count(await ReadAsync(session, ".gitmodules", cancellation)) is var count and > 0)
        {
            notes.Add(new WorkspaceNote("submodules_left_out", $"The repository has {count} submodule{(count == 1 ? "" : "s")}: in the workspace their folders are empty, and they are not fetched."));
        }

        if (LargeFiles().IsMatch(await ReadAsync(session, ".gitattributes", cancellation)))
        {
            notes.Add(new WorkspaceNote("lfs_left_out", "The repository keeps files in Git LFS: in the workspace they are the pointers that were committed, and a change of one would be committed as it is."));
        }

        return notes;
    }

    private static async Task<string> ReadAsync(IWorkspaceSession session, string path, CancellationToken cancellation) =>
        await session.ReadBaseAsync(path, BytesMax, cancellation) is { } file ? Encoding.UTF8.GetString(file.Content.Span) : "";

    [GeneratedRegex(@"^\s*\[submodule\s", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Submodule();

    [GeneratedRegex(@"^[^#\n]*\sfilter=lfs(\s|$)", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex LargeFiles();
}
