using Coder.CrashSweep.Hosting;

namespace Coder.CrashSweep.Driving;

/// <summary>A sort of run.</summary>
/// <param name="Name">Of a plain run: its orchestrator.</param>
/// <param name="Events">Events that it is sent right after its start.</param>
/// <param name="IsAgent">A run of the shipped agent, through the API.</param>
internal sealed record RunKind(string Name, int Events = 0, bool IsAgent = false)
{
    internal static RunKind Agent { get; } = new("Agent", IsAgent: true);

    internal static IReadOnlyList<RunKind> All { get; } =
    [
        .. PlainRuns.Kinds.Keys.Select(name => new RunKind(name, name == nameof(PlainRuns.Events) ? PlainRuns.EventsOfEvents : 0)),
        new(nameof(PlainRuns.Eternal), 1),
        Agent,
    ];
}
