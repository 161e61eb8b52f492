using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Coder.Workspaces.Files;

/// <summary>The few Linux calls that .NET lacks. Numbers and layouts are the same on x86-64 and arm64.</summary>
internal static partial class Native
{
    public const int NoEntry = 2, AccessDenied = 13, Exists = 17, CrossDevice = 18, NotDirectory = 20, IsDirectory = 21,
        Busy = 16, NotEmpty = 39, NotImplemented = 38, Loop = 40;

    public const int ReadOnly = 0, WriteOnly = 1, Create = 0x40, Exclusive = 0x80, NonBlocking = 0x800, CloseOnExec = 0x80000, PathOnly = 0x200000;
    public const int RemoveDirectory = 0x200;
    public const int TypeMask = 0xF000, TypeDirectory = 0x4000, TypeRegular = 0x8000;

    // These two differ between the architectures (asm/fcntl.h).
    public static readonly int Directory = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x4000 : 0x10000;
    public static readonly int NoFollow = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000 : 0x20000;

    private const int SystemCallOpenAt2 = 437;
    private const int AtEmptyPath = 0x1000, AtSymlinkNoFollow = 0x100;
    private const ulong ResolveNoMagicLinks = 0x02, ResolveNoSymlinks = 0x04, ResolveBeneath = 0x08;

    [StructLayout(LayoutKind.Sequential)]
    private struct OpenHow
    {
        public ulong Flags;
        public ulong Mode;
        public ulong Resolve;
    }

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct Status
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(40)]
        public ulong Bytes;

        public readonly bool IsDirectory => (Mode & TypeMask) == TypeDirectory;

        public readonly bool IsRegular => (Mode & TypeMask) == TypeRegular;
    }

    /// <summary>Opens a path below a folder, without passing any link, mount trick or <c>..</c> that leaves it. Invalid handle: see the last error.</summary>
    public static unsafe SafeFileHandle OpenBeneath(SafeFileHandle folder, string path, int flags, int mode = 0)
    {
        var how = new OpenHow
        {
            Flags = (ulong)(uint)(flags | CloseOnExec | NoFollow),
            Mode = (ulong)(uint)mode,
            Resolve = ResolveBeneath | ResolveNoSymlinks | ResolveNoMagicLinks,
        };
        return new SafeFileHandle((nint)OpenAt2(SystemCallOpenAt2, folder, path, &how, (nuint)sizeof(OpenHow)), ownsHandle: true);
    }

    public static bool TryStat(SafeFileHandle handle, out Status status) => StatX(handle, "", AtEmptyPath, 0x7FF, out status) == 0;

    public static bool TryStat(SafeFileHandle folder, string name, out Status status) => StatX(folder, name, AtSymlinkNoFollow, 0x7FF, out status) == 0;

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial long OpenAt2(long number, SafeFileHandle folder, string path, OpenHow* how, nuint size);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(SafeFileHandle folder, string path, int flags, uint mask, out Status status);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags);

    /// <summary>Entries of a folder as the kernel lays them out; 0 at the end.</summary>
    [LibraryImport("libc", EntryPoint = "getdents64", SetLastError = true)]
    public static partial nint ReadFolder(SafeFileHandle folder, byte[] buffer, nuint size);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeDirectory(SafeFileHandle folder, string name, uint mode);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Unlink(SafeFileHandle folder, string name, int flags);

    /// <param name="name">Bytes that end with NUL: a name need not be text.</param>
    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    public static partial int Unlink(SafeFileHandle folder, byte[] name, int flags);

    /// <param name="oldName">Bytes that end with NUL.</param>
    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Rename(SafeFileHandle oldFolder, byte[] oldName, SafeFileHandle newFolder, string newName);

    /// <param name="name">Bytes that end with NUL.</param>
    [LibraryImport("libc", EntryPoint = "fchmodat", SetLastError = true)]
    public static partial int ChangeMode(SafeFileHandle folder, byte[] name, uint mode, int flags);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Rename(SafeFileHandle oldFolder, string oldName, SafeFileHandle newFolder, string newName);

    [LibraryImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    public static partial int ChangeMode(SafeFileHandle file, uint mode);

    [LibraryImport("libc", EntryPoint = "fchmodat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeMode(SafeFileHandle folder, string name, uint mode, int flags);
}
