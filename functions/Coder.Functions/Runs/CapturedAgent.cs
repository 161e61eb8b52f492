namespace Coder.Functions.Runs;

/// <summary>An agent as it is when a run starts.</summary>
/// <param name="Hash">SHA-256 of its folder, under which its files are kept.</param>
/// <param name="DeclaredModels">One a llm node: its model or the graph's; null where neither is given.</param>
/// <param name="TimeoutSeconds"><c>settings.timeout</c>.</param>
/// <param name="Hashes">Of the agent and all it delegates to, by name.</param>
public sealed record CapturedAgent(
    string Name, string Hash, IReadOnlyList<string?> DeclaredModels, int? TimeoutSeconds, IReadOnlyDictionary<string, string> Hashes);
