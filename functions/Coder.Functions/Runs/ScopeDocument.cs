namespace Coder.Functions.Runs;

/// <summary>What a scope (the run, or an agent node's child within it) starts from.</summary>
/// <param name="DefinitionHash">The agent's folder as it was then.</param>
public sealed record ScopeDocument(string DefinitionHash, string Prompt);
