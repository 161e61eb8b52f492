namespace Coder.Functions.Contracts;

/// <summary>Input of <c>GraphRun</c>: where it stands. Everything else is rows.</summary>
/// <param name="Schema">1.</param>
/// <param name="Scope">The run's id; for an agent node's child <c>{parent scope}.{node}.{visit}</c>.</param>
/// <param name="Step">The next step to decide, from 0.</param>
/// <param name="Depth">0 for the run itself, more for agent nodes.</param>
public sealed record RunCursor(int Schema, string Account, string RunId, string Scope, int Step, int Depth)
{
    public const int CurrentSchema = 1;

    /// <summary>Each step or turn is at most three activities, so a history stays below some 150.</summary>
    public const int StepsPerHistoryDefault = 50;

    /// <summary>After so many steps or turns a history starts anew from its cursor; at least 1.</summary>
    public int StepsPerHistory { get; init; } = StepsPerHistoryDefault;

    /// <summary>True: the workspace is there.</summary>
    public bool IsPrepared { get; init; }

    /// <summary>Seconds of the run's work after which a child has no time left; null: no limit.</summary>
    public double? ElapsedMax { get; init; }

    /// <summary>Why the run ends here without its graph; <see cref="StopCause.None"/>: it goes on.</summary>
    public StopCause End { get; init; }

    public static RunCursor Start(string account, string runId) => new(CurrentSchema, account, runId, runId, 0, 0);
}
