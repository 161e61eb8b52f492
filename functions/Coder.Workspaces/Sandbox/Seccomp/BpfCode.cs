namespace Coder.Workspaces.Sandbox.Seccomp;

/// <summary>The classic BPF operations a filter of ours needs (linux/bpf_common.h).</summary>
internal static class BpfCode
{
    /// <summary>BPF_LD | BPF_W | BPF_ABS</summary>
    public const ushort LoadWord = 0x20;

    /// <summary>BPF_ALU | BPF_AND | BPF_K</summary>
    public const ushort And = 0x54;

    /// <summary>BPF_JMP | BPF_JEQ | BPF_K</summary>
    public const ushort JumpIfEqual = 0x15;

    /// <summary>BPF_JMP | BPF_JGE | BPF_K</summary>
    public const ushort JumpIfGreaterOrEqual = 0x35;

    /// <summary>BPF_RET | BPF_K</summary>
    public const ushort Return = 0x06;
}
