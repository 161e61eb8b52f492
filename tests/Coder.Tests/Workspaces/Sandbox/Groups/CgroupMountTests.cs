using Coder.Workspaces.Sandbox.Groups;

namespace Coder.Tests.Workspaces.Sandbox.Groups;

public sealed class CgroupMountTests
{
    [Fact]
    public void Parse_Version1_FindsOwnGroupOfEachHierarchy()
    {
        var mounts = CgroupMount.Parse(
            "31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755\n"
            + "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct\n"
            + "35 31 0:32 /docker/ab /sys/fs/cgroup/memory rw,relatime shared:9 master:1 - cgroup cgroup rw,memory\n"
            + "40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,name=systemd\n",
            "4:memory:/docker/ab/inner\n3:cpu,cpuacct:/user\n1:name=systemd:/\n");

        Assert.Equal(
            ["1 cpu,cpuacct /sys/fs/cgroup/cpu,cpuacct/user", "1 memory /sys/fs/cgroup/memory/inner", "1 name=systemd /sys/fs/cgroup/systemd"],
            mounts.Select(mount => $"{mount.Version} {string.Join(',', mount.Controllers)} {mount.Own}"));
    }

    [Fact]
    public void Parse_Version2_FindsOwnGroup() => Assert.Equal(
        new { Version = 2, Top = "/sys/fs/cgroup", Own = "/sys/fs/cgroup/user.slice/session-1.scope" },
        CgroupMount.Parse("30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n", "0::/user.slice/session-1.scope\n")
            .Select(mount => new { mount.Version, mount.Top, mount.Own }).Single());

    [Fact]
    public void Parse_NoHierarchy_FindsNone() => Assert.Empty(CgroupMount.Parse("22 1 254:0 / / rw - ext4 /dev/vda rw\n", ""));
}
