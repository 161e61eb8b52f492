using System.Globalization;
using Coder.Workspaces.Sandbox.Bubblewrap;
using Coder.Workspaces.Sandbox.Groups;

namespace Coder.Workspaces.Sandbox.Scratch;

/// <summary>
/// The folder for what sandboxes need while they run, and the list of what a killed process leaves. Each process holds a lock on its own part;
/// parts whose lock is free are cleared away, with the processes, control groups and folders they list.
/// </summary>
internal sealed class SandboxScratch : IDisposable
{
    private const string LockFile = "lock";
    private const string GroupsFile = "groups";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Clearing away the parts of killed processes takes milliseconds each.</summary>
    private static readonly TimeSpan ClaimTime = TimeSpan.FromSeconds(30);

    private readonly FileStream _lock;
    private readonly string _folder;
    private readonly Lazy<ICommandGroups> _groups;
    private readonly Lazy<CommonFiles> _commonFiles;
    private int _last;

    private SandboxScratch(string folder, FileStream held)
    {
        (_folder, _lock) = (folder, held);
        _groups = new(() => CgroupGroups.Open($"coder-sandbox-{Path.GetFileName(folder)}", made => File.WriteAllLines(Path.Combine(folder, GroupsFile), made)));
        _commonFiles = new(() => CommonFiles.Write(Path.Combine(folder, "common")));
    }

    public ICommandGroups Groups => _groups.Value;

    public CommonFiles CommonFiles => _commonFiles.Value;

    /// <summary>Takes a part of its own in <paramref name="root"/>, which only this user can read, and clears away the abandoned ones.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static SandboxScratch Open(string root)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(root);
        else
            Directory.CreateDirectory(root, OwnerOnly);
        // Between making a part and locking it nobody may take it for abandoned.
        FileStream? claim = null;
        if (!SpinWait.SpinUntil(() => (claim = TryLock(Path.Combine(root, "claim"))) is not null, ClaimTime))
            throw new IOException($"{root} is locked by a process that does not go on.");
        using (claim)
        {
            foreach (var part in Directory.EnumerateDirectories(root))
                ClearIfAbandoned(part);
            var folder = Directory.CreateDirectory(Path.Combine(root, Path.GetRandomFileName())).FullName;
            return new(folder, TryLock(Path.Combine(folder, LockFile)) ?? throw new IOException($"{folder} cannot be locked."));
        }
    }

    /// <summary>A new empty folder, removed by whoever asked for it, at the latest when the next process opens the scratch.</summary>
    public DirectoryInfo CreateFolder() =>
        Directory.CreateDirectory(Path.Combine(_folder, Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture)));

    public void Dispose()
    {
        Clear(_folder);
        _lock.Dispose();
    }

    private static void ClearIfAbandoned(string part)
    {
        if (TryLock(Path.Combine(part, LockFile)) is not { } abandoned)
            return;
        using (abandoned)
            Clear(part);
    }

    private static void Clear(string part)
    {
        AbandonedProcesses.Kill(part);
        var list = Path.Combine(part, GroupsFile);
        foreach (var group in File.Exists(list) ? File.ReadAllLines(list) : [])
        {
            foreach (var command in Directory.Exists(group) ? Directory.EnumerateDirectories(group) : [])
                Cgroup.Remove(command);
            Cgroup.Remove(group);
        }
        Directory.Delete(part, recursive: true);
    }

    private static FileStream? TryLock(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
