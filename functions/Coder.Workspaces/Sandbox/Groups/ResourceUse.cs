namespace Coder.Workspaces.Sandbox.Groups;

/// <summary>What the processes of one command used so far.</summary>
/// <param name="Cpu">Processor time of all, ended ones included.</param>
/// <param name="MemoryBytes">Memory held now.</param>
/// <param name="OutOfMemory">True once the kernel killed one of them for the group's memory limit.</param>
/// <param name="ProcessRefused">True once the group's process limit refused one.</param>
internal readonly record struct ResourceUse(TimeSpan Cpu, long MemoryBytes, bool OutOfMemory, bool ProcessRefused);
