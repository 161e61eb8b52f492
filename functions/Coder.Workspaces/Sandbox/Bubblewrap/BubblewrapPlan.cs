using Coder.Workspaces.Sandbox.Hosting;

namespace Coder.Workspaces.Sandbox.Bubblewrap;

/// <summary>All that decides the command line of one sandbox.</summary>
internal sealed record BubblewrapPlan
{
    public required SandboxCommand Command { get; init; }

    public required HostSystem Host { get; init; }

    public required Toolchains Toolchains { get; init; }

    public required BubblewrapPrograms Programs { get; init; }

    /// <summary>Uid and gid to drop to; null when this process is not root.</summary>
    public required uint? SlotUser { get; init; }

    /// <summary>True when a control group gives the command its share of the processors; else it is made less urgent.</summary>
    public required bool YieldsProcessors { get; init; }

    /// <summary>The path under which the child finds a path of the host: the same, unless it is staged.</summary>
    public required Func<string, string> SourceOf { get; init; }
}
