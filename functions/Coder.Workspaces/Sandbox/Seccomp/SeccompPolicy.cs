namespace Coder.Workspaces.Sandbox.Seccomp;

/// <summary>
/// The system calls a sandboxed command cannot make. Namespaces already hide what most of them would reach; each is listed because a
/// sandbox without it let a probe out, or because it is a door to the kernel that no build needs.
/// </summary>
internal static class SeccompPolicy
{
    public const uint NotPermitted = 1;
    public const uint NotImplemented = 38;
    public const uint FamilyNotSupported = 97;

    private const uint SetIdBits = 0xC00;
    private const uint CreateFlag = 0x40;
    private const uint FileTypeMask = 0xF000;
    private const uint CharacterDevice = 0x2000;
    private const uint BlockDevice = 0x6000;

    /// <summary>CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET.</summary>
    private const uint NamespaceFlags = 0x7E020000;

    private static readonly string[] Denied =
    [
        "ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_getfd",
        "add_key", "request_key", "keyctl",
        "bpf", "perf_event_open", "userfaultfd",
        "mount", "umount2", "pivot_root", "chroot", "unshare", "setns", "open_tree", "open_tree_attr", "move_mount", "fsopen", "fsconfig",
        "fsmount", "fspick", "mount_setattr",
        "kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "create_module", "query_module", "get_kernel_syms",
        "reboot", "settimeofday", "clock_settime", "clock_adjtime", "adjtimex",
        "open_by_handle_at", "personality",
        "swapon", "swapoff", "acct", "quotactl", "quotactl_fd", "syslog", "vhangup", "sethostname", "setdomainname", "nfsservctl",
        "lookup_dcookie", "fanotify_init", "iopl", "ioperm", "modify_ldt",
    ];

    /// <summary>
    /// Answered as by an older kernel, so that callers take their other way: <c>clone3</c> and <c>openat2</c> hand over a pointer that a filter
    /// cannot look behind.
    /// </summary>
    private static readonly string[] Absent = ["clone3", "openat2", "io_uring_setup", "io_uring_enter", "io_uring_register"];

    public static IReadOnlyList<SeccompRule> Rules { get; } =
    [
        .. Denied.Select(name => new SeccompRule(name, SeccompAction.Fail(NotPermitted))),
        .. Absent.Select(name => new SeccompRule(name, SeccompAction.Fail(NotImplemented))),
        new("clone", SeccompAction.Fail(NotPermitted), ArgumentTest.HasAny(0, NamespaceFlags)),
        OnlyFamilies("socket"),
        OnlyFamilies("socketpair"),
        // Both put text into the terminal's input, as if the user had typed it.
        new("ioctl", SeccompAction.Fail(NotPermitted), ArgumentTest.Is(1, TerminalInput)),
        new("ioctl", SeccompAction.Fail(NotPermitted), ArgumentTest.Is(1, TerminalSelection)),
        .. NoDevice("mknod", 1),
        .. NoDevice("mknodat", 2),
        .. NoSetId,
    ];

    private const uint TerminalInput = 0x5412;
    private const uint TerminalSelection = 0x541C;

    /// <summary>The workspace is a folder of the host: a set-id file left there would run with the host user's rights for whoever can reach it.</summary>
    private static IEnumerable<SeccompRule> NoSetId =>
    [
        SetId("chmod", ArgumentTest.HasAny(1, SetIdBits)),
        SetId("fchmod", ArgumentTest.HasAny(1, SetIdBits)),
        SetId("fchmodat", ArgumentTest.HasAny(2, SetIdBits)),
        SetId("fchmodat2", ArgumentTest.HasAny(2, SetIdBits)),
        SetId("creat", ArgumentTest.HasAny(1, SetIdBits)),
        SetId("open", ArgumentTest.HasAny(1, CreateFlag), ArgumentTest.HasAny(2, SetIdBits)),
        SetId("openat", ArgumentTest.HasAny(2, CreateFlag), ArgumentTest.HasAny(3, SetIdBits)),
        SetId("mknod", ArgumentTest.HasAny(1, SetIdBits)),
        SetId("mknodat", ArgumentTest.HasAny(2, SetIdBits)),
    ];

    private static SeccompRule SetId(string syscall, params ArgumentTest[] tests) => new(syscall, SeccompAction.Fail(NotPermitted), tests);

    /// <summary>UNIX, INET and INET6; a network namespace does not cover vsock, and netlink and packet sockets serve no build.</summary>
    private static SeccompRule OnlyFamilies(string syscall) => new(
        syscall, SeccompAction.Fail(FamilyNotSupported), ArgumentTest.IsNot(0, 1), ArgumentTest.IsNot(0, 2), ArgumentTest.IsNot(0, 10));

    /// <summary>Named pipes and sockets stay possible.</summary>
    private static IEnumerable<SeccompRule> NoDevice(string syscall, int mode) =>
    [
        new(syscall, SeccompAction.Fail(NotPermitted), ArgumentTest.Is(mode, CharacterDevice, FileTypeMask)),
        new(syscall, SeccompAction.Fail(NotPermitted), ArgumentTest.Is(mode, BlockDevice, FileTypeMask)),
    ];
}
