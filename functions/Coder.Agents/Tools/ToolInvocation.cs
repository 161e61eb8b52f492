namespace Coder.Agents.Tools;

/// <summary>A tool call to carry out.</summary>
/// <param name="Name">As the model wrote it; aliases are resolved.</param>
/// <param name="ArgumentsJson">As the model wrote it.</param>
public sealed record ToolInvocation(string Name, string ArgumentsJson);
