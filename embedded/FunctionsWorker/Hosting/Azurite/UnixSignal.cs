using System.Runtime.InteropServices;

namespace Microsoft.Azure.Functions.Worker.Hosting.Azurite;

/// <summary>.NET can only kill a process; asking one to end takes the system call.</summary>
internal static class UnixSignal
{
    private const int SigTerm = 15;

    /// <returns>Whether the process was there to be asked.</returns>
    internal static bool Terminate(int pid) => Kill(pid, SigTerm) == 0;

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);
}
