using System.Collections.Concurrent;
using System.Diagnostics;
using Coder.Workspaces.Sandbox.Starting;
using Microsoft.Win32.SafeHandles;

namespace Coder.Workspaces.Sandbox.Access;

/// <summary>The uids that root's sandboxes run under: one for each that runs at the same time, none shared with another process or account.</summary>
internal sealed class SlotPool
{
    /// <summary>Sandboxes at the same time; further ones wait.</summary>
    public const int SlotsMax = 64;

    private readonly SemaphoreSlim _free = new(SlotsMax, SlotsMax);
    private readonly ConcurrentStack<Slot> _idle = new();
    private readonly uint _first = FirstUser(File.ReadAllText("/proc/self/uid_map"), Environment.ProcessId);
    private int _made;

    public async Task<Slot> RentAsync(CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation);
        try
        {
            if (_idle.TryPop(out var slot))
                return slot;
            var user = _first + (uint)(Interlocked.Increment(ref _made) - 1) % SlotsMax;
            return new(user, await MapRootToAsync(user));
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    public void Return(Slot slot)
    {
        _idle.Push(slot);
        _free.Release();
    }

    /// <summary>Half-way up the 31-bit uids, where no distribution allots any; below 65536 where a container has no more.</summary>
    internal static uint FirstUser(string uidMap, int processId)
    {
        var all = uidMap.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Any(parts => ulong.Parse(parts[0]) == 0 && ulong.Parse(parts[2]) >= int.MaxValue);
        return all ? 0x70000000 + ((uint)processId % 0x400000 * SlotsMax) : 20_000 + ((uint)processId % 700 * SlotsMax);
    }

    /// <summary>A namespace lives as long as a descriptor of it, so the process that made it may end at once.</summary>
    private static async Task<SafeFileHandle> MapRootToAsync(uint user)
    {
        var start = new ProcessStartInfo("unshare", ["--user", "sh", "-c", "echo ready; read -r end"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/",
        };
        using var process = await StarterThread.Shared.RunAsync(() => Process.Start(start)!);
        if (await process.StandardOutput.ReadLineAsync() != "ready")
            throw new IOException("unshare --user failed: no user namespace can be made.");
        await File.WriteAllTextAsync($"/proc/{process.Id}/uid_map", $"0 {user} 1");
        await File.WriteAllTextAsync($"/proc/{process.Id}/gid_map", $"0 {user} 1");
        var handle = File.OpenHandle($"/proc/{process.Id}/ns/user", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return handle;
    }
}
