namespace Coder.Workspaces.Gates;

/// <param name="Name">Fully qualified as the report says.</param>
/// <param name="Message">First 2 KiB.</param>
public sealed record TestFailure(string Name, string Message);
