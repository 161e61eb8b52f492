using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sandbox.Bubblewrap;

namespace Coder.Tests.Workspaces.Sandbox.Bubblewrap;

public sealed class BubblewrapArgumentsTests
{
    private static readonly BubblewrapPlan Plan = new()
    {
        Command = new() { Arguments = ["make", "all"], WorkspaceFolder = "/home/user/run", WorkingDirectory = "src" },
        Host = new()
        {
            UsrLinks = [new("/bin", "usr/bin"), new("/lib", null)],
            EtcFiles = ["/etc/ssl"],
            CountsProcessesPerNamespace = true,
        },
        Toolchains = new() { ReadOnlyPaths = ["/opt/node"], HiddenFolders = [], SearchPath = "/opt/node/bin:/usr/bin", DotnetRoot = null },
        Programs = new("/usr/bin/bwrap", "/usr/bin/setpriv", "/usr/bin/prlimit", "/usr/bin/bash", "/usr/bin/nice"),
        SlotUser = null,
        YieldsProcessors = true,
        SourceOf = path => path,
    };

    private static readonly Dictionary<string, string> Environment = new() { ["A"] = "b c" };

    [Fact]
    public void Launch_OrdinaryUser_LimitsInsideAndOut() => Assert.Equal(
        "/usr/bin/setpriv --no-new-privs --pdeathsig KILL /usr/bin/prlimit --nofile=4096 --fsize=1073741824 --core=0 --memlock=65536 --data=2147483648 "
        + "/usr/bin/bwrap --args 10 -- /usr/bin/prlimit --nproc=512 make all",
        string.Join(' ', BubblewrapArguments.Launch(Plan)));

    [Fact]
    public void Launch_Root_DropsToTheSlotFirst() => Assert.StartsWith(
        "/usr/bin/setpriv --reuid 70000 --regid 70000 --clear-groups --inh-caps=-all --bounding-set=-all --no-new-privs --pdeathsig KILL ",
        string.Join(' ', BubblewrapArguments.Launch(Plan with { SlotUser = 70000 })));

    [Fact]
    public void Launch_NoControlGroup_IsLessUrgent() =>
        Assert.Equal(["/usr/bin/nice", "-n", "10"], BubblewrapArguments.Launch(Plan with { YieldsProcessors = false }).Take(3));

    [Fact]
    public void Launch_KernelThatCountsAllOfAUser_LimitsProcessesOfSlotsOnly()
    {
        var old = Plan with { Host = Plan.Host with { CountsProcessesPerNamespace = false } };

        Assert.DoesNotContain("--nproc=512", BubblewrapArguments.Launch(old));
        Assert.Contains("--nproc=512", BubblewrapArguments.Launch(old with { SlotUser = 70000 }));
    }

    [Fact]
    public void Build_Command_IsolatesEverythingAndSealsTheRootLast()
    {
        var line = string.Join(' ', BubblewrapArguments.Build(Plan, Environment));

        Assert.StartsWith(
            "--unshare-user --unshare-ipc --unshare-pid --unshare-net --unshare-uts --unshare-cgroup-try --disable-userns --die-with-parent --new-session "
            + "--cap-drop ALL --uid 1000 --gid 1000 --hostname sandbox --clearenv --setenv A b c --ro-bind /usr /usr --symlink usr/bin /bin --ro-bind /lib /lib "
            + "--ro-bind /etc/ssl /etc/ssl --perms 0444 --file 13 /etc/passwd --perms 0444 --file 14 /etc/group --perms 0444 --file 15 /etc/nsswitch.conf "
            + "--perms 0444 --file 16 /etc/hosts --proc /proc --dev /dev",
            line);
        Assert.EndsWith(
            "--ro-bind /opt/node /opt/node --bind /home/user/run /workspace --remount-ro /dev --remount-ro / --chdir /workspace/src --seccomp 11 --json-status-fd 12",
            line);
    }

    [Fact]
    public void Build_OldBubblewrap_LeavesOutWhatItDoesNotKnow() => Assert.DoesNotContain(
        "--disable-userns", BubblewrapArguments.Build(Plan with { Programs = Plan.Programs with { KnowsDisableUserns = false } }, Environment));

    [Theory]
    [InlineData("/workspace/node_modules")]
    [InlineData("/workspace")]
    [InlineData("/cache/../workspace/x")]
    [InlineData("/")]
    public void Build_MountBelowTheWorkspace_IsRefused(string inside)
    {
        var plan = Plan with { Command = Plan.Command with { Mounts = [new SandboxMount("/host", inside)] } };

        Assert.Throws<ArgumentException>(() => BubblewrapArguments.Build(plan, Environment));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("/etc")]
    [InlineData("a/../../workspace2")]
    public void InsideDirectory_OutsideTheWorkspace_IsRefused(string directory) =>
        Assert.Throws<ArgumentException>(() => BubblewrapArguments.InsideDirectory(directory));
}
