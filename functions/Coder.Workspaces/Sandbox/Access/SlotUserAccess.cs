using System.Collections.Concurrent;
using System.Diagnostics;
using Coder.Workspaces.Sandbox.Hosting;
using Coder.Workspaces.Sandbox.Starting;

namespace Coder.Workspaces.Sandbox.Access;

/// <summary>
/// For root: the child never runs as root (it could write kernel settings), but under a uid of its own. Writable folders are shown to it through
/// id-mapped mounts, so files it makes are root's on the disk; where a file system has none (overlayfs, NFS), they are given to one shared uid.
/// </summary>
internal sealed class SlotUserAccess : IHostAccess
{
    private readonly SlotPool _slots = new();
    private readonly MountStage _stage = new();
    private readonly Lazy<Task<Slot>> _shared;

    /// <summary>Shown once and for as long as this process lives: to take a mount away, the kernel waits for all processors.</summary>
    private readonly ConcurrentDictionary<string, Lazy<Task<string?>>> _toolchains = new(StringComparer.Ordinal);

    /// <summary>One per process: uids and mounts belong to it as a whole.</summary>
    public static SlotUserAccess Instance { get; } = new();

    private SlotUserAccess() => _shared = new(() => _slots.RentAsync(CancellationToken.None));

    public async Task<HostLease> OpenAsync(SandboxCommand command, Toolchains toolchains, CancellationToken cancellation)
    {
        var slot = await _slots.RentAsync(cancellation);
        Dictionary<string, string> own = [];
        try
        {
            var sources = await ToolchainsAsync(toolchains.ReadOnlyPaths);
            var workspace = await _stage.ShowAsync(command.WorkspaceFolder, slot.Map);
            if (workspace is null)
            {
                _slots.Return(slot);
                slot = await _shared.Value;
                workspace = await GiveAsync(command.WorkspaceFolder, slot);
            }
            own[command.WorkspaceFolder] = sources[command.WorkspaceFolder] = workspace;
            foreach (var mount in command.Mounts.OrderByDescending(mount => mount.Writable))
            {
                if (!own.ContainsKey(mount.HostPath))
                    own[mount.HostPath] = sources[mount.HostPath] = await ShowAsync(mount, slot);
            }
            return new(slot.User, sources, () => ReleaseAsync(slot, own.Values));
        }
        catch
        {
            await ReleaseAsync(slot, own.Values);
            throw;
        }
    }

    private async Task<Dictionary<string, string>> ToolchainsAsync(IEnumerable<string> paths)
    {
        Dictionary<string, string> shown = [];
        foreach (var path in paths)
            shown[path] = (await _toolchains.GetOrAdd(path, shownPath => new(() => _stage.ShowAsync(shownPath, null))).Value)!;
        return shown;
    }

    private async Task<string> ShowAsync(SandboxMount mount, Slot slot) =>
        await _stage.ShowAsync(mount.HostPath, slot.Map)
        ?? (mount.Writable ? await GiveAsync(mount.HostPath, slot) : (await _stage.ShowAsync(mount.HostPath, null))!);

    /// <summary>Changes owners without following a link, neither on the command line nor on the way down.</summary>
    private async Task<string> GiveAsync(string path, Slot slot)
    {
        var start = new ProcessStartInfo("chown", ["-R", "-h", "-P", $"{slot.User}:{slot.User}", "--", path]) { WorkingDirectory = "/" };
        using var process = await StarterThread.Shared.RunAsync(() => Process.Start(start)!);
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? (await _stage.ShowAsync(path, null))!
            : throw new IOException($"chown of {path} failed: the sandbox cannot write there. Run as an ordinary user instead of root.");
    }

    private async Task ReleaseAsync(Slot slot, IEnumerable<string> shown)
    {
        await _stage.HideAsync(shown);
        if (!_shared.IsValueCreated || slot != await _shared.Value)
            _slots.Return(slot);
    }
}
