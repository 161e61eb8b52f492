namespace Coder.Graphs.Folders;

/// <param name="Path">Below the agent's folder, with forward slashes.</param>
public sealed record AgentFile(string Path, ReadOnlyMemory<byte> Content);
