namespace Coder.Contracts;

/// <summary>Body of <c>POST /v1/agents/validate</c>.</summary>
/// <param name="Path">Absolute path of an agent's folder or graph.yaml (embedded host).</param>
public sealed record ValidateRequest(string Path);
