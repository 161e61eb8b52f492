namespace Coder.Functions.Contracts;

/// <summary>Input of the activities and sub-orchestrations of one node visit.</summary>
/// <param name="Step">Step whose document holds the command.</param>
/// <param name="Turn">The turn of an llm visit, from 1; 0 for other nodes.</param>
/// <param name="InstanceId">Orchestration to nudge when a question is answered.</param>
public sealed record NodeInput(int Schema, string Account, string RunId, string Scope, int Step, string Node, int Visit, int Turn, int Depth, string InstanceId)
{
    /// <inheritdoc cref="RunCursor.StepsPerHistory"/>
    public int StepsPerHistory { get; init; } = RunCursor.StepsPerHistoryDefault;

    /// <inheritdoc cref="RunCursor.ElapsedMax"/>
    public double? ElapsedMax { get; init; }
}
