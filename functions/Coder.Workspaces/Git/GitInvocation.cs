namespace Coder.Workspaces.Git;

/// <summary>One call of git by the host.</summary>
public sealed record GitInvocation
{
    /// <summary>The verb and its arguments; never an option before the verb.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The git directory, always named. Null only to discover the one that <see cref="WorkingDirectory"/> lies in.</summary>
    public string? GitDirectory { get; init; }

    /// <summary>Root of the files; null for a call that touches none.</summary>
    public string? WorkTree { get; init; }

    /// <summary>Folder the process starts in; default the work tree, else the git directory.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Another index than the git directory's own.</summary>
    public string? IndexFile { get; init; }

    /// <summary>More settings, after the fixed ones. A name may hold anything, even <c>=</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Settings { get; init; } = [];

    /// <summary>Added to the environment, which is otherwise fixed.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public ReadOnlyMemory<byte> StandardInput { get; init; }

    /// <summary>Wall clock. Default 120 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>A call whose output is larger fails. Default 256 MiB.</summary>
    public int OutputBytesMax { get; init; } = 256 << 20;
}
