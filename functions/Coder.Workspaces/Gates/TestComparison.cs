using System.Text;
using Coder.Workspaces.Gates.Weakening;
using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Gates;

/// <summary>Compares a workspace's changed test files with the base commit.</summary>
internal static class TestComparison
{
    private const int TextBytesMax = 1 << 20;

    public static async Task<IReadOnlyList<WeakenedTest>> FindWeakenedAsync(IWorkspaceSession workspace, CancellationToken cancellation)
    {
        var changes = new List<TestFileChange>();
        foreach (var file in (await workspace.DiffAsync(cancellation)).Files)
        {
            var basePath = file.OldPath ?? file.Path;
            if (TestLanguage.Of(basePath) is null && TestLanguage.Of(file.Path) is null) continue;
            var before = file.Status == "A" ? null : Text(await workspace.ReadBaseAsync(basePath, TextBytesMax, cancellation));
            changes.Add(new TestFileChange(file.Path, basePath, before, file.Status == "D" ? null : await ReadAsync(workspace, file.Path, cancellation)));
        }

        return WeakenedTests.Find(changes);
    }

    private static async Task<string?> ReadAsync(IWorkspaceSession workspace, string path, CancellationToken cancellation)
    {
        try
        {
            return Text(await workspace.ReadAsync(path, TextBytesMax, cancellation));
        }
        catch (WorkspacePathException)
        {
            // It has become a link or a folder: no tests in it.
            return null;
        }
    }

    private static string? Text(WorkspaceFile? file) => file is null ? null : Encoding.UTF8.GetString(file.Content.Span);
}
