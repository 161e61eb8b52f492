using System.Runtime.InteropServices;

namespace Coder.Workspaces.Sandbox.Limits;

/// <summary>How full the file system of a folder is.</summary>
/// <param name="UsedBytes">By everybody.</param>
/// <param name="FreeBytes">For users without privileges.</param>
/// <param name="UsedFiles">By everybody; null where the file system does not count them.</param>
internal readonly partial record struct FileSystemRoom(long UsedBytes, long FreeBytes, long? UsedFiles)
{
    /// <exception cref="IOException">The folder cannot be reached.</exception>
    public static FileSystemRoom Of(string folder)
    {
        if (StatFs(folder, out var answer) != 0)
            throw new IOException($"statfs {folder}: error {Marshal.GetLastPInvokeError()}");
        return new(
            (long)(answer.Blocks - answer.BlocksFree) * answer.BlockBytes, (long)answer.BlocksAvailable * answer.BlockBytes,
            answer.Files == 0 ? null : (long)(answer.Files - answer.FilesFree));
    }

    [LibraryImport("libc", EntryPoint = "statfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatFs(string path, out Answer answer);

    /// <summary><c>struct statfs</c> of 64-bit Linux, with room to spare.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    private struct Answer
    {
        public long Type;
        public long BlockBytes;
        public ulong Blocks;
        public ulong BlocksFree;
        public ulong BlocksAvailable;
        public ulong Files;
        public ulong FilesFree;
    }
}
