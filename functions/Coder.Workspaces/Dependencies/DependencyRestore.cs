using System.Text.Json;
using Coder.Workspaces.Detection;
using Coder.Workspaces.Egress;
using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Dependencies;

/// <summary>Restores the dependencies of every project of a workspace, each once.</summary>
internal sealed class DependencyRestore(CommandRunner commands, WorkspaceLayout layout, WorkspaceOptions options)
{
    private const string OfflineNote = "[network] no registry was reached: the network policy is `none` (`network.mode` in .coder/config.yml, or CODER_NETWORK of the host)\n";

    private static readonly TimeSpan RepeatTimeout = TimeSpan.FromMinutes(5);

    /// <summary>With network, the first time; after that the first time's result.</summary>
    public async Task<RestoreResult> RestoreAsync(IWorkspaceSession session, IProgress<string>? output, CancellationToken cancellation)
    {
        if (await LoadAsync(cancellation) is { } earlier) return earlier;
        var steps = new List<RestoreStep>();
        foreach (var root in await RootsAsync(session, cancellation))
        {
            var command = WorkspaceCommand.Shell(root.Restore!.Line) with { WorkingDirectory = root.Directory, Timeout = options.RestoreTimeout };
            var result = await commands.RestoreAsync(command, HostsFor(root.Restore.Ecosystem, session.Spec), output, cancellation);
            steps.Add(new RestoreStep(root.Restore.Ecosystem, root.Directory, root.Restore.Line, Explained(result, session.Spec)));
        }

        var restored = new RestoreResult(steps.All(step => step.Result.Succeeded), steps);
        // A failed restore is tried again when the step is: the registry may have been away.
        if (restored.Succeeded) await SaveAsync(restored, cancellation);
        return restored;
    }

    /// <summary>Puts into a further or rebuilt workspace what the restore had put into the first, from the caches, offline.</summary>
    public async Task RepeatAsync(IWorkspaceSession session, CancellationToken cancellation)
    {
        if (await LoadAsync(cancellation) is not { } earlier || earlier.Steps.Count == 0) return;
        foreach (var root in await RootsAsync(session, cancellation))
        {
            if (root.Restore!.RepeatLine is not { } line) continue;
            await commands.RunAsync(
                WorkspaceCommand.Shell(line) with { WorkingDirectory = root.Directory, Timeout = RepeatTimeout }, output: null, cancellation);
        }
    }

    /// <summary>A package manager does not know why it is offline.</summary>
    private CommandResult Explained(CommandResult result, WorkspaceSpec spec) => result.Succeeded || options.Network.For(spec.Network).Registries
        ? result
        : result with { Output = result.Output + OfflineNote };

    private IReadOnlyList<EgressHost> HostsFor(string ecosystem, WorkspaceSpec spec) =>
        options.Network.For(spec.Network).Registries ? [.. EcosystemRegistries.Of(ecosystem).Select(host => new EgressHost(host)), .. RegistryHosts.Of(options)] : [];

    private static async Task<IReadOnlyList<ProjectRoot>> RootsAsync(IWorkspaceSession session, CancellationToken cancellation) =>
        [.. (await SessionProjects.FindAsync(session, cancellation)).Where(root => root.Restore is not null)];

    private async Task<RestoreResult?> LoadAsync(CancellationToken cancellation)
    {
        if (!File.Exists(layout.RestoredFile)) return null;
        await using var stream = File.OpenRead(layout.RestoredFile);
        return await JsonSerializer.DeserializeAsync<RestoreResult>(stream, cancellationToken: cancellation);
    }

    private async Task SaveAsync(RestoreResult result, CancellationToken cancellation)
    {
        Directory.CreateDirectory(layout.CacheFolder);
        var temporary = layout.RestoredFile + ".new";
        await File.WriteAllBytesAsync(temporary, JsonSerializer.SerializeToUtf8Bytes(result), cancellation);
        File.Move(temporary, layout.RestoredFile, overwrite: true);
    }
}
