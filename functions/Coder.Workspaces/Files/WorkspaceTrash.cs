using System.Runtime.InteropServices;
using System.Text;
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
        bool taken;
        int error;
        using (var trash = Open(own))
        {
            taken = TryMove(parent, Encoding.UTF8.GetBytes(name + '\0'), trash);
            error = Marshal.GetLastPInvokeError();
        }

        Empty(own);
        Directory.Delete(own);
        Marshal.SetLastPInvokeError(error);
        return taken;
    }

    private static void Empty(string own)
    {
        while (true)
        {
            using var trash = Open(own);
            var names = FolderNames.In(trash);
            if (names.Count == 0) return;
            foreach (var name in names) TakeApart(trash, name);
        }
    }

    private static void TakeApart(SafeFileHandle trash, byte[] name)
    {
        if (Native.Unlink(trash, name, 0) == 0) return;
        if (Native.Unlink(trash, name, Native.RemoveDirectory) == 0) return;
        Native.ChangeMode(trash, name, OwnerAll, 0);
        // What lies in the trash folder was given its name by TryMove.
        using (var folder = Native.OpenBeneath(trash, Encoding.ASCII.GetString(name.AsSpan(..^1)), Native.ReadOnly | Native.Directory))
        {
            if (folder.IsInvalid) throw NotRemoved();
            foreach (var child in FolderNames.In(folder))
            {
                if (Native.Unlink(folder, child, 0) == 0 || Native.Unlink(folder, child, Native.RemoveDirectory) == 0) continue;
                if (!TryMove(folder, child, trash)) throw NotRemoved();
            }
        }

        Native.Unlink(trash, name, Native.RemoveDirectory);
    }

    private static bool TryMove(SafeFileHandle parent, byte[] name, SafeFileHandle trash)
    {
        // A folder's ".." changes when it moves, so the folder itself must be writable.
        Native.ChangeMode(parent, name, OwnerAll, 0);
        return Native.Rename(parent, name, trash, Guid.NewGuid().ToString("N")) == 0;
    }

    private static SafeFileHandle Open(string own) => Native.Open(own, Native.Directory | Native.NoFollow | Native.CloseOnExec);

    private static IOException NotRemoved() => new($"A folder of a workspace cannot be removed: {Marshal.GetLastPInvokeErrorMessage()}.");
}
