using Coder.Workspaces.Sandbox.Seccomp;

namespace Coder.Tests.Workspaces.Sandbox.Seccomp;

public sealed class SeccompProgramTests
{
    private const uint Allow = 0x7fff0000;
    private const uint Kill = 0x80000000;
    private const uint NotPermitted = 0x00050001;
    private const uint NotImplemented = 0x00050026;
    private const uint FamilyNotSupported = 0x00050061;

    /// <summary>Architecture, name, number, arguments, verdict. Numbers are written out here, as the kernel's tables have them.</summary>
    public static TheoryData<string, string, uint, uint[], uint> Calls => new()
    {
        { "x64", "read", 0, [], Allow },
        { "x64", "execve", 59, [], Allow },
        { "x64", "memfd_create", 319, [], Allow },
        { "x64", "ptrace", 101, [], NotPermitted },
        { "x64", "mount", 165, [], NotPermitted },
        { "x64", "unshare", 272, [], NotPermitted },
        { "x64", "bpf", 321, [], NotPermitted },
        { "x64", "personality", 135, [], NotPermitted },
        { "x64", "pidfd_getfd", 438, [], NotPermitted },
        { "x64", "clone3", 435, [], NotImplemented },
        { "x64", "io_uring_setup", 425, [], NotImplemented },
        { "x64", "clone of a thread", 56, [0x3D0F00], Allow },
        { "x64", "clone with CLONE_NEWUSER", 56, [0x10000011], NotPermitted },
        { "x64", "clone with CLONE_NEWNS", 56, [0x20011], NotPermitted },
        { "x64", "socket AF_UNIX", 41, [1], Allow },
        { "x64", "socket AF_INET", 41, [2], Allow },
        { "x64", "socket AF_INET6", 41, [10], Allow },
        { "x64", "socket AF_NETLINK", 41, [16], FamilyNotSupported },
        { "x64", "socket AF_VSOCK", 41, [40], FamilyNotSupported },
        { "x64", "ioctl TCGETS", 16, [0, 0x5401], Allow },
        { "x64", "ioctl TIOCSTI", 16, [0, 0x5412], NotPermitted },
        { "x64", "ioctl TIOCLINUX", 16, [0, 0x541C], NotPermitted },
        { "x64", "mknod of a pipe", 133, [0, 0x11A4], Allow },
        { "x64", "mknod of a device", 133, [0, 0x21A4], NotPermitted },
        { "x64", "mknodat of a disk", 259, [0, 0, 0x61A4], NotPermitted },
        { "x64", "chmod 755", 90, [0, 0x1ED], Allow },
        { "x64", "chmod 4755", 90, [0, 0x9ED], NotPermitted },
        { "x64", "openat of an existing file, junk as mode", 257, [0, 0, 0, 0x9ED], Allow },
        { "x64", "openat that makes a set-id file", 257, [0, 0, 0x41, 0x9ED], NotPermitted },
        { "x64", "the x32 ABI", 0x40000000, [], Kill },
        { "x64", "the number that a tracer skips with", uint.MaxValue, [], Kill },
        { "arm64", "read", 63, [], Allow },
        { "arm64", "execve", 221, [], Allow },
        { "arm64", "ptrace", 117, [], NotPermitted },
        { "arm64", "mount", 40, [], NotPermitted },
        { "arm64", "unshare", 97, [], NotPermitted },
        { "arm64", "bpf", 280, [], NotPermitted },
        { "arm64", "clone3", 435, [], NotImplemented },
        { "arm64", "clone with CLONE_NEWNET", 220, [0x40000011], NotPermitted },
        { "arm64", "socket AF_VSOCK", 198, [40], FamilyNotSupported },
        { "arm64", "socket AF_INET", 198, [2], Allow },
        { "arm64", "ioctl TIOCSTI", 29, [0, 0x5412], NotPermitted },
        { "arm64", "mknodat of a device", 33, [0, 0, 0x21A4], NotPermitted },
        { "arm64", "fchmodat 2755", 53, [0, 0, 0x5ED], NotPermitted },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void Compile_Call_GetsItsVerdict(string architecture, string call, uint number, uint[] arguments, uint verdict)
    {
        var (target, audit) = architecture == "x64" ? (SeccompArchitecture.X64, 0xC000003E) : (SeccompArchitecture.Arm64, 0xC00000B7);

        Assert.True(BpfMachine.Run(Program(target), audit, number, arguments) == verdict, call);
    }

    [Theory]
    [InlineData(0x40000003)]
    [InlineData(0xC00000B7)]
    [InlineData(0)]
    public void Compile_ForeignArchitecture_Kills(uint audit) =>
        Assert.Equal(Kill, BpfMachine.Run(Program(SeccompArchitecture.X64), audit, 0));

    [Fact]
    public void Compile_EveryRule_NamesACallThatOneArchitectureKnows() =>
        Assert.All(SeccompPolicy.Rules, rule => Assert.True(
            SyscallNumbers.X64.ContainsKey(rule.Syscall) || SyscallNumbers.Arm64.ContainsKey(rule.Syscall), rule.Syscall));

    [Fact]
    public void Compile_EveryUnconditionalRule_Denies()
    {
        var program = Program(SeccompArchitecture.X64);

        Assert.All(
            SeccompPolicy.Rules.Where(rule => rule.Tests.Count == 0 && SyscallNumbers.X64.ContainsKey(rule.Syscall)),
            rule => Assert.Equal(rule.Action, BpfMachine.Run(program, 0xC000003E, SyscallNumbers.X64[rule.Syscall])));
    }

    private static byte[] Program(SeccompArchitecture architecture) => SeccompProgram.Encode(SeccompProgram.Compile(architecture, SeccompPolicy.Rules));
}
