namespace Coder.Workspaces.Sandbox.Seccomp;

/// <summary>What the kernel does with a system call (linux/seccomp.h).</summary>
internal static class SeccompAction
{
    public const uint Allow = 0x7fff0000;
    public const uint KillProcess = 0x80000000;

    /// <summary>The call fails with this errno and is not made.</summary>
    public static uint Fail(uint errno) => 0x00050000 | errno;
}
