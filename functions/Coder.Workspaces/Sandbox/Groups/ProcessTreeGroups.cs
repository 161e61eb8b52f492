namespace Coder.Workspaces.Sandbox.Groups;

/// <summary>For machines without a control group that this process may write: the host counts, and the kernel limits each process alone.</summary>
internal sealed class ProcessTreeGroups(IReadOnlyList<string> reasons) : ICommandGroups
{
    public string Description =>
        $"no control group ({string.Join("; ", reasons)}): memory and processor time of a command are added up by the host four times a second, "
        + "and memory file systems count by their own sizes only. For limits in the kernel, run the host as a service with Delegate=yes or below "
        + "'systemd-run --user --scope', on cgroup v2.";

    public ICommandGroup Create(SandboxLimits limits) => Group.Shared;

    private sealed class Group : ICommandGroup
    {
        public static Group Shared { get; } = new();

        public IReadOnlyList<string> JoinFiles => [];

        public bool YieldsProcessors => false;

        public ResourceUse Read(int? firstProcess) => firstProcess is { } root ? ProcessTree.Read(root) : default;

        public void Dispose()
        {
        }
    }
}
