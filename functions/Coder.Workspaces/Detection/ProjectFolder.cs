namespace Coder.Workspaces.Detection;

/// <summary>One folder that may be a project, with everything below it.</summary>
internal sealed class ProjectFolder(string directory, IReadOnlyList<string> pathsBelow, IProjectFiles files)
{
    public string Directory => directory;

    /// <summary>Files below the folder, relative to it.</summary>
    public IReadOnlyList<string> Paths => pathsBelow;

    /// <summary>Names of the files in the folder itself.</summary>
    public IEnumerable<string> Names => pathsBelow.Where(path => !path.Contains('/'));

    public bool Has(string path) => pathsBelow.Contains(path);

    /// <param name="path">Relative to the folder.</param>
    public async Task<string> ReadAsync(string path, CancellationToken cancellation) =>
        await files.ReadAsync(directory.Length == 0 ? path : $"{directory}/{path}", cancellation) ?? "";

    public async Task<string> ReadAllAsync(IEnumerable<string> paths, CancellationToken cancellation)
    {
        var texts = new List<string>();
        foreach (var path in paths) texts.Add(await ReadAsync(path, cancellation));
        return string.Join('\n', texts);
    }
}
