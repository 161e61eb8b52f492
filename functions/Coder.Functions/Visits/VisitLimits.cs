using Coder.Functions.Contracts;
using Coder.Graphs.Stepping;

namespace Coder.Functions.Visits;

/// <summary>The time that an llm node's visit may work: its <c>timeout</c> and the seconds of its <c>budget</c>, whichever ends first.</summary>
public static class VisitLimits
{
    private const string FailureCode = "R14";
    private const string BudgetCode = "budget";

    /// <summary>Longest time that a timer takes.</summary>
    private static readonly TimeSpan TimerMax = TimeSpan.FromDays(49);

    /// <summary>What is left after <paramref name="elapsed"/> seconds of work, at least nothing; null: no limit.</summary>
    public static TimeSpan? Remaining(LlmVisitSpec spec, double elapsed)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return Limit(spec) is not { } limit
            ? null
            : TimeSpan.FromSeconds(Math.Clamp(limit - elapsed, 0, TimerMax.TotalSeconds));
    }

    /// <summary>How the visit fails whose time is used up.</summary>
    public static NodeFailed Failure(NodeInput node, LlmVisitSpec spec)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(spec);
        return spec.Budget?.Seconds is { } budget && !(spec.TimeoutSeconds <= budget)
            ? new NodeFailed(node.Node, node.Visit, BudgetCode, $"The node worked longer than the {budget} s of its budget.")
            : new NodeFailed(node.Node, node.Visit, FailureCode, $"The node took longer than its {spec.TimeoutSeconds} s.");
    }

    private static int? Limit(LlmVisitSpec spec) =>
        spec.TimeoutSeconds is { } timeout && !(timeout > spec.Budget?.Seconds) ? timeout : spec.Budget?.Seconds;
}
