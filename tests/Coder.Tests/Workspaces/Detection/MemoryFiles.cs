using Coder.Workspaces.Detection;

namespace Coder.Tests.Workspaces.Detection;

internal sealed class MemoryFiles(params IEnumerable<(string Path, string Text)> files) : IProjectFiles
{
    private readonly Dictionary<string, string> _files = files.ToDictionary(file => file.Path, file => file.Text);

    public Task<IReadOnlyList<string>> PathsAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([.. _files.Keys]);

    public Task<string?> ReadAsync(string path, CancellationToken cancellation) => Task.FromResult(_files.GetValueOrDefault(path));
}
