namespace Coder.Agents.Tools;

/// <summary>A tool cannot do what it was asked. Never leaves <see cref="ToolRunner"/>: the message becomes an error result for the model.</summary>
internal sealed class ToolFailureException(string message) : Exception(message);
