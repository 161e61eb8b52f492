namespace Coder.Workspaces.Sandbox.Seccomp;

/// <summary>What happens to one system call.</summary>
/// <param name="Syscall">Name as in the kernel's tables.</param>
/// <param name="Action">A <see cref="SeccompAction"/>.</param>
/// <param name="Tests">All must hold; none: always.</param>
internal sealed record SeccompRule(string Syscall, uint Action, params IReadOnlyList<ArgumentTest> Tests);
