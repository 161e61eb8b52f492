using System.IO.Enumeration;
using System.Runtime.InteropServices;
using Coder.Workspaces.Sessions;
using Microsoft.Win32.SafeHandles;

namespace Coder.Workspaces.Files;

/// <summary>
/// A folder whose content is hostile: sandboxed commands have written to it. Nothing here follows a link or opens anything but regular
/// files and folders. Paths are normalized (<see cref="WorkspacePath"/>).
/// </summary>
internal sealed class WorkspaceFolder : IDisposable
{
    private const uint NewFileMode = 0x1A4; // 0644
    private const uint NewFolderMode = 0x1ED; // 0755

    private readonly SafeFileHandle _root;

    private WorkspaceFolder(SafeFileHandle root) => _root = root;

    /// <exception cref="DirectoryNotFoundException"/>
    public static WorkspaceFolder Open(string hostPath)
    {
        var root = Native.Open(hostPath, Native.Directory | Native.NoFollow | Native.CloseOnExec);
        if (!root.IsInvalid) return new WorkspaceFolder(root);
        throw new DirectoryNotFoundException($"'{hostPath}' cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    public void Dispose() => _root.Dispose();

    /// <summary>Opens a regular file for reading.</summary>
    /// <exception cref="WorkspacePathException"/>
    public FileStream OpenRead(string path)
    {
        // Non-blocking: a FIFO would otherwise hold the caller until somebody writes to it.
        var handle = OpenBeneath(path, Native.ReadOnly | Native.NonBlocking);
        if (Native.TryStat(handle, out var status) && status.IsRegular) return new FileStream(handle, FileAccess.Read, bufferSize: 0);
        handle.Dispose();
        throw new WorkspacePathException(path, status.IsDirectory ? $"'{path}' is a folder, not a file." : $"'{path}' is not a regular file.");
    }

    public WorkspaceFile Read(string path, long bytesMax)
    {
        using var stream = OpenRead(path);
        var content = new byte[Math.Min(stream.Length, bytesMax)];
        var read = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return new WorkspaceFile(content.AsMemory(0, read), stream.Length);
    }

    /// <summary>Size of a regular file; null when there is none under this path.</summary>
    public long? Length(string path)
    {
        using var handle = Native.OpenBeneath(_root, path, Native.PathOnly);
        return !handle.IsInvalid && Native.TryStat(handle, out var status) && status.IsRegular ? (long)status.Bytes : null;
    }

    /// <summary>True when there is anything under this path: a file, a folder, a link itself.</summary>
    public bool Exists(string path)
    {
        var (folderPath, name) = Split(path);
        using var folder = Native.OpenBeneath(_root, folderPath.Length == 0 ? "." : folderPath, Native.PathOnly | Native.Directory);
        return !folder.IsInvalid && Native.TryStat(folder, name, out _);
    }

    public bool IsFolder(string path)
    {
        using var handle = Native.OpenBeneath(_root, path, Native.PathOnly);
        return !handle.IsInvalid && Native.TryStat(handle, out var status) && status.IsDirectory;
    }

    public WorkspaceListing List(string path, int entriesMax)
    {
        using var folder = OpenFolder(path);
        var prefix = path.Length == 0 ? "" : path + "/";
        var entries = new FileSystemEnumerable<WorkspaceEntry>(
            $"/proc/self/fd/{folder.DangerousGetHandle()}",
            (ref FileSystemEntry entry) => Describe(prefix, ref entry),
            new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = true })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.FileName.Equals(".git", StringComparison.OrdinalIgnoreCase),
        };
        var sorted = entries.OrderBy(entry => entry.Path, StringComparer.Ordinal).Take(entriesMax + 1).ToList();
        return new WorkspaceListing([.. sorted.Take(entriesMax)], sorted.Count > entriesMax);
    }

    /// <summary>Writes a file as a whole: beside it first, then renamed over it, so that no reader sees half of it.</summary>
    public void Write(string path, ReadOnlySpan<byte> content)
    {
        var (folderPath, name) = Split(path);
        using var folder = MakeFolders(folderPath);
        var mode = NewFileMode;
        if (Native.TryStat(folder, name, out var existing))
        {
            if (existing.IsDirectory) throw new WorkspacePathException(path, $"'{path}' is a folder, not a file.");
            if (!existing.IsRegular) throw new WorkspacePathException(path, $"'{path}' is a link or a special file; it is not written through.");
            mode = existing.Mode & 0xFFFu;
        }

        var temporary = $".coder-{Guid.NewGuid():N}";
        using (var handle = Check(Native.OpenBeneath(folder, temporary, Native.WriteOnly | Native.Create | Native.Exclusive, (int)NewFileMode), path))
        {
            RandomAccess.Write(handle, content, 0);
            Native.ChangeMode(handle, mode);
        }

        if (Native.Rename(folder, temporary, folder, name) == 0) return;
        var failure = Failure(path);
        Native.Unlink(folder, temporary, 0);
        throw failure;
    }

    public void MakeDirectory(string path) => MakeFolders(path).Dispose();

    /// <summary>Removes a file or link itself, or a folder.</summary>
    /// <param name="trash">A folder on the same file system, to which folders are moved before they are taken apart.</param>
    public void Remove(string path, bool recursive, WorkspaceTrash trash)
    {
        if (path.Length == 0) throw new WorkspacePathException(path, "The workspace's root cannot be removed.");
        var (folderPath, name) = Split(path);
        using var folder = OpenFolder(folderPath);
        if (!Native.TryStat(folder, name, out var status)) throw Failure(path);
        if (!status.IsDirectory)
        {
            if (Native.Unlink(folder, name, 0) != 0) throw Failure(path);
        }
        else if (Native.Unlink(folder, name, Native.RemoveDirectory) != 0)
        {
            if (!recursive) throw new WorkspacePathException(path, $"'{path}' is a folder that is not empty; ask for a recursive removal to remove it.");
            if (!trash.TryTake(folder, name)) throw Failure(path);
        }
    }

    private static WorkspaceEntry Describe(string prefix, ref FileSystemEntry entry)
    {
        var link = (entry.Attributes & FileAttributes.ReparsePoint) != 0;
        var directory = entry.IsDirectory && !link;
        return new WorkspaceEntry(string.Concat(prefix, entry.FileName), directory, directory || link ? 0 : entry.Length);
    }

    private SafeFileHandle MakeFolders(string path)
    {
        var at = "";
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            using var parent = OpenFolder(at);
            at = at.Length == 0 ? part : at + "/" + part;
            if (Native.MakeDirectory(parent, part, NewFolderMode) != 0 && Marshal.GetLastPInvokeError() != Native.Exists) throw Failure(at);
        }

        return OpenFolder(path);
    }

    private SafeFileHandle OpenFolder(string path) =>
        OpenBeneath(path.Length == 0 ? "." : path, Native.ReadOnly | Native.Directory, path);

    private SafeFileHandle OpenBeneath(string path, int flags, string? shown = null) => Check(Native.OpenBeneath(_root, path, flags), shown ?? path);

    private static SafeFileHandle Check(SafeFileHandle handle, string path) => handle.IsInvalid ? throw Failure(path) : handle;

    private static (string Folder, string Name) Split(string path)
    {
        if (path.Length == 0) throw new WorkspacePathException(path, "The path of a file is needed, not the workspace's root.");
        var slash = path.LastIndexOf('/');
        return slash < 0 ? ("", path) : (path[..slash], path[(slash + 1)..]);
    }

    private static Exception Failure(string path) => Marshal.GetLastPInvokeError() switch
    {
        Native.NoEntry => new WorkspacePathException(path, $"'{path}' does not exist."),
        Native.Loop => new WorkspacePathException(path, $"'{path}' is or passes a symbolic link; links are not followed."),
        Native.CrossDevice => new WorkspacePathException(path, $"'{path}' leaves the workspace."),
        Native.NotDirectory => new WorkspacePathException(path, $"'{path}': a part of the path is a file or link, not a folder."),
        Native.IsDirectory => new WorkspacePathException(path, $"'{path}' is a folder, not a file."),
        Native.AccessDenied => new WorkspacePathException(path, $"'{path}': its permissions do not allow this."),
        Native.NotImplemented => new WorkspaceException("kernel_too_old", "This kernel lacks openat2; Linux 5.6 or newer is needed."),
        _ => new WorkspacePathException(path, $"'{path}': {Marshal.GetLastPInvokeErrorMessage()}."),
    };
}
