using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Coder.Workspaces.Sandbox.Access;

/// <summary>The kernel's mount interface; call numbers are the same on every architecture.</summary>
internal static unsafe partial class MountCalls
{
    private const int OpenTreeNumber = 428;
    private const int MoveMountNumber = 429;
    private const int MountSetAttrNumber = 442;
    private const int CurrentFolder = -100;
    private const uint CloneTree = 1;
    private const uint CloseOnExec = 0x80000;
    private const uint EmptyPath = 0x1000;
    private const uint MoveEmptyPath = 4;
    private const ulong NoSetIdNoDevices = 2 | 4;
    private const ulong IdMap = 0x100000;
    private const int NewMountNamespace = 0x20000;
    private const ulong RecursiveSlave = 0x4000 | (1 << 19);
    private const int Detach = 2;

    /// <summary>Gives the calling thread its own view of the mounts: it sees what the host mounts later, the host never sees its own.</summary>
    public static void EnterPrivateNamespace()
    {
        Check(Unshare(NewMountNamespace), "unshare");
        Check(Mount("none", "/", null, RecursiveSlave, null), "mount --make-rslave /");
    }

    public static void MountMemory(string folder) => Check(Mount("tmpfs", folder, "tmpfs", NoSetIdNoDevices, "mode=0755,size=1m"), $"mount {folder}");

    /// <summary>Shows <paramref name="source"/> at <paramref name="target"/>.</summary>
    /// <param name="map">User namespace by which owners are translated; null: not at all.</param>
    /// <returns>False when the file system cannot translate owners.</returns>
    public static bool TryBind(string source, string target, SafeFileHandle? map)
    {
        var tree = (int)Syscall(OpenTreeNumber, CurrentFolder, source, CloneTree | CloseOnExec);
        Check(tree, $"open_tree {source}");
        using var handle = new SafeFileHandle(tree, ownsHandle: true);
        var attributes = new Attributes { Set = NoSetIdNoDevices | (map is null ? 0 : IdMap), Namespace = (ulong)(map?.DangerousGetHandle() ?? 0) };
        if (Syscall(MountSetAttrNumber, tree, "", EmptyPath, &attributes, (nuint)sizeof(Attributes)) != 0)
            return map is null ? throw Failure($"mount_setattr {source}") : false;
        Check((int)Syscall(MoveMountNumber, tree, "", CurrentFolder, target, MoveEmptyPath), $"move_mount {target}");
        return true;
    }

    public static void Unmount(string target) => Check(Unmount(target, Detach), $"umount {target}");

    private static void Check(int result, string what)
    {
        if (result < 0)
            throw Failure(what);
    }

    private static IOException Failure(string what)
    {
        var error = new Win32Exception(Marshal.GetLastPInvokeError());
        return new IOException($"{what}: {error.Message}", error);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Attributes
    {
        public ulong Set;
        public ulong Clear;
        public ulong Propagation;
        public ulong Namespace;
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long Syscall(long number, long folder, string path, ulong flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long Syscall(long number, long tree, string path, ulong flags, Attributes* attributes, nuint size);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long Syscall(long number, long tree, string path, long targetFolder, string target, ulong flags);

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Mount(string source, string target, string? type, ulong flags, string? data);

    [LibraryImport("libc", EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unmount(string target, int flags);
}
