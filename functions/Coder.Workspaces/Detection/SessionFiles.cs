using System.Text;
using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Detection;

/// <summary>The files of a workspace, for detection.</summary>
internal sealed class SessionFiles(IWorkspaceSession session) : IProjectFiles
{
    private const int PathsMax = 200_000;
    private const int TextBytesMax = 1 << 20;

    public async Task<IReadOnlyList<string>> PathsAsync(CancellationToken cancellation) =>
        [.. (await session.GlobAsync("**", PathsMax, cancellation)).Entries.Select(entry => entry.Path)];

    public async Task<string?> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            var file = await session.ReadAsync(path, TextBytesMax, cancellation);
            return file.TotalBytes > TextBytesMax ? null : Encoding.UTF8.GetString(file.Content.Span);
        }
        catch (WorkspacePathException)
        {
            return null;
        }
    }
}
