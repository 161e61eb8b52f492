namespace Coder.Workspaces.Sandbox.Access;

/// <summary>For the time of one command: as whom it runs on the host, and by which paths it reaches the host's files.</summary>
/// <param name="user">Uid and gid to drop to; null: that of this process.</param>
/// <param name="sources">Paths that must be reached by another path than their own.</param>
/// <param name="release">Gives back what the lease holds.</param>
internal sealed class HostLease(uint? user, IReadOnlyDictionary<string, string> sources, Func<Task> release) : IAsyncDisposable
{
    public uint? User => user;

    public string SourceOf(string hostPath) => sources.GetValueOrDefault(hostPath, hostPath);

    public async ValueTask DisposeAsync() => await release();
}
