using System.Text.Json.Nodes;
using Coder.Contracts;
using Coder.Functions.Contracts;
using Coder.Workspaces.Files;
using Coder.Workspaces.Policy;
using Coder.Workspaces.Sessions;

namespace Coder.Functions.Runs;

/// <summary>
/// A session whose commands are events of the run (what the user sees running, and what is not the platform's own time), and that writes no file which
/// the policy keeps from changing. Commands write what they like: the whole change is judged before a gate counts, and before it is published.
/// </summary>
internal sealed class ObservedWorkspace(IWorkspaceSession session, string runId, NodeInput? node, PathPolicy policy, RunJournal journal) : IWorkspaceSession
{
    public WorkspaceSpec Spec => session.Spec;

    /// <summary>Variables that every command gets beside its own, which win; null: none.</summary>
    internal IReadOnlyDictionary<string, string>? Environment { get; init; }

    public async Task<CommandResult> RunAsync(WorkspaceCommand command, IProgress<string>? output, CancellationToken cancellation)
    {
        JsonObject what = new() { ["command"] = CommandLine(command) };
        if (node is not null)
        {
            what["node"] = node.Node;
            what["visit"] = node.Visit;
        }

        await journal.RunAsync(runId, RunEventTypes.CommandStarted, null, (JsonObject)what.DeepClone(), cancellation);
        try
        {
            CommandResult result = await session.RunAsync(WithEnvironment(command), output, cancellation);
            what["exit_code"] = result.ExitCode;
            what["end"] = result.End.ToString();
            what["duration_seconds"] = result.Duration.TotalSeconds;
            if (result.Refused is { Count: > 0 } refused)
            {
                what["refused_connections"] = RefusedConnections.Describe(refused);
            }

            return result;
        }
        finally
        {
            // Also for a command that was cancelled: the interval must close.
            await journal.RunAsync(runId, RunEventTypes.CommandCompleted, null, what, CancellationToken.None);
        }
    }

    public Task<string> TreeHashAsync(CancellationToken cancellation) => session.TreeHashAsync(cancellation);

    public Task<string> BaseTreeHashAsync(CancellationToken cancellation) => session.BaseTreeHashAsync(cancellation);

    public Task<WorkspaceFile> ReadAsync(string path, long bytesMax, CancellationToken cancellation) => session.ReadAsync(path, bytesMax, cancellation);

    public Task<WorkspaceFile?> ReadBaseAsync(string path, long bytesMax, CancellationToken cancellation) => session.ReadBaseAsync(path, bytesMax, cancellation);

    public Task<WorkspaceListing> ListAsync(string path, int entriesMax, CancellationToken cancellation) => session.ListAsync(path, entriesMax, cancellation);

    public Task<WorkspaceListing> GlobAsync(string pattern, int entriesMax, CancellationToken cancellation) => session.GlobAsync(pattern, entriesMax, cancellation);

    public Task<IReadOnlyList<WorkspaceMatch>> GrepAsync(string pattern, string? glob, bool ignoreCase, int matchesMax, CancellationToken cancellation) =>
        session.GrepAsync(pattern, glob, ignoreCase, matchesMax, cancellation);

    public async Task<string?> RefusalAsync(string path, ReadOnlyMemory<byte>? content, CancellationToken cancellation)
    {
        string relative = WorkspacePath.Normalize(path);
        if (policy.Judge(relative) is not { } verdict)
        {
            return null;
        }

        // Undoing a change that a command made is what the policy wants.
        WorkspaceFile? before = await session.ReadBaseAsync(relative, long.MaxValue, cancellation);
        bool isAsBefore = content is { } bytes ? before is not null && before.Content.Span.SequenceEqual(bytes.Span) : before is null;
        return isAsBefore ? null : $"'{path}' may not change ({verdict.Rule}): {verdict.Reason}. Do without, and say in your answer what would be needed there.";
    }

    public async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        await RefuseAsync(path, content, cancellation);
        await session.WriteAsync(path, content, cancellation);
    }

    public Task MakeDirectoryAsync(string path, CancellationToken cancellation) => session.MakeDirectoryAsync(path, cancellation);

    public async Task RemoveAsync(string path, bool recursive, CancellationToken cancellation)
    {
        await RefuseAsync(path, null, cancellation);
        foreach (string below in recursive ? await BelowAsync(WorkspacePath.Normalize(path), cancellation) : [])
        {
            await RefuseAsync(below, null, cancellation);
        }

        await session.RemoveAsync(path, recursive, cancellation);
    }

    public Task<RestoreResult> RestoreDependenciesAsync(IProgress<string>? output, CancellationToken cancellation) =>
        session.RestoreDependenciesAsync(output, cancellation);

    public Task ResetAsync(string treeHash, CancellationToken cancellation) => session.ResetAsync(treeHash, cancellation);

    public Task<Checkpoint> CheckpointAsync(string label, CancellationToken cancellation) => session.CheckpointAsync(label, cancellation);

    public Task<WorkspaceDiff> DiffAsync(CancellationToken cancellation) => session.DiffAsync(cancellation);

    public Task<string> LogAsync(int commitsMax, CancellationToken cancellation) => session.LogAsync(commitsMax, cancellation);

    public Task<string> PublishBranchAsync(string branch, string message, CommitAuthor? author, CancellationToken cancellation) => session.PublishBranchAsync(branch, message, author, cancellation);

    public async Task<IWorkspaceSession> OpenBaselineAsync(CancellationToken cancellation) =>
        new ObservedWorkspace(await session.OpenBaselineAsync(cancellation), runId, node, policy, journal) { Environment = Environment };

    public ValueTask DisposeAsync() => session.DisposeAsync();

    private async Task RefuseAsync(string path, ReadOnlyMemory<byte>? content, CancellationToken cancellation)
    {
        if (await RefusalAsync(path, content, cancellation) is { } refusal)
        {
            throw new WorkspacePathException(path, refusal);
        }
    }

    /// <summary>The files that go with a folder.</summary>
    private async Task<IEnumerable<string>> BelowAsync(string folder, CancellationToken cancellation)
    {
        WorkspaceListing all = await session.GlobAsync("**", int.MaxValue - 1, cancellation);
        return all.Entries.Select(e => e.Path).Where(p => folder.Length == 0 || p.StartsWith($"{folder}/", StringComparison.Ordinal));
    }

    private WorkspaceCommand WithEnvironment(WorkspaceCommand command) => Environment is null or { Count: 0 }
        ? command
        : command with { Environment = new Dictionary<string, string>(Environment.Where(variable => !command.Environment.ContainsKey(variable.Key)).Concat(command.Environment)) };

    private static string CommandLine(WorkspaceCommand command) =>
        command.Arguments is ["bash", "-c", var line] ? line : string.Join(' ', command.Arguments);
}
