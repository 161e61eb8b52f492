namespace Coder.Functions.Contracts;

/// <summary>Input of <c>GraphRun</c>: where it stands. Everything else is rows.</summary>
/// <param name="Schema">1.</param>
/// <param name="Scope">The run's id; for an agent node's child <c>{parent scope}.{node}.{visit}</c>: the partition of its steps and turns.</param>
/// <param name="Step">The next step to decide, from 0.</param>
/// <param name="Depth">0 for the run itself, more for agent nodes.</param>
public sealed record RunCursor(int Schema, string Account, string RunId, string Scope, int Step, int Depth)
{
    public const int CurrentSchema = 1;

    public static RunCursor Start(string account, string runId) => new(CurrentSchema, account, runId, runId, 0, 0);
}
