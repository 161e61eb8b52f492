namespace Coder.Workspaces.Sandbox.Seccomp;

/// <summary>
/// Numbers of the calls that <see cref="SeccompPolicy"/> names. Sources: arch/x86/entry/syscalls/syscall_64.tbl and
/// include/uapi/asm-generic/unistd.h of the kernel; a number never changes once given.
/// </summary>
internal static class SyscallNumbers
{
    public static IReadOnlyDictionary<string, uint> X64 { get; } = new Dictionary<string, uint>
    {
        ["ptrace"] = 101, ["process_vm_readv"] = 310, ["process_vm_writev"] = 311, ["kcmp"] = 312, ["pidfd_getfd"] = 438, ["add_key"] = 248,
        ["request_key"] = 249, ["keyctl"] = 250, ["bpf"] = 321, ["perf_event_open"] = 298, ["userfaultfd"] = 323, ["mount"] = 165, ["umount2"] = 166,
        ["pivot_root"] = 155, ["chroot"] = 161, ["unshare"] = 272, ["setns"] = 308, ["open_tree"] = 428, ["open_tree_attr"] = 467,
        ["move_mount"] = 429, ["fsopen"] = 430, ["fsconfig"] = 431, ["fsmount"] = 432, ["fspick"] = 433, ["mount_setattr"] = 442,
        ["kexec_load"] = 246, ["kexec_file_load"] = 320, ["init_module"] = 175, ["finit_module"] = 313, ["delete_module"] = 176,
        ["create_module"] = 174, ["query_module"] = 178, ["get_kernel_syms"] = 177, ["reboot"] = 169, ["settimeofday"] = 164, ["clock_settime"] = 227,
        ["clock_adjtime"] = 305, ["adjtimex"] = 159, ["open_by_handle_at"] = 304, ["personality"] = 135, ["swapon"] = 167, ["swapoff"] = 168,
        ["acct"] = 163, ["quotactl"] = 179, ["quotactl_fd"] = 443, ["syslog"] = 103, ["vhangup"] = 153, ["sethostname"] = 170,
        ["setdomainname"] = 171, ["nfsservctl"] = 180, ["lookup_dcookie"] = 212, ["fanotify_init"] = 300, ["iopl"] = 172, ["ioperm"] = 173,
        ["modify_ldt"] = 154, ["clone3"] = 435, ["openat2"] = 437, ["io_uring_setup"] = 425, ["io_uring_enter"] = 426, ["io_uring_register"] = 427,
        ["clone"] = 56, ["socket"] = 41, ["socketpair"] = 53, ["ioctl"] = 16, ["mknod"] = 133, ["mknodat"] = 259, ["chmod"] = 90, ["fchmod"] = 91,
        ["fchmodat"] = 268, ["fchmodat2"] = 452, ["creat"] = 85, ["open"] = 2, ["openat"] = 257,
    };

    public static IReadOnlyDictionary<string, uint> Arm64 { get; } = new Dictionary<string, uint>
    {
        ["ptrace"] = 117, ["process_vm_readv"] = 270, ["process_vm_writev"] = 271, ["kcmp"] = 272, ["pidfd_getfd"] = 438, ["add_key"] = 217,
        ["request_key"] = 218, ["keyctl"] = 219, ["bpf"] = 280, ["perf_event_open"] = 241, ["userfaultfd"] = 282, ["mount"] = 40, ["umount2"] = 39,
        ["pivot_root"] = 41, ["chroot"] = 51, ["unshare"] = 97, ["setns"] = 268, ["open_tree"] = 428, ["open_tree_attr"] = 467, ["move_mount"] = 429,
        ["fsopen"] = 430, ["fsconfig"] = 431, ["fsmount"] = 432, ["fspick"] = 433, ["mount_setattr"] = 442, ["kexec_load"] = 104,
        ["kexec_file_load"] = 294, ["init_module"] = 105, ["finit_module"] = 273, ["delete_module"] = 106, ["reboot"] = 142, ["settimeofday"] = 170,
        ["clock_settime"] = 112, ["clock_adjtime"] = 266, ["adjtimex"] = 171, ["open_by_handle_at"] = 265, ["personality"] = 92, ["swapon"] = 224,
        ["swapoff"] = 225, ["acct"] = 89, ["quotactl"] = 60, ["quotactl_fd"] = 443, ["syslog"] = 116, ["vhangup"] = 58, ["sethostname"] = 161,
        ["setdomainname"] = 162, ["nfsservctl"] = 42, ["lookup_dcookie"] = 18, ["fanotify_init"] = 262, ["clone3"] = 435, ["openat2"] = 437,
        ["io_uring_setup"] = 425, ["io_uring_enter"] = 426, ["io_uring_register"] = 427, ["clone"] = 220, ["socket"] = 198, ["socketpair"] = 199,
        ["ioctl"] = 29, ["mknodat"] = 33, ["fchmod"] = 52, ["fchmodat"] = 53, ["fchmodat2"] = 452, ["openat"] = 56,
    };
}
