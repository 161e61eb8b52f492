using System.IO.Enumeration;

namespace Coder.Workspaces.Sandbox.Limits;

/// <param name="Bytes">Sum of the files' lengths; a file with two names counts twice.</param>
/// <param name="Files">Files, folders and links.</param>
internal readonly record struct FolderSize(long Bytes, long Files)
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true };

    /// <summary>Walks the folders without following links, and stops when either maximum is passed.</summary>
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
        ShouldRecursePredicate = static (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
    };

    private static long Length(ref FileSystemEntry entry) => entry.IsDirectory ? 0 : entry.Length;
}
