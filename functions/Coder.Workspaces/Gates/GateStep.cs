namespace Coder.Workspaces.Gates;

/// <summary>One command of a gate.</summary>
/// <param name="Directory">Below the workspace's root.</param>
/// <param name="Line">As a user would type it.</param>
/// <param name="RunLine">As it is run: made to leave a report.</param>
internal sealed record GateStep(string Directory, string Line, string RunLine);
