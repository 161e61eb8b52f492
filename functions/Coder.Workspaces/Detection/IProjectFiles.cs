namespace Coder.Workspaces.Detection;

/// <summary>The files detection looks at.</summary>
public interface IProjectFiles
{
    /// <summary>All files that git does not ignore, relative, with <c>/</c>.</summary>
    Task<IReadOnlyList<string>> PathsAsync(CancellationToken cancellation);

    /// <summary>A text file's content; null when it is not there or larger than 1 MiB.</summary>
    Task<string?> ReadAsync(string path, CancellationToken cancellation);
}
