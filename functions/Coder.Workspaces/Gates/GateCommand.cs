namespace Coder.Workspaces.Gates;

/// <param name="Directory">Project root below the workspace; empty for the root.</param>
/// <param name="Line">As a user would type it.</param>
/// <param name="ExitCode">-1 when it did not run.</param>
/// <param name="LogFile">Full log on the host; null when none was kept.</param>
public sealed record GateCommand(string Directory, string Line, int ExitCode, double DurationSeconds, string? LogFile);
