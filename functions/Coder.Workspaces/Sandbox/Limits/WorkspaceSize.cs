namespace Coder.Workspaces.Sandbox.Limits;

/// <summary>
/// Holds the writable folders of one command to their size. Walking them is dear, so it is done only when the file system as a whole has grown
/// by what they had left.
/// </summary>
/// <param name="folders">All writable ones; the first is the workspace.</param>
/// <param name="firstProcess">The host's pid of the sandbox's first process, once there is one.</param>
internal sealed class WorkspaceSize(IReadOnlyList<string> folders, SandboxLimits limits, Func<int?> firstProcess, TimeProvider time)
{
    /// <summary>Others may free what the command fills: then growth does not show until the next walk.</summary>
    private static readonly TimeSpan WalkAgain = TimeSpan.FromSeconds(30);

    /// <summary>A walk may take this part of the time at most.</summary>
    private const int RestAfterWalk = 4;

    /// <summary>What others may write to the same disk before the first look, so that it is not taken for the command's own.</summary>
    private const long OthersBytes = 64 << 20;
    private const long OthersFiles = 2_000;

    private readonly FileSystemRoom _start = FileSystemRoom.Of(folders[0]);
    private Walk? _last;
    private FolderSize _most;

    /// <returns>The limit that is passed now; null: none.</returns>
    public LimitKind? Check()
    {
        var now = FileSystemRoom.Of(folders[0]);
        if (now.FreeBytes < SandboxLimits.DiskReserveBytes && now.UsedBytes > _start.UsedBytes)
            return LimitKind.Disk;
        if (_last is null)
            Begin(now);
        else if (IsDue(_last, now))
            _last = Measure(now);
        return _last!.Size.Bytes > _most.Bytes ? LimitKind.WorkspaceBytes : _last.Size.Files > _most.Files ? LimitKind.WorkspaceFiles : null;
    }

    /// <summary>Folders that were too large before may be worked on, but not grow. Only then is their size at the start worth knowing.</summary>
    private void Begin(FileSystemRoom now)
    {
        _most = new(long.MaxValue, long.MaxValue);
        _last = Measure(now);
        _most = new(
            Math.Max(limits.WorkspaceBytesMax, _last.Size.Bytes - Math.Max(0, now.UsedBytes - _start.UsedBytes - OthersBytes)),
            Math.Max(limits.WorkspaceFilesMax, _last.Size.Files - Math.Max(0, (now.UsedFiles - _start.UsedFiles - OthersFiles) ?? 0)));
    }

    private bool IsDue(Walk last, FileSystemRoom now)
    {
        var since = time.GetElapsedTime(last.Ended);
        if (since < RestAfterWalk * last.Duration)
            return false;
        return since > WalkAgain
            || last.Size.Bytes + (now.UsedBytes - last.Room.UsedBytes) > _most.Bytes
            || now.UsedFiles is not { } files || last.Size.Files + (files - last.Room.UsedFiles) > _most.Files;
    }

    private Walk Measure(FileSystemRoom now)
    {
        var begun = time.GetTimestamp();
        var size = FolderSize.Measure(folders, _most.Bytes, _most.Files);
        if (firstProcess() is { } root)
            size = size with { Bytes = size.Bytes + DeletedFiles.Bytes(root, folders[0]) };
        return new(size, now, time.GetTimestamp(), time.GetElapsedTime(begun));
    }

    private sealed record Walk(FolderSize Size, FileSystemRoom Room, long Ended, TimeSpan Duration);
}
