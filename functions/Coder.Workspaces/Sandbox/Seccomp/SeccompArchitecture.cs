using System.Runtime.InteropServices;

namespace Coder.Workspaces.Sandbox.Seccomp;

/// <summary>The machine a filter is made for.</summary>
/// <param name="AuditValue">AUDIT_ARCH_* as the kernel reports it in <c>seccomp_data.arch</c>.</param>
/// <param name="NumberLimit">Call numbers from here on belong to a second ABI of the same architecture and kill; null when there is none.</param>
/// <param name="Numbers">Call numbers by name; a call the architecture lacks has none.</param>
internal sealed record SeccompArchitecture(uint AuditValue, uint? NumberLimit, IReadOnlyDictionary<string, uint> Numbers)
{
    /// <summary>x86-64; 0x40000000 is the x32 bit.</summary>
    public static SeccompArchitecture X64 { get; } = new(0xC000003E, 0x40000000, SyscallNumbers.X64);

    public static SeccompArchitecture Arm64 { get; } = new(0xC00000B7, null, SyscallNumbers.Arm64);

    /// <summary>The one this process runs on; null when no filter can be made for it, so that no sandbox starts.</summary>
    public static SeccompArchitecture? Current => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => X64,
        Architecture.Arm64 => Arm64,
        _ => null,
    };
}
