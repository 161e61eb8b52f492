using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Coder.Workspaces.Files;

/// <summary>The names in a folder as they are on the disk: bytes. .NET makes text of them, by which those that are no UTF-8 are not found again.</summary>
internal static class FolderNames
{
    private const int BufferBytes = 64 << 10;

    // struct linux_dirent64: inode 8, offset 8, record length 2, type 1, name.
    private const int LengthAt = 16, NameAt = 19;

    /// <param name="folder">Open for reading, at its beginning.</param>
    /// <returns>Each with its NUL, without <c>.</c> and <c>..</c>.</returns>
    public static List<byte[]> In(SafeFileHandle folder)
    {
        var names = new List<byte[]>();
        var buffer = new byte[BufferBytes];
        int read;
        while ((read = (int)Native.ReadFolder(folder, buffer, BufferBytes)) > 0)
        {
            for (var at = 0; at < read; at += BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(at + LengthAt)))
            {
                var rest = buffer.AsSpan(at + NameAt);
                var name = rest[..(rest.IndexOf((byte)0) + 1)];
                if (!name.SequenceEqual(".\0"u8) && !name.SequenceEqual("..\0"u8)) names.Add(name.ToArray());
            }
        }

        return read == 0 ? names : throw new IOException($"A folder of a workspace cannot be read: {Marshal.GetLastPInvokeErrorMessage()}.");
    }
}
