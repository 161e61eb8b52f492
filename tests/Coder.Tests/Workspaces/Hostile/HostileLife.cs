using System.Text;
using Coder.Workspaces.Egress;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Workspaces.Hostile;

/// <summary>Everything a run does with a workspace, once; and all that the host learns from it.</summary>
internal sealed class HostileLife(HostileSite site, HostileCase hostile, CancellationToken cancellation)
{
    private readonly StringBuilder _seen = new();

    public SortedSet<string> Refusals { get; } = new(StringComparer.Ordinal);

    /// <summary>Files read, matches, patches, logs, output.</summary>
    public string Seen => _seen.ToString();

    public async Task LiveAsync()
    {
        await TryAsync(() => site.Home.Inspection.InspectAsync(site.Repository.Root, null, cancellation));
        if (await TryAsync(() => site.Home.OpenConfinedAsync(network: new NetworkPolicy { Registries = false })) is not { } session) return;
        await using (session)
        {
            if (hostile.Restores) _seen.Append((await session.RestoreDependenciesAsync(null, cancellation)).Steps.Single().Result.Output);
            _seen.Append((await session.RunAsync(WorkspaceCommand.Shell(hostile.Inside(site)), null, cancellation)).Output);
            hostile.Beside(site);
            await ReadAsync(session, "");
            await ChangeAsync(session);
        }

        await site.Home.Workspaces.RemoveAsync("run-1", cancellation);
        if (Directory.Exists(site.Files)) throw new InvalidOperationException("The workspace is still there.");
    }

    private async Task ReadAsync(IWorkspaceSession session, string folder)
    {
        foreach (var entry in (await TryAsync(() => session.ListAsync(folder, 200, cancellation)))?.Entries ?? [])
        {
            if (entry.IsDirectory && folder.Length < 20) await ReadAsync(session, entry.Path);
            if (!entry.IsDirectory && await TryAsync(() => session.ReadAsync(entry.Path, 1 << 16, cancellation)) is { } file) _seen.Append(Encoding.UTF8.GetString(file.Content.Span));
        }
    }

    private async Task ChangeAsync(IWorkspaceSession session)
    {
        var tree = await TryAsync(() => session.TreeHashAsync(cancellation));
        await TryAsync(() => session.WriteAsync("a.txt", "changed\n"u8.ToArray(), cancellation).ContinueWith(done => done.IsFaulted ? throw done.Exception.InnerException! : "", TaskScheduler.Default));
        await TryAsync(() => session.CheckpointAsync("Step", cancellation));
        _seen.Append((await TryAsync(() => session.DiffAsync(cancellation)))?.Patch);
        if (tree is not null) await TryAsync(() => session.ResetAsync(tree, cancellation).ContinueWith(done => done.IsFaulted ? throw done.Exception.InnerException! : "", TaskScheduler.Default));
        await TryAsync(() => session.PublishBranchAsync("result", "Result", null, cancellation));
    }

    private async Task<T?> TryAsync<T>(Func<Task<T>> work)
        where T : class
    {
        try
        {
            return await work();
        }
        catch (WorkspaceException refused)
        {
            Refusals.Add(refused.Code);
            return null;
        }
        catch (WorkspacePathException)
        {
            // A link, a FIFO, a device: not opened.
            return null;
        }
    }
}
