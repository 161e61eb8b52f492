using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Coder.Tests.Workspaces.Sandbox.Bubblewrap;

/// <summary>What a command must not be able to do, tried from inside.</summary>
public sealed partial class ConfinementTests : IDisposable
{
    private const string SystemCalls = """
        import ctypes, errno, os, socket, stat
        libc = ctypes.CDLL(None, use_errno=True)
        def attempt(name, call):
            try:
                call()
                print(name, "ok")
            except OSError as failure:
                print(name, errno.errorcode[failure.errno])
        def libc_call(name, *arguments):
            if getattr(libc, name)(*arguments) < 0:
                raise OSError(ctypes.get_errno(), name)
        attempt("unshare", lambda: libc_call("unshare", 0x10000000))
        attempt("ptrace", lambda: libc_call("ptrace", 0, 0, 0, 0))
        attempt("personality", lambda: libc_call("personality", 0xffffffff))
        attempt("vsock", lambda: socket.socket(40, socket.SOCK_STREAM))
        attempt("netlink", lambda: socket.socket(16, socket.SOCK_RAW))
        attempt("unix", lambda: socket.socket(1, socket.SOCK_STREAM))
        open("file", "w").close()
        attempt("plain mode", lambda: os.chmod("file", 0o755))
        attempt("set-id mode", lambda: os.chmod("file", 0o4755))
        attempt("device", lambda: os.mknod("device", stat.S_IFCHR | 0o666, os.makedev(1, 3)))
        attempt("pipe", lambda: os.mkfifo("pipe"))
        """;

    private readonly SandboxFixture _fixture = new();

    [Fact]
    public async Task SelfTest_OnThisMachine_Passes()
    {
        var result = await SandboxFixture.SelfTest(await SandboxFixture.SandboxAsync()).RunAsync();

        Assert.Empty(result.Reasons);
    }

    [Fact]
    public async Task Run_DeniedSystemCalls_FailAndOthersWork()
    {
        await File.WriteAllTextAsync(Path.Combine(_fixture.Workspace, "calls.py"), SystemCalls);

        var result = await _fixture.ShellAsync("python3 calls.py");
        Assert.SkipWhen(result.ExitCode == 127, "python3 is not installed.");

        Assert.Equal(
            "unshare EPERM\nptrace EPERM\npersonality EPERM\nvsock EAFNOSUPPORT\nnetlink EAFNOSUPPORT\nunix ok\n"
            + "plain mode ok\nset-id mode EPERM\ndevice EPERM\npipe ok\n",
            result.Output);
    }

    [Fact]
    public async Task Run_FirstProcess_ShowsNothingOfTheHost()
    {
        Environment.SetEnvironmentVariable("CODER_TEST_SECRET", "hidden-value");

        var result = await _fixture.ShellAsync("tr '\\0' '\\n' </proc/1/environ; tr '\\0' ' ' </proc/1/cmdline; env; cat /etc/passwd; hostname");

        Assert.DoesNotContain("hidden-value", result.Output);
        Assert.DoesNotContain(_fixture.Workspace, result.Output);
        Assert.DoesNotContain(Environment.UserName == "root" ? "/bin/bash\ndaemon" : Environment.UserName, result.Output);
        Assert.EndsWith("sandbox\n", result.Output);
    }

    [Fact]
    public async Task Run_InheritableDescriptorOfTheHost_IsClosed()
    {
        using var leaked = File.OpenHandle("/etc/hostname");
        Assert.Equal(0, ClearCloseOnExec(leaked, 2, 0));

        // 3 is the listing's own.
        Assert.Equal("0\n1\n2\n3\n", (await _fixture.ShellAsync("ls /proc/self/fd")).Output);
    }

    [Fact]
    public async Task Run_Capabilities_AreNone()
    {
        var result = await _fixture.ShellAsync("grep -E '^(CapPrm|CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/self/status | tr '\\t' ' '");

        Assert.Equal("CapPrm: 0000000000000000\nCapEff: 0000000000000000\nCapBnd: 0000000000000000\nNoNewPrivs: 1\nSeccomp: 2\n", result.Output);
    }

    [Fact]
    public async Task Run_ServiceOnTheHostsLoopback_IsNotThere()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var line = $"(exec 9<>/dev/tcp/localhost/{((IPEndPoint)listener.LocalEndpoint).Port}) 2>/dev/null && echo connected || echo refused";

        Assert.Equal("refused\n", (await _fixture.ShellAsync(line)).Output);
    }

    [Fact]
    public async Task Run_Limits_AreInForce()
    {
        var command = _fixture.Shell("ulimit -u; ulimit -n; ulimit -f; ulimit -d; ulimit -c; bash -c 'head -c 2M /dev/zero >big; exit $?' 2>/dev/null; echo $?; stat -c %s big") with
        {
            Limits = new() { ProcessesMax = 77, OpenFilesMax = 88, FileBytesMax = 1 << 20, DataBytesMax = 1L << 30 },
        };

        Assert.Equal("77\n88\n1024\n1048576\n0\n153\n1048576\n", (await _fixture.RunAsync(command)).Output);
    }

    [Fact]
    public async Task Run_ForkBomb_MeetsTheProcessLimit()
    {
        var command = _fixture.Shell("") with
        {
            // bash would try again for a quarter of a minute.
            Arguments = ["sh", "-c", "for i in $(seq 60); do sleep 30 & done; wait"],
            Limits = new() { ProcessesMax = 30, Time = TimeSpan.FromSeconds(20) },
        };

        var result = await _fixture.RunAsync(command);

        Assert.Contains("fork", result.Output, StringComparison.OrdinalIgnoreCase);
    }

    public void Dispose() => _fixture.Dispose();

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int ClearCloseOnExec(SafeFileHandle descriptor, int command, int flags);
}
