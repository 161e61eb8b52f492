namespace Coder.Runs.Records;

/// <summary>A failure with a stable code (a section of docs/errors.md) and a message that names the fix.</summary>
public sealed record RunFault(string Code, string Message);
