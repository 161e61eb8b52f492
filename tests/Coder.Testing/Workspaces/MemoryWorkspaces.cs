using System.Collections.Concurrent;
using Coder.Workspaces.Sessions;

namespace Coder.Testing.Workspaces;

/// <summary>Workspaces in memory that outlive the hosts which open them, as folders on a disk do.</summary>
public sealed class MemoryWorkspaces(params (string Path, string Text)[] files) : IWorkspaces, IRepositoryInspection
{
    private readonly ConcurrentDictionary<string, MemoryWorkspaceSession> _sessions = new(StringComparer.Ordinal);

    /// <summary>What opening a workspace fails with; null: it works.</summary>
    public Exception? Failure { get; set; }

    /// <summary>How commands of workspaces that are opened from now on are run; null: they end at once.</summary>
    public Func<WorkspaceCommand, CancellationToken, Task<CommandResult>>? OnRunAsync { get; set; }

    /// <summary>How often a workspace was asked for.</summary>
    public int Opened => _opened;

    private int _opened;

    private byte[]? Config => files.Where(f => f.Path == ".coder/config.yml").Select(f => System.Text.Encoding.UTF8.GetBytes(f.Text)).FirstOrDefault();

    public IEnumerable<MemoryWorkspaceSession> Sessions => _sessions.Values;

    /// <summary>The workspace of a run.</summary>
    public MemoryWorkspaceSession this[string runId] => _sessions.GetOrAdd(runId, _ => new MemoryWorkspaceSession(files) { OnRunAsync = OnRunAsync });

    public Task<IWorkspaceSession> OpenAsync(WorkspaceSpec spec, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _opened);
        return Failure is { } failure ? Task.FromException<IWorkspaceSession>(failure) : Task.FromResult<IWorkspaceSession>(this[spec.RunId]);
    }

    public Task RemoveAsync(string runId, CancellationToken cancellation) => Task.CompletedTask;

    public Task SweepAsync(IReadOnlySet<string> keep, DateTimeOffset before, CancellationToken cancellation) => Task.CompletedTask;

    public Task<RepositoryState> InspectAsync(string path, string? reference, CancellationToken cancellation) =>
        Task.FromResult(new RepositoryState(path, new string('a', 40), "", [], Config));
}
