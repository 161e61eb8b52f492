using Coder.Workspaces.Sandbox.Groups;

namespace Coder.Workspaces.Sandbox.Limits;

/// <summary>Looks at a running command for the limits that the kernel does not hold by itself.</summary>
internal sealed class LimitWatch(SandboxCommand command, ICommandGroup group, Func<int?> firstProcess, TimeProvider time)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    private readonly WorkspaceSize _size = new(
        [command.WorkspaceFolder, .. command.Mounts.Where(mount => mount.Writable).Select(mount => mount.HostPath)], command.Limits, firstProcess, time);

    /// <summary>The limit for which <see cref="WatchAsync"/> asked to end the command; null: none.</summary>
    public LimitKind? Passed { get; private set; }

    /// <summary>Until <paramref name="stop"/> is cancelled: by the caller at the end of the command, or by this for a limit.</summary>
    public async Task WatchAsync(CancellationTokenSource stop)
    {
        using var timer = new PeriodicTimer(LookAgain, time);
        try
        {
            while (Passed is null && await timer.WaitForNextTickAsync(stop.Token))
                Passed = Look();
        }
        catch (OperationCanceledException)
        {
            return;
        }
        await stop.CancelAsync();
    }

    /// <summary>What the kernel held against one of the processes; the command may have gone on without it.</summary>
    public LimitKind? Held()
    {
        var use = group.Read(null);
        return use.OutOfMemory ? LimitKind.Memory : use.ProcessRefused ? LimitKind.Processes : null;
    }

    private LimitKind? Look()
    {
        var use = group.Read(firstProcess());
        return use.OutOfMemory || use.MemoryBytes > command.Limits.MemoryBytesMax ? LimitKind.Memory
            : use.Cpu > command.Limits.CpuTime ? LimitKind.CpuTime
            : _size.Check();
    }
}
