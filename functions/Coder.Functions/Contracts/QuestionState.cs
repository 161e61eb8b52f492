namespace Coder.Functions.Contracts;

/// <summary>Output of the activities that open and read a question.</summary>
/// <param name="Decided">True: answered or expired; its node result is stored.</param>
/// <param name="Deadline">When to look again without being nudged; null: never.</param>
public sealed record QuestionState(int Schema, StopCause Stop, bool Decided, string ApprovalId, DateTime? Deadline);
