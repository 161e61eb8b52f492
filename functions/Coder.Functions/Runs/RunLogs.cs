namespace Coder.Functions.Runs;

/// <summary>Where full logs of commands are kept on this machine until the run's log bundle is made.</summary>
public sealed class RunLogs(HostIdentity host)
{
    /// <summary>The folder of one step's logs.</summary>
    public string FolderOf(string runId, string step) => Path.Combine(RootOf(runId), step);

    /// <summary>All log files of a run, by name below its folder, in order.</summary>
    public IReadOnlyList<string> Files(string runId)
    {
        string root = RootOf(runId);
        return Directory.Exists(root)
            ? [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(root, f)).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Opens one of <see cref="Files"/>.</summary>
    public FileStream Open(string runId, string name) => File.OpenRead(Path.Combine(RootOf(runId), name));

    /// <summary>Removes a run's logs.</summary>
    public void Remove(string runId)
    {
        if (Directory.Exists(RootOf(runId)))
        {
            Directory.Delete(RootOf(runId), recursive: true);
        }
    }

    private string RootOf(string runId) => Path.Combine(host.Home, "runs", runId);
}
