namespace Coder.Workspaces.Sandbox.Seccomp;

/// <summary>One classic BPF instruction (<c>struct sock_filter</c>).</summary>
/// <param name="Code">Class, mode and operation; see <see cref="BpfCode"/>.</param>
/// <param name="True">Instructions skipped when a jump's test holds.</param>
/// <param name="False">Instructions skipped when it does not.</param>
/// <param name="K">Operand.</param>
internal readonly record struct BpfInstruction(ushort Code, byte True, byte False, uint K);
