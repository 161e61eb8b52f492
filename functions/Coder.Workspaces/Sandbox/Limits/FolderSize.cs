using System.IO.Enumeration;
using System.Text;

namespace Coder.Workspaces.Sandbox.Limits;

/// <param name="Bytes">Sum of the files' lengths; a file with two names counts twice.</param>
/// <param name="Files">Files, folders and links.</param>
internal readonly record struct FolderSize(long Bytes, long Files)
{
    /// <summary>Of a path that the kernel takes, without the zero at its end.</summary>
    private const int PathBytesMax = 4095;

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true };

    /// <summary>Walks the folders without following links, and stops when either maximum is passed. What lies deeper than a path can name counts nothing: the disk's reserve limits it.</summary>
    public static FolderSize Measure(IEnumerable<string> folders, long bytesMax, long filesMax)
    {
        long bytes = 0;
        long files = 0;
        foreach (var length in folders.SelectMany(Lengths))
        {
            bytes += length;
            files++;
            if (bytes > bytesMax || files > filesMax)
                break;
        }
        return new(bytes, files);
    }

    private static FileSystemEnumerable<long> Lengths(string folder) => new(folder, Length, Everything)
    {
        ShouldRecursePredicate = static (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0
            && Encoding.UTF8.GetByteCount(entry.Directory) + 1 + Encoding.UTF8.GetByteCount(entry.FileName) <= PathBytesMax,
    };

    private static long Length(ref FileSystemEntry entry) => entry.IsDirectory ? 0 : entry.Length;
}
