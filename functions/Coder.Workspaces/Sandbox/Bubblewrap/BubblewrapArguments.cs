using System.Globalization;

namespace Coder.Workspaces.Sandbox.Bubblewrap;

/// <summary>
/// Builds the command line of a sandbox. What it shows inside, and the order in which it shows it, was held against programs that try to get out:
/// change nothing here without running the self-test and the tests of this folder.
/// </summary>
internal static class BubblewrapArguments
{
    public const string Workspace = "/workspace";
    public const string Home = "/home/agent";

    /// <summary>By this name the opening script is found among the processes.</summary>
    public const string ScriptName = "coder-sandbox";

    /// <summary>The programs that lead to bubblewrap, and the command. No secret, no path of the host and no environment: all can see it.</summary>
    public static IReadOnlyList<string> Launch(BubblewrapPlan plan)
    {
        var programs = plan.Programs;
        var limits = plan.Command.Limits;
        var processes = $"--nproc={limits.ProcessesMax}";
        var countsApart = plan.Host.CountsProcessesPerNamespace;
        return
        [
            .. plan.YieldsProcessors ? [] : (string[])[programs.Nice!, "-n", "10"],
            programs.Setpriv!, .. Drop(plan.SlotUser), "--no-new-privs", "--pdeathsig", "KILL",
            programs.Prlimit!, $"--nofile={limits.OpenFilesMax}", $"--fsize={limits.FileBytesMax}", "--core=0", "--memlock=65536",
            $"--data={limits.DataBytesMax}", .. countsApart || plan.SlotUser is null ? [] : (string[])[processes],
            programs.Bwrap!, "--args", Number(SandboxDescriptors.Arguments), "--",
            // Inside, where the count starts at nothing: outside it would count every process of the user.
            .. countsApart ? (string[])[programs.Prlimit!, processes] : [],
            .. plan.Command.Arguments,
        ];
    }

    /// <summary>Bubblewrap's own arguments, which it reads from a descriptor.</summary>
    public static IReadOnlyList<string> Build(BubblewrapPlan plan, IReadOnlyDictionary<string, string> environment) =>
    [
        .. Isolation(plan),
        .. environment.SelectMany(variable => (string[])["--setenv", variable.Key, variable.Value]),
        .. System(plan),
        .. Etc(plan),
        "--proc", "/proc", "--dev", "/dev",
        .. Memory("/dev/shm", "1777", 64L << 20), .. Memory("/tmp", "1777", 1L << 30), .. Memory(Home, "0700", 512L << 20),
        "--dir", "/run", "--dir", "/var", "--symlink", "/tmp", "/var/tmp",
        .. plan.Toolchains.ReadOnlyPaths.SelectMany(path => (string[])["--ro-bind", plan.SourceOf(path), path]),
        .. plan.Toolchains.HiddenFolders.SelectMany(path => (string[])["--tmpfs", path, "--remount-ro", path]),
        "--bind", plan.SourceOf(plan.Command.WorkspaceFolder), Workspace,
        .. plan.Command.Mounts.SelectMany(mount => Mount(plan, mount)),
        "--remount-ro", "/dev", "--remount-ro", "/",
        "--chdir", InsideDirectory(plan.Command.WorkingDirectory),
        "--seccomp", Number(SandboxDescriptors.Seccomp), "--json-status-fd", Number(SandboxDescriptors.Status),
    ];

    /// <exception cref="ArgumentException">The directory leaves the workspace.</exception>
    public static string InsideDirectory(string workingDirectory)
    {
        var inside = Path.GetFullPath(Path.Combine(Workspace, workingDirectory));
        return inside == Workspace || inside.StartsWith(Workspace + "/", StringComparison.Ordinal)
            ? inside
            : throw new ArgumentException($"The working directory {workingDirectory} is not below the workspace.", nameof(workingDirectory));
    }

    private static string[] Drop(uint? user) => user is { } id
        ? ["--reuid", Number(id), "--regid", Number(id), "--clear-groups", "--inh-caps=-all", "--bounding-set=-all"]
        : [];

    private static IEnumerable<string> Isolation(BubblewrapPlan plan) =>
    [
        "--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts",
        "--unshare-cgroup-try", .. plan.Programs.KnowsDisableUserns ? (string[])["--disable-userns"] : [], "--die-with-parent", "--new-session",
        "--cap-drop", "ALL", "--uid", "1000", "--gid", "1000", "--hostname", "sandbox", "--clearenv",
    ];

    private static IEnumerable<string> System(BubblewrapPlan plan) =>
    [
        "--ro-bind", "/usr", "/usr",
        .. plan.Host.UsrLinks.SelectMany(link => link.Value is { } target
            ? (string[])["--symlink", target, link.Key]
            : ["--ro-bind", link.Key, link.Key]),
    ];

    private static IEnumerable<string> Etc(BubblewrapPlan plan)
    {
        var shown = plan.Host.EtcFiles;
        var made = SandboxDescriptors.EtcFiles
            .Select((file, index) => (Path: $"/etc/{file.Key}", Descriptor: SandboxDescriptors.FirstEtcFile + index))
            .Where(file => !shown.Contains(file.Path));
        return
        [
            .. shown.SelectMany(path => (string[])["--ro-bind", path, path]),
            .. made.SelectMany(file => (string[])["--perms", "0444", "--file", Number(file.Descriptor), file.Path]),
        ];
    }

    private static string[] Memory(string folder, string mode, long bytes) => ["--perms", mode, "--size", Number(bytes), "--tmpfs", folder];

    /// <summary>A mount below the workspace is refused: its mount point would be made through whatever links the commands left there.</summary>
    private static string[] Mount(BubblewrapPlan plan, SandboxMount mount)
    {
        var inside = Path.GetFullPath(mount.InsidePath);
        if (inside == "/" || inside == Workspace || inside.StartsWith(Workspace + "/", StringComparison.Ordinal))
            throw new ArgumentException($"{mount.InsidePath} cannot be a mount: choose a path outside {Workspace}.", nameof(mount));
        return [mount.Writable ? "--bind" : "--ro-bind", plan.SourceOf(mount.HostPath), inside];
    }

    private static string Number<T>(T value) where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
