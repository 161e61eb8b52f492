using System.Runtime.InteropServices;
using Coder.Workspaces.Sandbox.Groups;

namespace Coder.Workspaces.Sandbox.Limits;

/// <summary>Files without a name that processes still hold open: they fill the disk, and no walk finds them.</summary>
internal static partial class DeletedFiles
{
    private const int CurrentFolder = -100;
    private const uint BasicMask = 0x7FF;
    private const int BlockBytes = 512;
    private const string Mark = " (deleted)";

    /// <param name="root">Process whose descendants are looked at, too.</param>
    /// <param name="folder">Only files on its device count.</param>
    public static long Bytes(int root, string folder)
    {
        if (StatX(CurrentFolder, folder, 0, BasicMask, out var device) != 0)
            return 0;
        return ProcessTree.Members(root).SelectMany(Descriptors).Where(IsDeleted).Select(Read).OfType<Status>()
            .Where(file => file.Links == 0 && (file.DeviceMajor, file.DeviceMinor) == (device.DeviceMajor, device.DeviceMinor))
            .DistinctBy(file => file.Number).Sum(file => (long)file.Blocks * BlockBytes);
    }

    private static IEnumerable<string> Descriptors(int process)
    {
        try
        {
            return Directory.GetFiles($"/proc/{process}/fd");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile.
            return [];
        }
    }

    private static bool IsDeleted(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget?.EndsWith(Mark, StringComparison.Ordinal) == true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Through the link of <c>/proc</c>, which leads to the file itself, without opening it: it may be a pipe.</summary>
    private static Status? Read(string descriptor) => StatX(CurrentFolder, descriptor, 0, BasicMask, out var status) == 0 ? status : null;

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, out Status status);

    /// <summary><c>struct statx</c></summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(16)]
        public uint Links;

        [FieldOffset(32)]
        public ulong Number;

        [FieldOffset(48)]
        public ulong Blocks;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
