using Coder.Embedded.Store;

namespace Coder.CrashSweep.Hosting;

/// <summary>A line that the driver writes to a host.</summary>
internal sealed record HostCommand
{
    internal const string Start = "start";
    internal const string Raise = "raise";
    internal const string Look = "look";
    internal const string Arm = "arm";
    internal const string Sweep = "sweep";

    public required string Do { get; init; }

    /// <summary>Of <see cref="Start"/>: the orchestrator.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Instances.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>Of <see cref="Raise"/>: the event's payload. Of <see cref="Arm"/>: the commit to die at, counted from now; 0: none.</summary>
    public int Number { get; init; }

    /// <summary>Of <see cref="Arm"/>.</summary>
    public CommitSide Side { get; init; }
}
