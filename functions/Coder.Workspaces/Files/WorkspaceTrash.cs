using System.IO.Enumeration;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Coder.Workspaces.Files;

/// <summary>
/// Takes hostile trees apart without following links and without recursion: every folder found is first moved up to the trash folder, so
/// that neither depth nor path length matters.
/// </summary>
/// <param name="folder">Beginning of the trash folders' paths; on the file system of what is removed.</param>
internal sealed class WorkspaceTrash(string folder)
{
    private const uint OwnerAll = 0x1C0; // 0700

    /// <summary>Removes a folder of the host with all below it; nothing when it is not there.</summary>
    public void Delete(string hostPath)
    {
        using var parent = Native.Open(Path.GetDirectoryName(hostPath)!, Native.Directory | Native.CloseOnExec);
        if (!parent.IsInvalid && Native.TryStat(parent, Path.GetFileName(hostPath), out _) && !TryTake(parent, Path.GetFileName(hostPath)))
        {
            throw new IOException($"'{hostPath}' cannot be removed: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    /// <summary>Moves a folder out of its parent and removes it; false when it cannot be moved (see the last error).</summary>
    public bool TryTake(SafeFileHandle parent, string name)
    {
        // One for each call: they may overlap.
        var own = $"{folder}-{Guid.NewGuid():N}";
        Directory.CreateDirectory(own);
        using var trash = Native.Open(own, Native.Directory | Native.NoFollow | Native.CloseOnExec);
        var taken = TryMove(parent, name, trash);
        var error = Marshal.GetLastPInvokeError();
        Empty(trash);
        Directory.Delete(own);
        Marshal.SetLastPInvokeError(error);
        return taken;
    }

    private static void Empty(SafeFileHandle trash)
    {
        while (NamesIn(trash) is { Count: > 0 } names)
        {
            foreach (var name in names) TakeApart(trash, name);
        }
    }

    private static void TakeApart(SafeFileHandle trash, string name)
    {
        if (Native.Unlink(trash, name, 0) == 0) return;
        if (Native.Unlink(trash, name, Native.RemoveDirectory) == 0) return;
        Native.ChangeMode(trash, name, OwnerAll, 0);
        using (var folder = Native.OpenBeneath(trash, name, Native.ReadOnly | Native.Directory))
        {
            if (folder.IsInvalid) throw new IOException($"A folder of a workspace cannot be removed: {Marshal.GetLastPInvokeErrorMessage()}.");
            foreach (var child in NamesIn(folder))
            {
                if (Native.Unlink(folder, child, 0) == 0 || Native.Unlink(folder, child, Native.RemoveDirectory) == 0) continue;
                if (!TryMove(folder, child, trash)) throw new IOException($"A folder of a workspace cannot be removed: {Marshal.GetLastPInvokeErrorMessage()}.");
            }
        }

        Native.Unlink(trash, name, Native.RemoveDirectory);
    }

    private static bool TryMove(SafeFileHandle parent, string name, SafeFileHandle trash)
    {
        // A folder's ".." changes when it moves, so the folder itself must be writable.
        Native.ChangeMode(parent, name, OwnerAll, 0);
        return Native.Rename(parent, name, trash, Guid.NewGuid().ToString("N")) == 0;
    }

    private static List<string> NamesIn(SafeFileHandle folder) =>
        [.. new FileSystemEnumerable<string>(
            $"/proc/self/fd/{folder.DangerousGetHandle()}",
            (ref FileSystemEntry entry) => entry.FileName.ToString(),
            new EnumerationOptions { AttributesToSkip = 0 })];
}
