using Coder.Functions.Contracts;
using Coder.Storage;

namespace Coder.Functions.Runs;

/// <summary>Where full logs of commands are kept on this machine until the run's log bundle is made.</summary>
public sealed class RunLogs(HostIdentity host)
{
    /// <summary>The folder of one visit's logs. Names of nodes are the graph's author's: encoded, they cannot lead elsewhere.</summary>
    public string FolderOf(NodeInput node)
    {
        ArgumentNullException.ThrowIfNull(node);
        string visit = TableKey.Encode($"{node.Scope[node.RunId.Length..].TrimStart('.')}", $"{node.Step:D4}-{node.Node}-{node.Visit}").TrimStart('!');
        return Path.Combine(RootOf(node.RunId), visit);
    }

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

    /// <summary>Removes the logs of runs that are not among <paramref name="keep"/> and have had none written to them since <paramref name="before"/>.</summary>
    public void Sweep(IReadOnlySet<string> keep, DateTimeOffset before)
    {
        ArgumentNullException.ThrowIfNull(keep);
        DirectoryInfo root = new(Path.Combine(host.Home, "runs"));
        foreach (DirectoryInfo folder in root.Exists ? root.EnumerateDirectories() : [])
        {
            if (!keep.Contains(folder.Name) && folder.LastWriteTimeUtc < before)
            {
                folder.Delete(recursive: true);
            }
        }
    }

    private string RootOf(string runId) => Path.Combine(host.Home, "runs", runId);
}
