namespace Coder.Functions.Contracts;

/// <summary>Input of <c>ReadQuestion</c>.</summary>
public sealed record QuestionInput(int Schema, NodeInput Node, string ApprovalId);
