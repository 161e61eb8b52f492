namespace Coder.Graphs.Stepping;

public sealed record RunLlm(string Node, int Visit, LlmVisitSpec Spec) : GraphCommand;
