namespace Coder.Runs.Turns;

/// <summary>One tool call in the journal.</summary>
/// <param name="TreeBefore">The workspace's tree when the call began: where it is put back to when the call is in doubt.</param>
/// <param name="Finished">False: begun, outcome unknown.</param>
/// <param name="Result">What the model is told; null until finished.</param>
/// <param name="IsError">The tool failed (the model's business, not the platform's).</param>
/// <param name="Todo">The todo list after a call that was about it; null otherwise.</param>
public sealed record ToolEntry(string TreeBefore, bool Finished, string? TreeAfter, string? Result, bool IsError, string? Todo = null);
